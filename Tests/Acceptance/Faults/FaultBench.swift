import Testing
import TestSupport

/// A sample in both of its forms, with what the audit says of it.
struct Sample: Sendable {
  var name: String
  /// The text as it ships; absent where the sample is canonical plan XML.
  var text: String?
  var canonical: [UInt8]
  var marks: [Mark]
}

/// What a bench needs of the program: the canonical form of a text, and the findings of either.
struct AuditUnderTest: Sendable {
  /// Reads an input of any form into canonical plan XML.
  var read: @Sendable (_ bytes: [UInt8], _ name: String) throws -> [UInt8]
  /// Audits canonical plan XML.
  var findings: @Sendable (_ canonical: [UInt8], _ name: String) throws -> [Mark]
}

/// Puts faults into copies of samples and compares what the audit says with what the fault declares.
struct FaultBench: Sendable {
  let audit: AuditUnderTest
  let samples: [Sample]
  /// The number of places where a fault is put into one sample.
  static let placeCountMax = 1

  /// Puts `fault` into every sample, at places drawn by `seed`; returns in how many copies it was put.
  func run(_ fault: Fault, seed: UInt64) throws -> Int {
    var copyCount = 0
    for sample in samples {
      var generator = SeededGenerator(seed: seed)
      let original = try PlanElement(canonical: sample.canonical, name: sample.name)
      var sites = Self.sites(of: original).filter(fault.suits)
      sites.shuffle(using: &generator)
      var placeCount = 0
      for site in sites where placeCount < Self.placeCountMax {
        let copy = original.copy()
        guard let same = Self.site(site.planID, site.position, in: copy) else { continue }
        let effect = fault.put(same)
        guard isTellable(effect, at: site, in: sample) else { continue }
        placeCount += 1
        let label =
          "\(fault.testDescription) in \(sample.name), \(site.planID)/\(site.position), seed \(seed)"
        try compare(
          fault, effect, original: original, copy: copy, plan: site.planID, sample: sample,
          label: label)
      }
      copyCount += placeCount
    }
    return copyCount
  }

  private static func sites(of tree: PlanElement) -> [Site] {
    tree.children("plan").flatMap { plan in
      plan.children("entry").compactMap { Site(submission: tree, plan: plan, entry: $0) }
    }
  }

  private static func site(_ plan: String, _ position: Int, in tree: PlanElement) -> Site? {
    sites(of: tree).first { $0.planID == plan && $0.position == position }
  }

  /// Whether the change can be seen: a fault meets an entry without findings, and what comes is new.
  private func isTellable(_ effect: Effect, at site: Site, in sample: Sample) -> Bool {
    let own = sample.marks.filter { $0.plan == site.planID && $0.position == site.position }
    return (own.isEmpty || !effect.removed.isEmpty)
      && Set(effect.added).isDisjoint(with: sample.marks)
      && effect.removed.allSatisfy(sample.marks.contains)
  }

  private func compare(
    _ fault: Fault, _ effect: Effect, original: PlanElement, copy: PlanElement, plan: String,
    sample: Sample, label: String
  ) throws {
    let expected = Self.marks(sample.marks, after: effect, in: plan)
    expectSame(try audit.findings(copy.serialized(), sample.name), expected, label)
    guard fault.isTextual, let text = sample.text else { return }
    var textCopy = TextCopy(text)
    guard textCopy.follow(from: original, to: copy) else { return }
    let canonical = try audit.read(Array(textCopy.text.utf8), sample.name)
    expectSame(try audit.findings(canonical, sample.name), expected, label + ", as text")
  }

  private static func marks(_ marks: [Mark], after effect: Effect, in plan: String) -> [Mark] {
    var marks = marks
    for removed in effect.removed {
      if let index = marks.firstIndex(of: removed) { marks.remove(at: index) }
    }
    if let moved = effect.moved {
      marks = marks.compactMap { mark in
        guard mark.plan == plan, let position = mark.position else { return mark }
        guard let now = moved[position] else { return nil }
        var mark = mark
        mark.position = now
        return mark
      }
    }
    return marks + effect.added
  }

  private func expectSame(_ found: [Mark], _ expected: [Mark], _ label: String) {
    let surplus = Self.difference(found, expected)
    let missing = Self.difference(expected, found)
    #expect(surplus.isEmpty, "\(label): found beside what the fault declares")
    #expect(missing.isEmpty, "\(label): declared and not found")
  }

  /// `left` without what `right` holds, each counted as often as it stands there.
  private static func difference(_ left: [Mark], _ right: [Mark]) -> [Mark] {
    var rest = left
    for mark in right {
      if let index = rest.firstIndex(of: mark) { rest.remove(at: index) }
    }
    return rest
  }
}
