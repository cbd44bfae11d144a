import Auditing
import Foundation
import PlanAudit
import TestSupport
import Testing
import XMLTree

/// The rule set of this repository at work, for tests.
struct ShippedRules: Sendable {
  private let reader: PlanReader
  private let auditor: Auditor

  init() throws {
    reader = try PlanReader(rules: .builtIn)
    auditor = Auditor(rules: try PlanAuditor().ruleSet, limits: .standard)
  }

  /// The canonical form of an input of any form.
  func canonical(_ bytes: [UInt8], name: String) throws -> [UInt8] {
    try reader.convert(PlanInput(name: name, bytes: bytes), to: .xml, fiscalYear: nil)
  }

  /// The findings about canonical plan XML as it stands.
  func findings(_ canonical: [UInt8], name: String) throws -> [Finding] {
    auditor.audit(
      try XMLDocument(parsing: canonical, name: name), keepsValidation: false
    ).findings
  }

  /// The same, as faults speak of them.
  func marks(_ canonical: [UInt8], name: String) throws -> [Mark] {
    try findings(canonical, name: name).map { finding in
      let gravity: Gravity =
        switch finding.rank {
        case .error: .error
        case .warning: .warning
        case .info: .info
        case .review: .review
        }
      return Mark(
        rule: String(finding.rule.prefix { $0 != "-" }), gravity: gravity, plan: finding.plan,
        position: finding.position, field: finding.field?.rawValue)
    }
  }
}

/// The samples of this repository.
enum ShippedSamples {
  static let texts = [
    "clean-2023.txt", "first-draft-ome.txt", "merged-tables.txt", "plan-2020.txt",
    "wrong-totals.txt",
  ]
  static let documents = ["plan-2021.xml"]

  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = SharedMaterial.packageFolder.appendingPathComponent("Samples")
    return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }
}

@Suite struct `Injected faults` {
  /// One bench for all tests: the rules are compiled once, the samples read once.
  private static let bench = Result<FaultBench, any Error> {
    let rules = try ShippedRules()
    let samples = try (ShippedSamples.texts + ShippedSamples.documents).map { name in
      let bytes = try ShippedSamples.bytes(name)
      let isText = name.hasSuffix(".txt")
      let canonical = isText ? try rules.canonical(bytes, name: name) : bytes
      return Sample(
        name: name, text: isText ? String(decoding: bytes, as: UTF8.self) : nil,
        canonical: canonical, marks: try rules.marks(canonical, name: name))
    }
    return FaultBench(
      audit: AuditUnderTest(
        read: { try rules.canonical($0, name: $1) }, findings: { try rules.marks($0, name: $1) }),
      samples: samples)
  }

  @Test(arguments: FaultCatalogue.stems.map(\.stem), [2020] as [UInt64])
  func `are found, and nothing else changes`(stem: String, seed: UInt64) throws {
    let bench = try Self.bench.get()
    for fault in FaultCatalogue.faults(of: stem) {
      let copyCount = try bench.run(fault, seed: seed)
      #expect(
        copyCount > 0,
        "\(fault.testDescription): no sample has a place for it; add one or remove the fault")
    }
  }
}

@Suite struct `The samples` {
  @Test(
    arguments: [
      ("clean-2023.txt", []),
      (
        "first-draft-ome.txt",
        [
          "CON-03", "DSC-02", "NUM-04", "REF-01", "STA-04", "TGT-01", "TOT-01", "TTL-02", "TXT-01",
          "URL-03",
        ]
      ),
      ("merged-tables.txt", ["NUM-04", "NUM-04", "NUM-04"]),
      ("wrong-totals.txt", ["TOT-01", "TOT-02"]),
      ("plan-2021.xml", ["STA-04", "TOT-01"]),
    ] as [(String, [String])])
  func `hold the faults that their list names, and no other`(name: String, ids: [String]) throws {
    let rules = try ShippedRules()
    let canonical = try rules.canonical(ShippedSamples.bytes(name), name: name)
    let found = try rules.findings(canonical, name: name).map(\.rule).sorted()
    #expect(found == ids)
  }

  @Test func `of fiscal 2020 break no note and no sum`() throws {
    let rules = try ShippedRules()
    let canonical = try rules.canonical(
      ShippedSamples.bytes("plan-2020.txt"), name: "plan-2020.txt")
    let findings = try rules.findings(canonical, name: "plan-2020.txt")
    #expect(findings.filter { $0.rank == .error }.map(\.message.ja) == [])
    let below = findings.filter { $0.rank == .warning || $0.rank == .info }.map {
      "\($0.rule) \($0.plan ?? "")/\($0.position.map(String.init) ?? "")"
    }
    #expect(
      below.sorted() == [
        "CAT-03 model/1", "MUN-04 model/3", "STA-06 general/11", "STA-06 general/26",
        "STA-06 general/3", "TGT-05 general/17", "TXT-01 model/2", "URL-04 general/1",
        "URL-05 general/27", "XPL-02 model/2",
      ])
  }
}
