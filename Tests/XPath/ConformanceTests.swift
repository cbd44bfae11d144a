import Foundation
import TestSupport
import Testing
import XMLTree

/// One case of libxml2's own suite, with what its tester prints.
struct ConformanceCase: Decodable, CustomTestStringConvertible, Sendable {
  let set: String
  let document: String?
  let expr: String
  let expected: String

  var testDescription: String { "\(set): \(expr)" }
}

@Suite(.enabled(if: SharedMaterial.isPresent, "the conformance material is not at hand"))
struct ConformanceTests {
  /// What differs from libxml2, by expression, with the reason.
  static let differences: [String: String] = [
    "1.23e-3": exponent,
    "1.23e3": exponent,
    "1e-18446744073709551616": exponent,
    "1e-2147483649": exponent,
    "1e-4294967296": exponent,
    "1e-9223372036854775809": exponent,
    "1e18446744073709551616": exponent,
    "1e2147483648": exponent,
    "1e4294967296": exponent,
    "1e9223372036854775808": exponent,
    "id('chapter1')": documentType,
    "id('chapter1')//p": documentType,
    "id('chapter1')/p": documentType,
    "id('chapter1')/p[1]": documentType,
    "id('chapter3')": documentType,
    "string(-12345678901234567890)": digits,
    "string(12345678901234567890)": digits,
    "/doc/elem/namespace::*/self::node()[true()]":
      "the order of namespace nodes is the engine's (XPath 1.0, 5); ours is by prefix",
  ]

  private static let exponent = "numbers have no exponent (XPath 1.0, 3.7); libxml2 takes one"
  private static let documentType = "the document has a document type, which is refused"
  private static let digits = "numbers print without an exponent (XPath 1.0, 4.2)"

  static func cases() throws -> [ConformanceCase] {
    guard SharedMaterial.isPresent else { return [] }
    let bytes = try SharedMaterial.bytes("conformance/xpath/libxml2-xpath.json")
    return try JSONDecoder().decode([ConformanceCase].self, from: Data(bytes))
  }

  @Test func `every case ends as libxml2's does, but for those listed with a reason`() throws {
    var failed: [String: String] = [:]
    let cases = try Self.cases()
    for example in cases {
      let found = try Self.printed(example)
      if found.trimmingCharacters(in: .whitespaces) != Self.comparable(example.expected) {
        failed[example.expr] = "found \(found), expected \(example.expected)"
      }
    }
    #expect(cases.count == 327)
    for (expression, result) in failed.sorted(by: { $0.key < $1.key })
    where Self.differences[expression] == nil {
      Issue.record("\(expression): \(result)")
    }
    let outdated = Self.differences.keys.filter { failed[$0] == nil }
    #expect(outdated.isEmpty, "these now agree and must leave the list")
  }

  /// Our result in the form in which libxml2's tester prints it, without what stands below a node.
  private static func printed(_ example: ConformanceCase) throws -> String {
    var bytes = Array("<none/>".utf8)
    if let document = example.document {
      let name = try #require(document.split(separator: "/").last)
      bytes = try SharedMaterial.bytes("conformance/xpath/documents/\(name)")
    }
    let document: XMLDocument
    do {
      document = try XMLDocument(parsing: bytes, name: "case.xml")
    } catch {
      return "refused: \(error)"
    }
    var subject = Subject(document)
    let start = example.document == nil ? 0 : document.documentElement.place
    switch subject.evaluate(example.expr, at: start) {
    case .error: return "Object is empty (NULL)"
    case .boolean(let value): return "Object is a Boolean : \(value)"
    case .number(let value): return "Object is a number : \(text(value))"
    case .string(let value): return "Object is a string : \(value)"
    case .nodes(let places):
      let lines = places.enumerated().map { "\($0.offset + 1)  \(line(subject, $0.element))" }
      let head = "Object is a Node Set :\nSet contains \(places.count) nodes:"
      return ([head] + lines).joined(separator: "\n")
    }
  }

  /// libxml2's tester prints numbers with six digits, and with an exponent where that is shorter.
  private static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    if value == 0 { return "0" }
    return String(format: "%g", value)
  }

  private static func line(_ subject: borrowing Subject, _ place: String) -> String {
    let parts = place.split(separator: ":", omittingEmptySubsequences: false)
    guard let index = Int(parts[0]) else { return "?" }
    let node = subject.node(index)
    if parts.count == 2 {
      let uri = node.inScopeNamespaces.first { $0.prefix == String(parts[1]) }?.uri
      return "namespace \(parts[1]) href=\(uri ?? "")"
    }
    switch node.kind {
    case .root: return " /"
    case .element: return "ELEMENT \(escaped(node.localName))"
    case .attribute: return "ATTRIBUTE \(node.localName)"
    case .text: return "TEXT"
    case .comment: return "COMMENT"
    case .processingInstruction: return "PI \(node.localName)"
    case .namespace: return "namespace"
    }
  }

  private static func escaped(_ name: String) -> String {
    name.utf8.map {
      $0 < 0x80 ? String(UnicodeScalar($0)) : "#" + String($0, radix: 16, uppercase: true)
    }
    .joined()
  }

  /// What libxml2 prints, without what stands below a node.
  private static func comparable(_ printed: String) -> String {
    printed.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !$0.hasPrefix("  ") && !$0.isEmpty
    }.map { $0.replacingOccurrences(of: "CDATA_SECTION", with: "TEXT") }.joined(separator: "\n")
      .trimmingCharacters(in: .whitespaces)
  }
}
