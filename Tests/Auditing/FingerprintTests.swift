import Auditing
import TestSupport
import Testing

@Suite struct `Fingerprints of findings` {
  private func fingerprints(_ rows: [SmallRuleSet.Row]) throws -> [String] {
    try SmallRuleSet.audit(SmallRuleSet.submission(SmallRuleSet.plan(rows, total: 999)))
      .findings.map { "\($0.rule) \($0.fingerprint)" }
  }

  private static let lost = (1...6).map { index in
    SmallRuleSet.Row(
      number: "\(index)", municipality: index < 4 ? "131024" : "131041",
      title: index.isMultiple(of: 2) ? "同じ" : "題\(index)", cost: index,
      description: "説明\(index)", url: "<url state=\"lost\"/>")
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `re-ordered rows keep theirs`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let before = try fingerprints(Self.lost)
    #expect(Set(before).count == before.count)
    let after = try fingerprints(Self.lost.shuffled(using: &generator))
    #expect(Set(after) == Set(before), "seed \(seed)")
  }

  @Test func `numbers, lines and values are no part of them`() throws {
    var changed = Self.lost
    for index in changed.indices { changed[index].number = "\(index + 100)" }
    changed.insert(
      SmallRuleSet.Row(number: "1", municipality: "131059", title: "新", cost: 1), at: 0)
    #expect(Set(try fingerprints(changed)) == Set(try fingerprints(Self.lost)))
  }

  @Test func `rule, municipality and title are part of them`() throws {
    let before = try fingerprints([Self.lost[0]])
    for change in [\SmallRuleSet.Row.municipality, \.title] {
      var row = Self.lost[0]
      row[keyPath: change] = "131130"
      let after = try fingerprints([row])
      #expect(after.last == before.last, "the total is not of the entry")
      #expect(Set(after).intersection(before).count == 1)
    }
  }

  @Test func `a description tells equal entries apart, and at last an ordinal`() throws {
    var twins = [Self.lost[0], Self.lost[0], Self.lost[0]]
    twins[1].description = "別の説明"
    for index in twins.indices { twins[index].number = "\(index + 1)" }
    let before = try fingerprints(twins)
    #expect(Set(before).count == before.count)
    #expect(Set(try fingerprints([twins[1], twins[0], twins[2]])) == Set(before))
    var alone = twins[0]
    alone.description = "どんな説明でも"
    #expect(try fingerprints([alone]) == fingerprints([twins[0]]))
  }

  @Test func `they are 32 hexadecimal digits`() throws {
    for line in try fingerprints(Self.lost) {
      let digits = line.split(separator: " ")[1]
      #expect(digits.count == 32 && digits.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    }
  }
}
