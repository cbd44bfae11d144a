import PlanModel
import PlanReading
import Testing

/// Text with one cell a line, as office programs and page readers write it.
private struct CellLines {
  /// The cells of each entry, from its number to its telephone.
  var entries: [[String]] = (1...6).map { number in
    [
      "\(number)", ["中央区", "港区", "新宿区", "文京区", "台東区", "墨田区"][number - 1],
      "若者就労支援事業その\(number)", "若者の就労を支援し、地域の企業とのつながりを\(number)つ作る。", "労働力確保事業",
      "\(number),000", "\(number)", "-", "令和３年\(number + 3)月", "区民部", "商工課", "03-3546-532\(number)",
    ]
  }
  /// What stands between two cells.
  var joint = "\n"

  var text: String {
    "東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）\n（単位：千円、人）\n"
      + entries.map { cells in
        (cells.dropLast(3) + [cells.suffix(3).joined(separator: "\n")]).joined(separator: joint)
      }.joined(separator: joint) + "\n合計\n21,000\n21\n-\n"
  }

  func read() throws -> (entries: [Entry], submission: Submission) {
    let submission = try reading(text)
    #expect(LineAccount(submission).faults(in: text) == [], "\(text)")
    return (try #require(submission.plans.first).entries, submission)
  }
}

@Suite struct `Text with one cell a line` {
  @Test(arguments: ["\n", "\n\n"])
  func `gives each field`(joint: String) throws {
    let entries = try CellLines(joint: joint).read().entries
    #expect(entries.map(\.number.value) == [1, 2, 3, 4, 5, 6])
    #expect(entries.map(\.cost.value) == (1...6).map { .whole($0 * 1000) })
    #expect(entries[3].description.text == "若者の就労を支援し、地域の企業とのつながりを4つ作る。")
    #expect(entries[3].contact.phone.text == "03-3546-5324")
  }

  @Test(
    arguments: [(5, "未定"), (5, "4,000千円"), (6, "約40"), (7, "なし"), (6, "／")], ["\n", "\n\n"])
  func `keeps what stands instead of an amount, and the next project`(
    odd: (column: Int, words: String), joint: String
  ) throws {
    var lines = CellLines(joint: joint)
    lines.entries[3][odd.column] = odd.words
    let entries = try lines.read().entries
    #expect(entries.map(\.number.value) == [1, 2, 3, 4, 5, 6])
    let amounts = [entries[3].cost.text, entries[3].target.text, entries[3].reference.text]
    #expect(amounts == Array(lines.entries[3][5...7]))
    #expect(entries[4].cost.value == .whole(5000) && entries[4].municipality.text == "台東区")
  }

  @Test(arguments: [4, 5, 6, 7])
  func `gives no project the amounts of the next where a cell is empty`(column: Int) throws {
    var lines = CellLines()
    lines.entries[3].remove(at: column)
    do {
      let entries = try lines.read().entries
      #expect(entries.map(\.number.value) == [1, 2, 3, 4, 5, 6])
      for (index, entry) in entries.enumerated() {
        let cost = (index + 1) * 1000
        #expect(entry.cost.value == .whole(cost) || entry.cost.state == .lost)
      }
    } catch let error as UnreadableInput {
      #expect("\(error)".contains("PDF itself"))
    }
  }

  @Test func `loses what may be the neighbour's`() throws {
    // The description of entry 3 is printed with that of entry 4.
    var lines = CellLines(joint: "\n\n")
    lines.entries[3][3] = lines.entries[2][3] + "\n" + lines.entries[3][3]
    lines.entries[2].remove(at: 3)
    let entries = try lines.read().entries
    #expect(entries.map(\.description.state) == [.given, .lost, .lost, .lost, .given, .given])
    #expect(entries.allSatisfy { $0.cost.state == .given })

    var contacts = CellLines(joint: "\n\n")
    let third = contacts.entries[2].suffix(3).joined(separator: "\n")
    contacts.entries[3][11] += "\n\n" + third
    contacts.entries[2].removeLast(3)
    let plan = try #require(try reading(contacts.text).plans.first)
    for (index, entry) in plan.entries.enumerated() {
      let own = "03-3546-532\(index + 1)"
      #expect(entry.contact.phone.text == own || entry.contact.phone.state == .lost, "\(index)")
    }
  }
}

@Suite struct `Headings on the last page` {
  private static let top =
    "東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）\n（単位：千円、人）\n"
  private static let columns = "整理番号 区市町村 事業名 事業内容 事業区分 事業費 目標 参考\n"
  private static let notes = "（注）１．整理番号欄には、通し番号を記載すること。\n２．事業内容が確認できること。\n"

  private func entry(_ number: Int) -> String {
    "\(number) 中央区 若者就労支援事業その\(number)\n若者の就労を支援する。\n\n労働力確保事業 1,200 5 - 令和３年４月\n"
      + "産業部\n経済課\n03-3546-532\(number)\n\n"
  }

  @Test(arguments: ["", "（単位：千円、人）\n", top, top + columns])
  func `begin no plan`(repeated: String) throws {
    let body = Self.top + Self.columns + entry(1) + entry(2)
    for end in [
      repeated + "合計 2,400 10 0\n\n" + Self.notes, "合計 2,400 10 0\n\n" + repeated + Self.notes,
    ] {
      let plans = try reading(body + end).plans
      #expect(plans.count == 1, "\(end)")
      #expect(plans.first?.entries.count == 2 && plans.first?.notes.count == 2, "\(end)")
      guard case .stated(let totals) = plans.first?.totals else {
        Issue.record("no totals: \(end)")
        continue
      }
      #expect(totals.cost.value == .whole(2400))
    }
  }

  @Test func `begin another plan with its own totals`() throws {
    let first = Self.top + entry(1) + "合計 1,200 5 0\n\n"
    let second = Self.top.replacing("一般", with: "モデル") + "合計 0 0 0\n\n"
    #expect(try reading(first + second).plans.count == 2)
  }
}
