import PlanModel
import PlanReading
import TestSupport
import Testing

/// Shapes in which tables arrive that differ from the form's own.
@Suite struct `Unusual tables` {
  private static let heading = "東京都地域人材確保総合支援事業（一般事業）計画書（令和２年度）"
  private static let unit = "（単位：千円、人）"
  private static let totals = ["合計", "", "", "", "", "2,203", "3", "", "", "", ""]

  private func cost(_ plan: Plan) -> AmountReading? {
    if case .stated(let totals) = plan.totals { totals.cost.value } else { nil }
  }

  @Test func `may have their sums above the entries`() throws {
    let submission = try reading([
      table([[Self.heading], formHeadings, Self.totals, entryRow(1), entryRow(2)])
    ])
    let plan = try #require(submission.plans.first)
    #expect(submission.plans.count == 1 && plan.entries.count == 2)
    #expect(plan.heading.text == Self.heading)
    #expect(cost(plan) == .whole(2203))
    #expect(submission.unplaced == [])
  }

  @Test func `may name the fiscal year once more above the heading`() throws {
    for (line, isSame) in [("令和２年度", true), ("令和３年度", false)] {
      let submission = try reading([
        table([[line], [Self.heading], formHeadings, entryRow(1), entryRow(2)])
      ])
      let text = submission.plans.first?.heading.text
      #expect((text == Self.heading) == isSame, "\(line)")
      #expect(submission.furniture.contains { $0.text == line } == isSame, "\(line)")
    }
  }

  @Test func `may lack the headings of columns below those of the plan`() throws {
    let submission = try reading([
      table([
        [Self.heading], [Self.unit], entryRow(1, [3: "", 4: "", 5: "", 8: "", 9: ""]), entryRow(2),
        entryRow(3), entryRow(4), entryRow(5), Self.totals,
      ])
    ])
    let plan = try #require(submission.plans.first)
    #expect(plan.entries.map(\.number.value) == [1, 2, 3, 4, 5])
    #expect(plan.heading.text == Self.heading && plan.unit.text == Self.unit)
    #expect(cost(plan) == .whole(2203))
    #expect(submission.issues.map(\.code) == ["no-column-headings"])
  }

  @Test func `say where an empty cell stands that a workbook leaves out`() throws {
    var tables = [table([formHeadings, entryRow(1), entryRow(2)])]
    for index in tables[0].rows.indices {
      tables[0].rows[index].place = Place()
      tables[0].rows[index].place.cell = "A\(index + 1)"
    }
    tables[0].rows[1].cells.remove(at: 2)
    let plan = try #require(try reading(tables).plans.first)
    #expect(plan.entries[0].title.state == .blank)
    #expect(plan.entries[0].title.place.cell == "C2")
  }

  @Test func `keep two addresses of one cell together`() throws {
    let both = "https://a.jp/\nhttps://b.jp/"
    let submission = try reading([table([formHeadings, entryRow(1, [9: both]), entryRow(2)])])
    let url = try #require(submission.plans.first?.entries.first?.url)
    #expect(url.text == both && url.value?.address == nil)
    #expect(submission.unplaced == [])
  }

  @Test func `do not take a person for a section`() throws {
    func contact(_ line: String) throws -> (contact: Contact?, rest: [String]) {
      let submission = try reading([
        table([
          formHeadings, entryRow(1, [10: "区民部\n商工観光課\n\(line)\n03-3546-5321"]), entryRow(2),
        ])
      ])
      return (submission.plans.first?.entries.first?.contact, submission.unplaced.map(\.text))
    }
    let person = try contact("担当：田中")
    #expect(person.contact?.section.text == "商工観光課" && person.rest == ["担当：田中"])
    let section = try contact("担当：振興係")
    #expect(section.contact?.section.text == "商工観光課担当：振興係" && section.rest == [])
  }

  @Test(arguments: [false, true])
  func `do not take the unit of a number format for typed words`(isNumber: Bool) throws {
    var tables = [
      table([formHeadings, entryRow(1, [5: "1,101千円", 6: "1人"]), entryRow(2, [5: "1,102円"])])
    ]
    for row in tables[0].rows.indices {
      for cell in 5...6 { tables[0].rows[row].cells[cell].number = isNumber ? "1" : nil }
    }
    let entries = try #require(try reading(tables).plans.first).entries
    #expect(entries[0].target.text == (isNumber ? "1" : "1人"))
    #expect((entries[0].target.value == .whole(1)) == isNumber)
    // A unit of money may be the wrong one, so that a rule has to see it.
    #expect(entries[0].cost.text == "1,101千円" && entries[1].cost.text == "1,102円")
  }
}

@Suite struct `Notes below a table` {
  private func notes(_ lines: String...) throws -> [String] {
    let below = lines.map { [$0] }
    let submission = try reading([table([formHeadings, entryRow(1), entryRow(2)] + below)])
    #expect(submission.unplaced == [])
    return try #require(submission.plans.first).notes.map { note in
      (note.number.map(String.init) ?? "") + ":" + note.text
    }
  }

  @Test func `may stand on one line`() throws {
    #expect(
      try notes("（注）１．番号は通しとする。　２．内容は詳しくする。また、略さない。３．目標は人数とする。")
        == ["1:番号は通しとする。", "2:内容は詳しくする。また、略さない。", "3:目標は人数とする。"])
    // Another style is a list of the note's own.
    #expect(try notes("（注）１．次による。(2)は除く。") == ["1:次による。(2)は除く。"])
  }

  @Test func `may skip a number or write it twice`() throws {
    #expect(
      try notes("（注）１．番号は通しとする。", "２．内容は詳しくする。", "２．目標は人数とする。", "５．月は契約の月とする。")
        == ["1:番号は通しとする。", "2:内容は詳しくする。", "2:目標は人数とする。", "5:月は契約の月とする。"])
  }
}
