import PlanModel
import PlanReading
import TestSupport
import Testing

/// A text in which blanks keep the columns of a page apart, as `pdftotext -layout` writes it: each line of each cell
/// from the place where its column begins, lines at one height side by side.
struct KeptLayout {
  var rows: [InventedPlan.Row]
  /// Whether cells stand at the top of their rows, not in the middle.
  var isAtTop = false
  /// How many empty lines part the rows.
  var emptyLines = 1
  /// How many blanks part the columns.
  var gap = 3
  /// Whether contacts stand before addresses.
  var hasContactFirst = false
  /// How many rows a page has.
  var pageRows = Int.max
  var repeatsHeadings = true
  /// Rows whose title is printed once, between this one and the next.
  var mergedTitles: Set<Int> = []
  var totalsLabel = "合計"
  /// The widths in terminal columns at which cells wrap.
  var widths = [6, 12, 24, 60, 14, 10, 10, 10, 20, 30, 22]

  private static let headings = [
    "整理番号", "区市町村", "事業名", "事業内容", "事業区分", "事業費", "目標", "参考", "事業開始（予定）月", "URL", "問合せ先",
  ]

  private var order: [Int] {
    Array(0..<9) + (hasContactFirst ? [10, 9] : [9, 10])
  }

  /// The lines of each cell of a row, in the form's order.
  private func cells(_ index: Int) -> [[String]] {
    let row = rows[index]
    let isMerged = mergedTitles.contains(index) || mergedTitles.contains(index - 1)
    let texts = [
      row.number, row.municipality, isMerged ? "" : row.title, row.description, row.category,
      row.cost, row.target, row.reference, row.start, row.url,
    ]
    return zip(texts, widths).map { InventedPlan.wrap($0, at: $1) } + [
      [row.department, row.section, row.phone]
    ]
  }

  private var starts: [Int] {
    let all = rows.indices.map { cells($0) }
    var starts = [Int](repeating: 0, count: order.count)
    var start = 4
    for column in order {
      starts[column] = start
      let lines = all.flatMap { $0[column] } + [Self.headings[column]]
      start += (lines.map(\.count).max() ?? 0) + gap
    }
    return starts
  }

