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

    var lowest: TableCell? { levels.last }

    /// Whether the lowest heading is a unit: 人, 事業所.
    var isOfUnit: Bool {
      guard let words = words.last.map({ ComparisonKey.label($0).unicodeScalars }) else {
        return false
      }
      return FormWords.units.contains {
        words.filter { !"()".unicodeScalars.contains($0) }.elementsEqual($0)
      }
    }

    /// How well it says that it is `column`: 今年度 beats no year, the form's own words beat others, and a lowest heading
    /// that names the column or its sum beats that of something below it, 補助金.
    func rank(as column: FormColumn) -> Int {
      let isForms = column.isForms(words)
      let isWhole =
        words.last.map { FormColumn(heading: $0) == column || SumsLabel($0) != nil } ?? true
      let yearRank =
        switch year {
        case .plans: 2
        case nil: 1
        case .others, .unknown: 0
        }
      return yearRank * 4 + (isForms ? 2 : 0) + (isWhole ? 1 : 0)
    }
  }

  private var candidates: [FormColumn: [Candidate]] = [:]

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
    var all = candidates[column, default: []]
    if var last = all.popLast() {
      if last.lowest == lowest {
        last.places.append(index)
        candidates[column] = all + [last]
        return
      }
      all.append(last)
    }
    all.append(Candidate(levels: cells, places: [index], words: words, year: named))
    candidates[column] = all
  }

  /// Whether it asks for a part of what the heading above it names: うち補助金.
  private func isPart(_ text: String) -> Bool {
    ComparisonKey.label(text).drop { "([【".contains($0) }.hasPrefix("うち")
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

  private func chosen(_ column: FormColumn) -> [Candidate] {
    let all = candidates[column, default: []]
    if column == .contact || Self.isYearAndMonth(all) { return all }
    let best = best(all, as: column)
    // Of two years nobody knows which is the plan's.
    if Set(best.map(\.year)).count > 1 { return [] }
    // People in one column and establishments in another are no one amount.
    if column.isAmount, best.count > 1, best.allSatisfy(\.isOfUnit) { return [] }
    return Array(best.prefix(1))
  }

  private func best(_ all: [Candidate], as column: FormColumn) -> [Candidate] {
    if all.count <= 1 { return all }
    let ranks = all.map { $0.rank(as: column) }
    let highest = ranks.max()
    return zip(all, ranks).filter { $0.1 == highest }.map(\.0)
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
