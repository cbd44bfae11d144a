import Foundation
import Schematron
import TestSupport
import Testing
import XMLTree

/// Whole schemas, held against other engines.
struct DifferentialTests {
  private static let schemaCount = 60
  private static let documentCount = 3

  private static func schema(_ text: String, phase: String?) throws -> SchematronSchema {
    try SchematronSchema.compile(
      path: "s.sch", resources: ResourceResolver(files: ["s.sch": Array(text.utf8)]),
      phase: phase.map { .named($0) } ?? .default)
  }

  // Needs PyPI's lxml.
  @Test(
    .enabled(if: ISOSkeleton.isInstalled, "python3 has no lxml.isoschematron"),
    arguments: [1, 2, 3] as [UInt64])
  func `random schemas fire what the ISO skeleton fires, at the same nodes, with the same texts`(
    seed: UInt64
  ) throws {
    let scratch = try ScratchFolder()
    var cases: [ISOSkeleton.Case] = []
    for number in 0..<Self.schemaCount {
      var made = RandomSchema(seed: seed &* 100_000 &+ UInt64(number), dialect: .skeleton)
      let schema = try Self.schema(made.text, phase: made.phase)
      try scratch.write("\(number).sch", Array(made.text.utf8))
      for copy in 0..<Self.documentCount {
        let text = made.document()
        let result = schema.validate(try parse(text))
        #expect(result.failures.map(\.description) == [])
        let name = "\(number)-\(copy)"
        try scratch.write("\(name).xml", Array(text.utf8))
        try scratch.write("\(name).svrl", SVRLWriter.bytes(for: result))
        cases.append(
          ISOSkeleton.Case(
            schema: "\(number).sch", document: "\(name).xml", phase: made.phase,
            report: "\(name).svrl"))
      }
    }
    let comparisons = try ISOSkeleton.compare(cases, in: scratch.url, withTexts: true)
    try #require(comparisons.count == cases.count)
    for (number, comparison) in comparisons.enumerated() {
      let place =
        "seed \(seed &* 100_000 &+ UInt64(number / Self.documentCount)), document \(number % Self.documentCount)"
      #expect(comparison.onlyOurs == [], "\(place)")
      #expect(comparison.onlyTheirs == [], "\(place)")
    }
    let count = comparisons.reduce(0) { $0 + $1.commonCount }
    #expect(count > 1_000, "\(count) firings in common are too few to prove anything")
  }

  // Needs Debian's jing.
  @Test(.enabled(if: ProgramRun.isInstalled("jing"), "jing is not installed"))
  func `random schemas fire what jing fires, at the same nodes`() throws {
    let scratch = try ScratchFolder()
    var count = 0
    for number in 0..<12 {
      let seed = 700_000 + UInt64(number)
      var made = RandomSchema(seed: seed, dialect: .jing)
      let schema = try Self.schema(made.text, phase: nil)
      try scratch.write("s.sch", Array(made.text.utf8))
      let text = made.document()
      try scratch.write("d.xml", Array(text.utf8))
      let run = try ProgramRun.run("jing", ["s.sch", "d.xml"], in: scratch.url)
      let theirs = run.text.split(separator: "\n").filter { $0.hasPrefix("  ") }
        .map { String($0.drop { $0 == " " }) }.sorted()
      let ours = schema.validate(try parse(text)).firings.map(\.message.line).sorted()
      #expect(ours == theirs, "seed \(seed)\n\(run.text.prefix(600))")
      count += ours.count
    }
    #expect(count > 50)
  }
}