  var text: String {
    let starts = starts
    var lines = ["東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）", "（単位：千円、人）"]
    lines.append(line(order.map { (starts[$0], Self.headings[$0]) }))
    lines.append("")
    for index in rows.indices {
      if index > 0, index % pageRows == 0 {
        lines[lines.count - 1] += "\u{C}"
        if repeatsHeadings {
          lines[lines.count - 1] += line(order.map { (starts[$0], Self.headings[$0]) })
          lines.append("")
        }
      }
      lines += rowLines(index, starts)
      if mergedTitles.contains(index) {
        lines.append(line([(starts[2], rows[index].title)]))
      } else {
        lines += [String](repeating: "", count: emptyLines)
      }
    }
    let sum = rows.reduce(0) { $0 + (Int($1.cost.filter(\.isNumber)) ?? 0) }
    lines.append(
      line([(4, totalsLabel), (starts[5], String(sum)), (starts[6], "1"), (starts[7], "2")]))
    lines += ["（注）１．番号を続けて記す。", "２．内容が分かるように記す。"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The lines of a row; cells with an odd and an even number of lines stand half a line apart.
  private func rowLines(_ index: Int, _ starts: [Int]) -> [String] {
    let cells = cells(index)
    let height = cells.map(\.count).max() ?? 0
    var byHeight: [Int: [(Int, String)]] = [:]
    for column in order {
      for (number, words) in cells[column].enumerated() {
        let top = isAtTop ? 0 : height - cells[column].count
        byHeight[top + 2 * number, default: []].append((starts[column], words))
      }
    }
    return byHeight.sorted { $0.key < $1.key }.map { line($0.value) }
  }

  private func line(_ words: [(start: Int, text: String)]) -> String {
    var line = ""
    for word in words {
      line += String(repeating: " ", count: max(0, word.start - line.count)) + word.text
    }
    return line
  }
}

@Suite struct `Text whose layout was kept` {
  /// Reads the layout, and says what is wrong with the fields and the account of lines.
  private func tally(_ layout: KeptLayout) throws -> FieldTally {
    let text = layout.text
    let submission = try reading(text)
    var tally = FieldTally()
    tally.compare(submission.plans.flatMap(\.entries), layout.rows)
    tally.wrong += LineAccount(submission).faults(in: text)
    return tally
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>, [false, true])
  func `gives each field where empty lines part the rows`(seed: UInt64, isAtTop: Bool) throws {
    for hasContactFirst in [false, true] {
      let layout = KeptLayout(
        rows: InventedPlan(seed: seed).rows, isAtTop: isAtTop, hasContactFirst: hasContactFirst)
      let tally = try tally(layout)
      #expect(tally.wrong == [], "\(seed)\n\(layout.text)")
      #expect(tally.lost == 0, "\(seed) \(tally)\n\(layout.text)")
    }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `never gives a wrong field where rows or columns stand close`(seed: UInt64) throws {
    for layout in [(0, 3), (0, 1), (1, 1), (1, 2)] {
      for isAtTop in [false, true] {
        let layout = KeptLayout(
          rows: InventedPlan(seed: seed).rows, isAtTop: isAtTop, emptyLines: layout.0,
          gap: layout.1)
        do {
          #expect(try tally(layout).wrong == [], "\(seed)\n\(layout.text)")
        } catch let error as UnreadableInput {
          #expect("\(error)".contains("PDF itself"))
        }
      }
    }
  }

  @Test(arguments: ["合計", "合      計", "総  計"], [0, 1])
  func `gives totals and notes`(label: String, emptyLines: Int) throws {
    var layout = KeptLayout(rows: InventedPlan(seed: 3).rows, isAtTop: true)
    (layout.totalsLabel, layout.emptyLines) = (label, emptyLines)
    let plan = try #require(try reading(layout.text).plans.first)
    guard case .stated(let sums) = plan.totals else {
      Issue.record("no totals")
      return
    }
    #expect(sums.target.value == .whole(1) && sums.reference.value == .whole(2))
    #expect(plan.notes.map(\.number) == [1, 2])
    #expect(plan.unit.value == 1000 && plan.fiscalYear == 2021)
  }

  @Test(arguments: ["特設サイト（https://a.jp/）を設け、求人を載せる。", "次の面に載せる：https://a.jp/"])
  func `gives descriptions that name an address`(description: String) throws {
    var rows = InventedPlan(seed: 3).rows
    rows[0].description = description
    let plan = try #require(try reading(KeptLayout(rows: rows, isAtTop: true).text).plans.first)
    #expect(plan.entries[0].description.text == description)
    #expect(plan.entries[0].title.text == rows[0].title)
  }

  @Test func `a title between two rows is lost for both and left`() throws {
    let rows = InventedPlan(seed: 5).rows
    let layout = KeptLayout(rows: rows, mergedTitles: [1])
    let submission = try reading(layout.text)
    let entries = try #require(submission.plans.first?.entries)
    #expect(entries.indices.filter { entries[$0].title.state == .lost } == [1, 2])
    #expect(submission.unplaced.map(\.text) == [rows[1].title])
  }

  @Test(arguments: [true, false])
  func `goes on over pages, be the headings repeated or not`(repeatsHeadings: Bool) throws {
    let rows = InventedPlan(seed: 8).rows.map { row in
      var row = row
      row.url = "https://a.jp/"
      return row
    }
    let layout = KeptLayout(rows: rows, pageRows: 3, repeatsHeadings: repeatsHeadings)
    let tally = try tally(layout)
    #expect(tally.wrong == [], "\(layout.text)")
    #expect(tally.lost * 10 <= tally.exact, "\(tally)\n\(layout.text)")
  }

  @Test func `a row that the end of a page breaks is lost where the break is`() throws {
    var rows = InventedPlan(seed: 8).rows
    rows[2].description = String(repeating: "求人を共に考え、採用を支える。", count: 12)
    let layout = KeptLayout(rows: rows, pageRows: 3)
    // The last line of the third description goes to the next page, below its headings.
    var lines = layout.text.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    let page = try #require(lines.firstIndex { $0.contains("\u{C}") })
    let last = try #require(lines[..<page].lastIndex { $0.contains("。") || $0.contains("支") })
    let moved = lines[last]
    lines[last] = ""
    lines.insert(moved, at: page + 2)
    let submission = try reading(lines.joined(separator: "\n"))
    let entries = try #require(submission.plans.first?.entries)
    #expect(entries[2].description.state == .lost)
    #expect(entries[0].description.text == rows[0].description)
    #expect(submission.unplaced.contains { $0.text == moved.trimmed })
  }

  @Test func `a wrapped title that sounds like a heading does not end the table`() throws {
    var rows = InventedPlan(seed: 4).rows
    rows[1].title = "外国から来た人の就労の応援モデル事業"
    let tally = try tally(KeptLayout(rows: rows))
    #expect(tally.wrong == [] && tally.lost == 0, "\(tally)")
  }

  @Test func `is refused where a page has rows and nobody names its columns`() throws {
    let rows = InventedPlan(seed: 8).rows
    var text = KeptLayout(rows: rows, pageRows: 3, repeatsHeadings: false).text
    text = text.split(separator: "\u{C}").enumerated().map { index, page in
      index == 0
        ? String(page)
        : page.split(separator: "\n", omittingEmptySubsequences: false)
          .map { $0.replacing("令和", with: "x  令和") }.joined(separator: "\n")
    }.joined(separator: "\u{C}")
    #expect(throws: UnreadableInput.self) { try reading(text) }
  }

  @Test func `gives no wrong field where its columns do not stand exactly below one another`()
    throws
  {
    let text =
      """
      東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）
      （単位：千円、人）
      整理番号  区市町村  事業名          事業内容            事業区分      事業費   目標  参考  事業開始（予定）月  問合せ先

                                  区内の中小企業を訪ねて、
      1     中央区   若年者就業支援事業   求人の仕方を共に考える。    労働力確保事業   1,234  5   -   令和３年４月      区民部
                                                                                       03-3546-5329

      2     千代田区  中小企業採用支援事業  採用の相談に応じる。      処遇改善事業    2,000  -   8   令和３年５月      産業部

      合計                                              3,234  5   8
      """
    let entries = try #require(try reading(text).plans.first?.entries)
    #expect(entries.map(\.number.text) == ["1", "2"])
    for (entry, cost) in zip(entries, ["1,234", "2,000"]) {
      #expect(entry.cost.state == .lost || entry.cost.text == cost)
      #expect(entry.title.state == .lost || entry.title.text.hasSuffix("支援事業"))
      #expect(entry.description.state == .lost || entry.description.text.hasSuffix("。"))
    }
  }

  /// Amounts at the right edges of their columns, as a spreadsheet prints them, of which the last row is `last`.
  private func rightAligned(_ last: String) -> String {
    """
    東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）
    （単位：千円、人）
    整理番号   区市町村   事業名               事業内容                        事業区分      事業費     目標   参考   事業開始月       問合せ先
       1    港区     保育人材の就労支援事業      専門家が相談に応じ、保育の人材を確保する。       労働力確保事業          1,000     10 - 令和３年４月  区民部
                                                                                                          03-3222-1111

       2    調布市    職場定着の応援事業        （注）対象は市内の企業とする。             処遇改善事業           3,000 -      7 令和３年６月  総務部
                                  企業を訪ねて助言する。                                                          042-444-3333

    \(last)

    合      計                                                                11,000  80   7

    （注）１．整理番号欄には、通し番号を記載すること。
    """
  }

  private static let lastRow =
    "   3    新島村    観光の就業促進事業        新たに働く人を受け入れる。               労働力確保事業          7,000     70 - 令和３年９月  総務課"

  @Test func `gives amounts by their order where numbers stand at the right`() throws {
    let plan = try #require(try reading(rightAligned(Self.lastRow)).plans.first)
    let amounts = plan.entries.map { [$0.cost.text, $0.target.text, $0.reference.text] }
    #expect(amounts == [["1,000", "10", "-"], ["3,000", "-", "7"], ["7,000", "70", "-"]])
    #expect(plan.entries.map { $0.start.value?.yearMonth?.month } == [4, 6, 9])
    guard case .stated(let totals) = plan.totals else {
      Issue.record("no totals")
      return
    }
    #expect(totals.cost.value == .whole(11000) && totals.target.value == .whole(80))
    #expect(plan.notes.map(\.number) == [1])
  }

  @Test func `gives notes with gaps on a page of their own`() throws {
    let notes = "（注）１．整理番号欄には、通し番号を記載すること。"
    let apart = rightAligned(Self.lastRow).replacing(
      notes, with: "\u{0C}（注）１．整理番号欄には、   通し番号を   記載すること。\n２．事業内容が確認できること。")
    let plan = try #require(try reading(apart).plans.first)
    #expect(plan.notes.map(\.number) == [1, 2] && plan.entries.count == 3)
  }

  @Test func `loses amounts whose order does not tell them beside such numbers`() throws {
    let row = Self.lastRow.replacing("     70 - ", with: "        - ")
    let entries = try #require(try reading(rightAligned(row)).plans.first).entries
    #expect(entries.map(\.cost.state) == [.given, .given, .lost])
    #expect(entries[2].target.state == .lost && entries[2].reference.state == .lost)
  }

  @Test func `is refused where rows stand in others`() throws {
    let row = Self.lastRow.replacing("   3    新島村", with: "         新島村")
    #expect(throws: UnreadableInput.self) { try reading(rightAligned(row)) }
  }

  @Test func `is refused where the headings are wrapped and nobody can tell the columns`() throws {
    let row = "          若年者キ    区内の中小企業を訪ねて    労働力    1,234   5   -    令和３"
    let text = "（単位：千円、人）\n" + String(repeating: row + "\n", count: 12)
    #expect(throws: UnreadableInput.self) { try reading(text) }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
