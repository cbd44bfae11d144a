import PlanModel
import PlanReading
import TestSupport
import Testing

/// What must be the same however the lines are laid out.
private struct Essence: Equatable {
  var ids: [String]
  var rows: [[String]]
  var notes: [Int]
  var totals: [[String]]

  init(_ submission: Submission) {
    ids = submission.plans.map(\.id)
    notes = submission.plans.map(\.notes.count)
    rows = submission.plans.flatMap { plan in
      plan.entries.map { entry in
        [
          plan.id, entry.number.text, entry.municipality.text, entry.theme?.text ?? "none",
          entry.title.state == .given ? entry.title.text : "lost",
          entry.description.text.filter { $0 != "\n" }, entry.category.text, entry.cost.text,
          entry.target.text, entry.reference.text, entry.start.text, entry.url.text,
          entry.contact.department.text, entry.contact.section.text, entry.contact.phone.text,
        ]
      }
    }
    totals = submission.plans.map { plan in
      guard case .stated(let sums) = plan.totals else { return [] }
      return [sums.cost.text, sums.target.text, sums.reference.text]
    }
  }
}

// Needs the real document, which is no part of the repository.
@Suite(.enabled(if: SharedMaterial.isPresent)) struct `The real document, changed` {
  let original: String
  let lines: [String]

  init() throws {
    original = try realDocument()
    lines = original.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func text(_ lines: some Sequence<String>) -> String { lines.joined(separator: "\n") }

  @Test func `every line of it is accounted for`() throws {
    #expect(LineAccount(try reading(original)).faults(in: original) == [])
  }

  @Test(arguments: ["\r\n", "\r"]) func `line ends do not matter`(end: String) throws {
    let changed = lines.joined(separator: end)
    let submission = try reading(changed)
    #expect(Essence(submission) == Essence(try reading(original)))
    #expect(LineAccount(submission).faults(in: changed) == [])
  }

  @Test(arguments: ["  ", "        ", "\u{3000}"])
  func `a margin that all lines have does not matter`(margin: String) throws {
    let changed = text(lines.map { $0.allSatisfy { $0 == " " } ? $0 : margin + $0 })
    #expect(Essence(try reading(changed)) == Essence(try reading(original)))
  }

  @Test func `missing empty lines do not matter`() throws {
    let changed = text(lines.filter { !$0.allSatisfy { $0 == " " } })
    let submission = try reading(changed)
    let wanted = Essence(try reading(original))
    let found = Essence(submission)
    #expect(found.ids == wanted.ids)
    #expect(found.totals == wanted.totals)
    #expect(found.notes == wanted.notes)
    for (row, wantedRow) in zip(found.rows, wanted.rows) { #expect(row == wantedRow) }
    #expect(found.rows.count == wanted.rows.count)
    #expect(LineAccount(submission).faults(in: changed) == [])
  }

  @Test(arguments: ["\t", "\u{3000}", "  ", " \u{3000} "])
  func `cells of a row may be parted by any blank`(blank: String) throws {
    let changed = text(
      lines.map { line in
        line.hasPrefix("労働力確保") || line.hasPrefix("処遇改善")
          ? line.split(separator: " ").joined(separator: blank) : line
      })
    let submission = try reading(changed)
    #expect(Essence(submission) == Essence(try reading(original)))
  }

  @Test(
    arguments: [[1, 0, 2, 3], [2, 0, 1, 3], [3, 0, 1, 2], [3, 2, 1, 0], [0, 2, 1, 3]],
    [true, false])
  func `the order of the pages does not matter`(order: [Int], formFeeds: Bool) throws {
    let pages = [0..<160, 160..<309, 309..<462, 462..<547].map { Array(lines[$0]) }
    let parts = order.map { index -> String in
      var page = pages[index]
      if formFeeds && index > 0 { page[0] = "\u{C}" + page[0].drop { $0 == " " } }
      return text(page)
    }
    let changed = parts.joined(separator: "\n")
    let submission = try reading(changed)
    let wanted = Essence(try reading(original))
    let found = Essence(submission)
    #expect(found.ids.sorted() == wanted.ids.sorted())
    #expect(found.rows.sorted { $0[0] < $1[0] } == wanted.rows.sorted { $0[0] < $1[0] })
    #expect(
      submission.plans.allSatisfy { $0.entries.map(\.position) == Array(1...$0.entries.count) })
    #expect(LineAccount(submission).faults(in: changed) == [])
  }

  @Test func `another year and other municipalities are read alike`() throws {
    let changed =
      original.replacing("令和２年", with: "令和５年").replacing("江東区", with: "昭島市")
      .replacing("荒川区", with: "青ヶ島村").replacing("府中市", with: "奥多摩町")
    let submission = try reading(changed)
    #expect(submission.plans.map(\.fiscalYear) == [2023, 2023])
    #expect(submission.plans.map(\.entries.count) == [31, 3])
    #expect(submission.plans[0].entries[6].municipality.value == .municipality(code: "132071"))
    #expect(submission.plans[0].entries[26].municipality.text == "奥多摩町")
  }

  @Test func `serial numbers may be missing, wrong, repeated or full-width`() throws {
    var changed = lines
    changed[3] = "１ 中央区"
    changed[23] = "7 中央区 中央区介護人材確保支援事業"
    changed[37] = "新宿区 中小企業への就職マッチング支援事業"
    changed[52] = "文京区"
    changed[73] = "0005 墨田区"
    changed[82] = "5 墨田区"
    changed[121] = "９９９ 江東区"
    let submission = try reading(text(changed))
    let wanted = Essence(try reading(original)).rows.map { Array($0.dropFirst(2)) }
    #expect(Essence(submission).rows.map { Array($0.dropFirst(2)) } == wanted)
    let entries = submission.plans[0].entries
    #expect(entries.map(\.number.value).prefix(9) == [1, 7, nil, nil, 5, 5, 7, 8, 999])
    #expect(entries[2].number.state == .lost)
    #expect(LineAccount(submission).faults(in: text(changed)) == [])
  }

  @Test(arguments: [25, 30, 34, 45, 60, 200])
  func `descriptions may be wrapped at other widths`(width: Int) throws {
    let source = try reading(original)
    var changed: [String?] = lines
    for entry in source.plans.flatMap(\.entries) {
      guard let first = entry.description.place.line, let last = entry.description.place.lastLine
      else { continue }
      var wrapped: [String] = []
      for paragraph in entry.description.text.split(separator: "\n") {
        var rest = paragraph[...]
        while !rest.isEmpty {
          wrapped.append(String(rest.prefix(width)))
          rest = rest.dropFirst(width)
        }
      }
      for line in (first - 1)..<last { changed[line] = nil }
      changed[first - 1] = wrapped.joined(separator: "\n")
    }
    let submission = try reading(text(changed.compactMap { $0 }))
    #expect(Essence(submission) == Essence(source))
  }

  @Test func `a numbered municipality inside a description begins no entry`() throws {
    var changed = lines
    changed[41] = "を具体的にイメージすることをサポートし、対象とする区は次のとおりとし、さらに"
    changed[42] = "3 中央区 支援する区である。また、求職者向けセミナーを実施するとともに、女性の採用"
    let submission = try reading(text(changed))
    #expect(submission.plans.map(\.entries.count) == [31, 3])
    #expect(submission.plans[0].entries[2].description.text.contains("3 中央区 支援する区"))
  }

  @Test func `entries dropped and repeated are counted as they stand`() throws {
    let entries = try reading(original).plans[0].entries
    for dropped in [1, 9, 21, 28] {
      let place = entries[dropped].place
      let first = try #require(place.line)
      let last = try #require(place.lastLine)
      let rest = lines[..<(first - 1)] + lines[last...]
      let submission = try reading(text(rest))
      #expect(submission.plans.map(\.entries.count) == [30, 3], "without \(dropped)")
      let twice = lines[..<last] + [""] + lines[(first - 1)..<last] + lines[last...]
      #expect(try reading(text(twice)).plans.map(\.entries.count) == [32, 3], "twice \(dropped)")
    }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `no line is lost by random changes`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var changed = lines
    for _ in 0..<Int.random(in: 1...30, using: &generator) {
      let index = Int.random(in: 0..<changed.count, using: &generator)
      switch Int.random(in: 0..<7, using: &generator) {
      case 0: changed.remove(at: index)
      case 1: changed.insert("", at: index)
      case 2:
        changed.insert(changed[Int.random(in: 0..<changed.count, using: &generator)], at: index)
      case 3: changed.swapAt(index, Int.random(in: 0..<changed.count, using: &generator))
      case 4: changed[index] = String(changed[index].prefix(changed[index].count / 2))
      case 5: changed[index] = "\u{C}" + changed[index]
      case _: changed[index] += " " + String(Int.random(in: 0..<2000, using: &generator))
      }
    }
    let document = text(changed)
    let submission = try reading(document)
    #expect(LineAccount(submission).faults(in: document) == [], "seed \(seed)")
  }
}
