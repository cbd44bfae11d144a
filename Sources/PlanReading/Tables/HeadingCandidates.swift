internal import PlanModel

/// The headings that can name one column of the form, of which the one that says it best does.
struct HeadingCandidates {
  private struct Candidate {
    var levels: [TableCell]
    /// The columns of the grid over which the lowest of the headings stands.
    var places: [Int]
    /// Their words without the years.
    var words: [String]
    var year: NamedYear?
    var isHidden: Bool

    var lowest: TableCell? { levels.last }

    /// Whether the lowest heading names the column or its sum, rather than something below it: 補助金, 人.
    func isWhole(as column: FormColumn) -> Bool {
      words.last.map { FormColumn(heading: $0) == column || SumsLabel($0) != nil } ?? true
    }

    /// How well it says that it is `column`: 今年度 beats no year, the form's own words beat others, the whole its parts.
    func rank(as column: FormColumn) -> Int {
      let isForms = column.isForms(words)
      let yearRank =
        switch year {
        case .plans: 2
        case nil: 1
        case .others, .unknown: 0
        }
      return yearRank * 4 + (isForms ? 2 : 0) + (isWhole(as: column) ? 1 : 0)
    }
  }

  /// The columns of the grid that are hidden.
  private let hiddenColumns: [ClosedRange<Int>]
  private var candidates: [FormColumn: [Candidate]] = [:]
  private var stackedColumns: Set<FormColumn> = []

  init(hiddenColumns: [ClosedRange<Int>]) {
    self.hiddenColumns = hiddenColumns
  }

  /// Adds the headings above the grid's column `index`, from top to bottom; columns come from left to right.
  mutating func add(_ cells: [TableCell], at index: Int, year: PlanYear?) {
    var words = cells.map(\.text)
    var named: NamedYear?
    if let year {
      for (level, text) in words.enumerated() {
        guard let parted = NamedYear.parted(text, by: year) else { continue }
        named = parted.year
        words[level] = parted.rest
      }
      words.removeAll { $0.isEmpty }
    }
    guard named != .others, let lowest = cells.last,
      let column = FormColumn.named(byLevels: words), !isPerson(words, lowest, column),
      !isPart(lowest.text)
    else { return }
    let both = stacked(cells) + bracketed(lowest)
    guard both.isEmpty else {
      stackedColumns.formUnion(both)
      return
    }
    var all = candidates[column, default: []]
    if var last = all.popLast() {
      if last.lowest == lowest {
        last.places.append(index)
        candidates[column] = all + [last]
        return
      }
      all.append(last)
    }
    all.append(
      Candidate(
        levels: cells, places: [index], words: words, year: named,
        isHidden: hiddenColumns.contains { $0.contains(index) }))
    candidates[column] = all
  }

  /// Whether it asks for a part of what the heading above it names: うち補助金.
  private func isPart(_ text: String) -> Bool {
    ComparisonKey.label(text).drop { "([【".contains($0) }.hasPrefix("うち")
  }

  /// The two columns of the form that the headings name one above the other, so that both stand in this one.
  private func stacked(_ cells: [TableCell]) -> [FormColumn] {
    guard cells.count >= 2, cells[..<2].allSatisfy({ $0.columnSpan == 1 }),
      FormColumn(heading: cells[0].text + cells[1].text) == nil,
      let upper = FormColumn(heading: cells[0].text),
      let lower = FormColumn(heading: cells[1].text),
      upper != lower, !(upper.isContact && lower.isContact),
      !["名称", "名"].contains(ComparisonKey.label(cells[1].text))
    else { return [] }
    return [upper, lower]
  }

  /// The two columns for amounts that one heading names, the second in brackets: 目標（参考）.
  private func bracketed(_ heading: TableCell) -> [FormColumn] {
    let key = ComparisonKey.label(heading.text)
    guard let open = key.firstIndex(of: "("), let close = key.lastIndex(of: ")"), open < close,
      let outer = FormColumn(heading: String(key[..<open])),
      let inner = FormColumn(heading: String(key[key.index(after: open)..<close])),
      outer != inner, outer.isAmount, inner.isAmount
    else { return [] }
    return [outer, inner]
  }

  /// Whether the column holds persons: behind one of the contact stands who is in charge.
  private func isPerson(_ words: [String], _ lowest: TableCell, _ column: FormColumn) -> Bool {
    column == .contact && words.contains(where: FormColumn.isPerson)
      && [FormColumn.contact, .department, .section].contains {
        candidates[$0]?.contains { $0.lowest != lowest } ?? false
      }
  }

  // MARK: Choice

  /// The columns of the grid that each column of the form stands in; none where nothing tells which it is.
  var columns: [FormColumn: [Int]] {
    Dictionary(
      uniqueKeysWithValues: candidates.keys.map { ($0, chosen($0).flatMap(\.places)) })
  }

  /// Columns of the form that are there, while nothing tells which they are.
  var unclear: Set<FormColumn> {
    let present = columns.filter { !$0.value.isEmpty }
    return stackedColumns.union(candidates.keys).subtracting(present.keys)
  }

  private func chosen(_ column: FormColumn) -> [Candidate] {
    let all = candidates[column, default: []]
    if column == .contact || Self.isYearAndMonth(all) { return all }
    let best = best(all, as: column)
    // Of two years nobody knows which is the plan's.
    if Set(best.map(\.year)).count > 1 { return [] }
    // People in one column and establishments in another are no one amount, nor is one of two categories the entry's.
    if column.isAmount || column == .category, best.count > 1,
      best.allSatisfy({ !$0.isWhole(as: column) })
    {
      return []
    }
    return Array(best.prefix(1))
  }

  private func best(_ all: [Candidate], as column: FormColumn) -> [Candidate] {
    if all.count <= 1 { return all }
    let ranks = all.map { $0.rank(as: column) }
    let highest = ranks.max()
    let best = zip(all, ranks).filter { $0.1 == highest }.map(\.0)
    let visible = best.filter { !$0.isHidden }
    return visible.isEmpty ? best : visible
  }

  /// Whether a month is split in two columns: 年 and 月.
  private static func isYearAndMonth(_ all: [Candidate]) -> Bool {
    all.compactMap { $0.lowest.map { ComparisonKey.label($0.text) } } == ["年", "月"]
  }

  /// Headings that say no worse than a chosen one what their column is, so that what stands below them has no field.
  var repeated: [TableCell] {
    candidates.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { column, all -> [TableCell] in
      if all.count <= 1 || chosen(column).count > 1 { return [] }
      return best(all, as: column).dropFirst().compactMap(\.lowest)
    }
  }

  /// The heading of the cost column that says its unit.
  var costUnit: TableCell? {
    chosen(.cost).first?.levels.first { $0.text.contains("円") }
  }
}
