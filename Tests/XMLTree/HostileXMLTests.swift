import Foundation
import TestSupport
import Testing
import XMLTree

/// One entry of the list of hostile files.
struct HostileFile: Decodable, Sendable, CustomTestStringConvertible {
  let file: String
  let bytes: Int
  let kind: String
  let expect: String

  var testDescription: String { file }

  static let xml: [HostileFile] = {
    guard SharedMaterial.isPresent else { return [] }
    do {
      let bytes = try SharedMaterial.bytes("conformance/hostile/manifest.json")
      return try JSONDecoder().decode([HostileFile].self, from: Data(bytes))
        .filter { $0.kind == "xml" && !$0.file.hasSuffix(".z") }
    } catch {
      Issue.record("the list of hostile files cannot be read: \(error)")
      return []
    }
  }()
}

// Needs the shared hostile files.
@Suite(.enabled(if: SharedMaterial.isPresent))
struct HostileXMLTests {
  @Test(arguments: HostileFile.xml)
  func `a hostile file ends as it should`(entry: HostileFile) throws {
    // Foundation leaks a page when it reads an empty file, which a leak check would report.
    let bytes =
      entry.bytes == 0 ? [] : try SharedMaterial.bytes("conformance/hostile/" + entry.file)
    let outcome: Result<XMLDocument, XMLInputError>
    do throws(XMLInputError) {
      outcome = .success(try XMLDocument(parsing: bytes, name: entry.file))
    } catch {
      outcome = .failure(error)
    }
    switch entry.expect {
    case "accept", "well-formed", "treated as text", "escaped":
      #expect(throws: Never.self) { try outcome.get() }
    case "must not contain CANARY-7f3a":
      if case .success(let document) = outcome {
        #expect(!document.root.stringValue.contains("CANARY"))
      }
    case let wish
    where wish.hasPrefix("not well-formed") || wish.hasPrefix("namespace")
      || wish.hasPrefix("reject"):
      #expect(throws: XMLInputError.self) { try outcome.get() }
    case let wish where wish.contains("never") || wish.hasPrefix("accept"):
      if case .success(let document) = outcome { _ = document.serialized() }
    default:
      Issue.record("unknown expectation: \(entry.expect)")
    }
  }

  @Test func `the list of hostile files is read`() {
    #expect(HostileFile.xml.count >= 20)
  }
}
