import Foundation
import Schematron
import TestSupport
import Testing
import XMLTree

/// One case of the conformance suite.
struct ConformanceCase: Decodable, Sendable, CustomTestStringConvertible {
  struct OutputAssertion: Decodable, Sendable {
    let test: String
  }

  let id: String
  let schema: String
  let document: String
  let expect: String
  let phase: String?
  let svrlAssertions: [OutputAssertion]

  var testDescription: String { id }

  enum CodingKeys: String, CodingKey {
    case id, schema, document, expect, phase
    case svrlAssertions = "svrl_assertions"
  }

  static let folder = "conformance/schematron"

  static let all: [ConformanceCase] = {
    guard let shared = SharedMaterial.folder else { return [] }
    do {
      let folder = shared.appendingPathComponent(folder)
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
        try JSONDecoder().decode(
          ConformanceCase.self,
          from: Data(SharedMaterial.bytes("\(Self.folder)/\($0)/case.json")))
      }
    } catch {
      Issue.record("the conformance suite cannot be read: \(error)")
      return []
    }
  }()

  func bytes(_ path: String) throws -> [UInt8] {
    try SharedMaterial.bytes("\(Self.folder)/\(id)/\(path)")
  }

  /// `nil` where the schema is refused; `viaImage` reads the compiled schema back from its image first, if it has one.
  func result(viaImage: Bool = false) throws -> ValidationResult? {
    let files = ResourceResolver { path in try bytes(path) }
    var compiled: SchematronSchema
    do throws(SchemaError) {
      compiled = try SchematronSchema.compile(
        path: schema, resources: files, phase: phase.map(PhaseSelection.init) ?? .default)
    } catch {
      return nil
    }
    if viaImage, let image = compiled.image() {
      compiled = SchematronSchema(image: .made(image), resources: files)
    }
    var options = ValidationOptions.standard
    options.subordinates = files
    return compiled.validate(
      try XMLDocument(parsing: bytes(document), name: document), options: options)
  }

  func outcome() throws -> String {
    guard let result = try result() else { return "error" }
    return result.isValid ? "valid" : "invalid"
  }
}

// Needs the shared conformance suite.
@Suite(.enabled(if: SharedMaterial.isPresent))
struct ConformanceTests {
  /// Cases whose expectation is not met, with the reason.
  static let deviations: [String: String] = [
    "let-scope-pattern-01":
      "contradicts let-name-collision-error-05 and -06, which most implementations follow: a pattern "
      + "cannot redefine a variable of the schema",
    "let-value-element-content-01":
      "its assertion looks for the variable's content in the document, so no implementation meets it",
  ]

  @Test(arguments: ConformanceCase.all)
  func `a case ends as it says`(entry: ConformanceCase) throws {
    let outcome = try entry.outcome()
    if let reason = Self.deviations[entry.id] {
      #expect(outcome != entry.expect, "no longer a deviation: \(reason)")
    } else {
      #expect(outcome == entry.expect)
    }
  }

  @Test(arguments: ConformanceCase.all)
  func `the report of a case is valid SVRL and says what the case asks`(
    entry: ConformanceCase
  ) throws {
    guard let result = try entry.result() else { return }
    let bytes = SVRLWriter.bytes(for: result)
    let grammar = try RelaxNGSchema(
      parsing: SharedMaterial.bytes("standards/svrl/svrl-2025-original.rng"), name: "svrl.rng")
    #expect(try grammar.validate(bytes, name: "\(entry.id).svrl") == [])
    let report = try Oracle(bytes, namespaces: ["svrl": SVRLWriter.namespace])
    for assertion in entry.svrlAssertions {
      #expect(report.boolean(assertion.test) == true, "\(assertion.test)")
    }
  }

  @Test(arguments: ConformanceCase.all)
  func `a schema that is read back from its image reports the same`(entry: ConformanceCase) throws {
    guard let result = try entry.result() else { return }
    let other = try #require(try entry.result(viaImage: true))
    #expect(SVRLWriter.bytes(for: result) == SVRLWriter.bytes(for: other))
  }

  @Test(arguments: ConformanceCase.all)
  func `a location of a case is found by another engine`(entry: ConformanceCase) throws {
    guard let result = try entry.result() else { return }
    let namespaces = result.schema.namespaces.map { ($0.prefix, $0.uri) }
    let oracle = try Oracle(
      entry.bytes(entry.document), namespaces: Dictionary(uniqueKeysWithValues: namespaces))
    for firing in result.firings where firing.node.document.root == result.document.root {
      #expect(oracle.nodeIndices(firing.location) == [firing.node.index])
    }
  }

  @Test func `every listed deviation is a case of the suite`() {
    let ids = Set(ConformanceCase.all.map(\.id))
    #expect(Set(Self.deviations.keys).isSubset(of: ids))
    #expect(ids.count >= 50)
  }
}
