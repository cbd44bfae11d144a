import Auditing
import PlanAudit
import TestSupport
import Testing
import XMLTree

@Suite struct `Causes of discrepancies` {
  /// The canonical form of each sample, and the auditor of the shipped rules.
  private static let material = Result<(samples: [(String, [UInt8])], auditor: Auditor), any Error>
  {
    let rules = try ShippedRules()
    let samples = try (ShippedSamples.texts + ShippedSamples.documents).map { name in
      let bytes = try ShippedSamples.bytes(name)
      return (name, name.hasSuffix(".txt") ? try rules.canonical(bytes, name: name) : bytes)
    }
    return (samples, Auditor(rules: try PlanAuditor().ruleSet, limits: .standard))
  }

  @Test(arguments: TotalFault.all.map(\.cause), [2020] as [UInt64])
  func `are named where they are the only explanation, and among the candidates otherwise`(
    cause: String, seed: UInt64
  ) throws {
    let (samples, auditor) = try Self.material.get()
    let fault = try #require(TotalFault.all.first { $0.cause == cause })
    var generator = SeededGenerator(seed: seed)
    var putCount = 0
    var onlyCount = 0
    var trialCount = 0
    while putCount < 100, trialCount < 5_000 {
      trialCount += 1
      let (name, bytes) = samples[Int(generator.next() % UInt64(samples.count))]
      let tree = try PlanElement(canonical: bytes, name: name)
      let plans = tree.children("plan")
      let plan = plans[Int(generator.next() % UInt64(plans.count))]
      let column = ["cost", "target", "reference"][Int(generator.next() % 3)]
      guard let site = TotalSite(submission: tree, plan: plan, column: column),
        let slip = fault.put(site, &generator)
      else { continue }
      putCount += 1
      let report = auditor.audit(
        try XMLDocument(parsing: tree.serialized(), name: name), keepsValidation: false)
      let sums = report.plans[try #require(plans.firstIndex { $0 === plan })].reconciliation
      let sum = try #require(sums.first { $0.field.rawValue == slip.column })
      let label = "\(cause) in \(name), \(column), \(slip), seed \(seed), case \(putCount)"
      #expect(sum.difference != 0, "\(label)")
      if let position = slip.position {
        #expect(
          sum.causes.contains { $0.kind.rawValue == cause && $0.entry?.position == position },
          "\(label): \(sum.causes)")
      } else {
        #expect(sum.causes.contains { $0.kind.rawValue == cause }, "\(label): \(sum.causes)")
      }
      if sum.causes.count == 1 { onlyCount += 1 }
      #expect(sum.unlistedCauseCount == 0, "\(label)")
      #expect(sum.explanation != nil, "\(label)")
      #expect(sum.contributions.reduce(0) { $0 + $1.amount } == sum.computed, "\(label)")
    }
    #expect(putCount == 100, "\(cause): the samples have too few places for it, seed \(seed)")
    // A number where a dash should stand, left out of the total, is always an entry left out as well.
    if cause != "dash-read-as-number" {
      #expect(onlyCount > 0, "\(cause): was never the only explanation, seed \(seed)")
    }
  }

  @Test func `of the sample with wrong totals are the two that were made`() throws {
    let (samples, auditor) = try Self.material.get()
    let sample = try #require(samples.first { $0.0 == "wrong-totals.txt" })
    let report = auditor.audit(
      try XMLDocument(parsing: sample.1, name: sample.0), keepsValidation: false)
    let sums = report.plans[0].reconciliation
    #expect(
      sums.map { $0.causes.first?.kind.rawValue } == [
        "digits-transposed-in-total", "entry-left-out", nil,
      ])
    #expect(sums[1].causes.first?.entry?.municipality == "稲城市")
  }
}
