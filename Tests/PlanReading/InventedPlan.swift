import TestSupport

/// The order in which an extractor gives the lines of a table's cells.
enum ExtractorStyle: String, CaseIterable {
  /// Each line of each cell on a line of its own, cell by cell (pypdf, PyMuPDF).
  case cellLines
  /// The same, a cell that begins at the height where the one before it ends on the line of that one; cells stand in the
  /// middle of their row (`pdftotext -raw`, PDFium, PDFBox).
  case joinedInMiddle
  /// The same, the cells at the top of their row.
  case joinedAtTop
  /// Each cell between empty lines.
  case partedCells
  /// What stands at one height on one line (pdfplumber, PDFBox with sorting).
  case sideBySide
  /// All cells of a column before those of the next (pdfminer).
  case columnByColumn

  /// Whether the cells of a row follow one another, so that the text can be read.
  var keepsRows: Bool {
    switch self {
    case .cellLines, .joinedInMiddle, .joinedAtTop, .partedCells: true
    case .sideBySide, .columnByColumn: false
    }
  }
}

/// A plan of invented entries, printed in a table with narrow columns.
struct InventedPlan {
  struct Row {
    var number: String
    var municipality: String
    var title: String
    var description: String
    var category: String
    var cost: String
    var target: String
    var reference: String
    var start: String
    var url: String
    var department: String
    var section: String
    var phone: String
  }

  private(set) var rows: [Row] = []
  /// The widths of the columns in terminal columns; those of titles and descriptions differ from plan to plan.
  private let widths: [Int]

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    widths = [
      6, [6, 8, 12].randomElement(using: &random) ?? 8, Int.random(in: 18...34, using: &random),
      Int.random(in: 44...84, using: &random), [8, 14, 20].randomElement(using: &random) ?? 14, 10,
      10, 10, [8, 20].randomElement(using: &random) ?? 20, Int.random(in: 18...30, using: &random),
      22,
    ]
    for number in 1...Int.random(in: 5...16, using: &random) {
      rows.append(Self.row(number, &random))
    }
  }

  private static func row(_ number: Int, _ random: inout SeededGenerator) -> Row {
    func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
    let isWorkforce = Bool.random(using: &random)
    let count = String(Int.random(in: 1...99, using: &random))
    let who = ["若者", "女性", "区内企業", "IT企業", "介護施設", "求職者"]
    let what = ["の就労を支援する。", "の採用活動を支える。", "への研修(OJT)を行う。", "向けセミナーを開催する。"]
    var description = ""
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      description += pick(["", "また、", "併せて、"]) + pick(who) + pick(what)
    }
    let subject = pick(["若者就労応援", "介護人材確保", "女性再就職", "ものづくり人材育成・定着", "IT人材受入環境整備"])
    let path = pick(["", "sangyo/", "kurashi/shigoto/koyou_taisaku/", "a-b_c/"])
    let urls = ["", "-", "https://www.example-\(number).jp/\(path)index\(count).html"]
    return Row(
      number: String(number), municipality: pick(["中央区", "港区", "武蔵野市", "あきる野市", "瑞穂町"]),
      title: subject + pick(["", "及び地域密着型合同就職面接会開催"]) + pick(["支援事業", "事業", "プログラム"]),
      description: description, category: isWorkforce ? "労働力確保事業" : "処遇改善事業",
      cost: pick(["980", "1,200", "34,979"]), target: isWorkforce ? count : "-",
      reference: isWorkforce ? "-" : count, start: pick(["令和３年４月", "令和3年10月", "令和４年１０月"]),
      url: pick(urls), department: pick(["産業振興部", "生活文化スポーツ部", "福祉部"]),
      section: pick(["経済課", "商工労政係", "介護保険課"]),
      phone:
        "03-\(Int.random(in: 3000...5999, using: &random))-\(Int.random(in: 1000...9999, using: &random))"
    )
  }

  // MARK: Printing

  func text(_ style: ExtractorStyle) -> String {
    let top = "東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）\n（単位：千円、人）\n"
    let cells = rows.map(wrapped)
    var lines: [String] = []
    switch style {
    case .cellLines: lines = cells.flatMap { $0.flatMap { $0 } }
    case .partedCells: lines = cells.flatMap { $0.flatMap { $0.isEmpty ? [] : $0 + [""] } }
    case .joinedInMiddle: lines = cells.flatMap { Self.joined($0) { Double($0 - 1) / 2 } }
    case .joinedAtTop: lines = cells.flatMap { Self.joined($0) { _ in 0 } }
    case .sideBySide: lines = cells.flatMap(Self.sideBySide)
    case .columnByColumn:
      for column in widths.indices { for row in cells { lines += row[column] + [""] } }
    }
    return top + lines.joined(separator: "\n") + "\n"
  }

  /// The lines of each cell of a row.
  private func wrapped(_ row: Row) -> [[String]] {
    let texts = [
      row.number, row.municipality, row.title, row.description, row.category, row.cost, row.target,
      row.reference, row.start, row.url,
    ]
    return zip(texts, widths).map { Self.wrap($0, at: $1) } + [
      [row.department, row.section, row.phone]
    ]
  }

  /// Wraps as typesetting does: no line begins with a sign that may not.
  static func wrap(_ text: String, at width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var columns = 0
    for character in text {
      let wide = character.isASCII ? 1 : 2
      if columns + wide > width, !line.isEmpty {
        if "、。）ー".contains(character), let last = line.popLast() {
          lines.append(line)
          (line, columns) = (String(last), last.isASCII ? 1 : 2)
        } else {
          lines.append(line)
          (line, columns) = ("", 0)
        }
      }
      line.append(character)
      columns += wide
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// The lines one after another; `rise` says how far above the row's middle a cell of so many lines begins.
  private static func joined(_ cells: [[String]], _ rise: (Int) -> Double) -> [String] {
    var lines: [String] = []
    var height: Double?
    for cell in cells where !cell.isEmpty {
      let start = -rise(cell.count)
      if height == start, let last = lines.popLast() {
        lines.append(last + " " + cell[0])
      } else {
        lines.append(cell[0])
      }
      lines += cell.dropFirst()
      height = start + Double(cell.count - 1)
    }
    return lines
  }

  private static func sideBySide(_ cells: [[String]]) -> [String] {
    let count = cells.map(\.count).max() ?? 0
    return (0..<count).map { line in
      cells.compactMap { cell in
        let own = line - (count - cell.count) / 2
        return cell.indices.contains(own) ? cell[own] : nil
      }.joined(separator: " ")
    }
  }
}
