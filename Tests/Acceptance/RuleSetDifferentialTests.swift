import Foundation
import PlanAudit
import TestSupport
import Testing

/// The rule set itself, held against another engine on faulty plans.
@Suite(.enabled(if: ISOSkeleton.isInstalled, "python3 has no lxml.isoschematron"))
struct `The rule set in another engine` {
  /// How many spoiled copies are compared; the skeleton takes its time.
  private static let copyCount = 48

  /// The rules without `subject`, which the skeleton does not know: both tell the node of the context.
  private static func copyRules(to scratch: ScratchFolder) throws {
    let rules = SharedMaterial.packageFolder.appendingPathComponent("Rules")
    for path in try FileManager.default.subpathsOfDirectory(atPath: rules.path)
    where path.hasSuffix(".sch") || path.hasPrefix("codelists/") && path.hasSuffix(".xml") {
      let text = try String(contentsOf: rules.appendingPathComponent(path), encoding: .utf8)
      try scratch.write("Rules/" + path, Array(text.replacing(#/ subject="[^"]*"/#, with: "").utf8))
    }
  }

  @Test(arguments: [20_200_401] as [UInt64])
  func `fires the same at the same nodes, in samples and in spoiled copies`(seed: UInt64) throws {
    let scratch = try ScratchFolder()
    try Self.copyRules(to: scratch)
    var labels: [String] = []
    func add(_ document: [UInt8], _ label: String) throws {
      try scratch.write("\(labels.count).xml", document)
      labels.append(label)
    }
    let reader = try ShippedRules()
    var originals: [(name: String, canonical: [UInt8])] = []
    for name in ShippedSamples.texts + ShippedSamples.documents {
      let bytes = try ShippedSamples.bytes(name)
      let canonical = name.hasSuffix(".txt") ? try reader.canonical(bytes, name: name) : bytes
      originals.append((name, canonical))
      try add(canonical, name)
    }
    var generator = SeededGenerator(seed: seed)
    for fault in FaultCatalogue.all.shuffled(using: &generator) {
      guard labels.count < originals.count + Self.copyCount,
        let original = originals.randomElement(using: &generator)
      else { break }
      let copy = try PlanElement(canonical: original.canonical, name: original.name)
      let sites = copy.children("plan").flatMap { plan in
        plan.children("entry").compactMap { Site(submission: copy, plan: plan, entry: $0) }
      }
      guard let site = sites.filter(fault.suits).randomElement(using: &generator) else { continue }
      _ = fault.put(site)
      try add(
        copy.serialized(), "\(fault.testDescription) in \(original.name) at \(site.position)")
    }
    let names = labels.indices.map { "\($0).xml" }
    try scratch.makeFolder("reports")
    let run = try ProgramRun.planaudit(
      ["schematron", "Rules/audit.sch"] + names + ["-o", "reports"], in: scratch.url)
    try #require(run.status <= 1, "\(run.errorText)")
    let comparisons = try ISOSkeleton.compare(
      names.map {
        ISOSkeleton.Case(
          schema: "Rules/audit.sch", document: $0, phase: nil, report: "reports/\($0).svrl")
      }, in: scratch.url, withTexts: false)
    try #require(comparisons.count == labels.count)
    for (label, comparison) in zip(labels, comparisons) {
      #expect(comparison.onlyOurs == [], "\(label), seed \(seed)")
      #expect(comparison.onlyTheirs == [], "\(label), seed \(seed)")
    }
    #expect(comparisons.reduce(0) { $0 + $1.commonCount } > labels.count)
  }
}
