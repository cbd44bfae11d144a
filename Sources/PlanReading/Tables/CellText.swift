internal import PlanModel

/// How the words of cells are taken, which the form of the input decides.
package struct CellText {
  /// What stands in a cell that `convert` wrote for a lost value.
  package static let lostMark = "【読取不能】"
  /// What stands before words that `convert` wrote because their place is not known; the heading of their column, where
  /// that is none of the form's, stands behind them.
  package static let unplacedMark = "【所属不明】"
  /// What `convert` writes before a heading or a unit that is not worded like one.
  package static let headingLabel = "表題"
  package static let unitLabel = "単位"

  /// Whether the input keeps only what is printed, so that line breaks are the layout's and empty cells say nothing.
  var isPage: Bool
  /// Whether blanks at the ends of values are the submitter's.
  var keepsBlanks: Bool
  /// Whether cells are parted by delimiters, so that a row can end before its last column.
  var isDelimited: Bool
  /// The unit of the costs as printed, where a line or a heading above says it.
  var unit: Printed?

  init(_ emptyCells: Table.EmptyCells, format: InputFormat) {
    isPage = emptyCells == .areLostWhereRequired
    keepsBlanks = format == .xlsx || format == .csv
    isDelimited = format == .csv
  }

  /// The words of a cell of `column`, or `nil` where it has nothing but blanks.
  func printed(_ cell: TableCell, as column: FormColumn) -> Printed? {
    var (text, blanks) = trimmed(cell.text, isDescription: column == .description)
    if cell.number != nil, column.isAmount { text = withoutUnit(text, of: column) }
    if cell.number != nil || isDelimited, column.isAmount || column == .number {
      text = Self.withoutZeroFraction(text)
    }
    guard !text.isEmpty else { return nil }
    return Printed(
      text.utf8.contains(0x0A) ? unfolded(text, as: column) : text, at: cell.place,
      blanks: keepsBlanks ? blanks : nil)
  }

  /// `text` without the fraction of nothing that a program writes behind whole numbers: 568.0.
  private static func withoutZeroFraction(_ text: String) -> String {
    let digits = text.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2C }
    let fraction = text.utf8.dropFirst(digits.count)
    guard !digits.isEmpty, fraction.first == 0x2E, fraction.count > 1,
      fraction.dropFirst().allSatisfy({ $0 == 0x30 })
    else { return text }
    return String(text.prefix(digits.count))
  }

  /// `text` without the 人, 事業所 or 千円 that a number format puts behind what was typed, or the ¥ or 計 before it; a
  /// unit of money that is not the plan's can be the wrong one, and stays.
  private func withoutUnit(_ text: String, of column: FormColumn) -> String {
    let all = Array(text.unicodeScalars)[...].trimmingLayoutBlanks
    let label = all.prefix { $0.digitValue == nil && !"¥￥-−△▲(+.".unicodeScalars.contains($0) }
    let isLabelled = SumsLabel(String(scalars: label)) != nil
    let scalars = Array(isLabelled ? all.dropFirst(label.count) : all)
    if column == .cost, let sign = scalars.first, "¥￥".unicodeScalars.contains(sign),
      isUnit(FormWords.yen)
    {
      return String(scalars: scalars.dropFirst().trimmingLayoutBlanks)
    }
    guard
      let word = FormWords.units.filter({ scalars.suffix($0.count).elementsEqual($0) })
        .max(by: { $0.count < $1.count }),
      word.count < scalars.count, word.last != "円" || column == .cost && isUnit(word)
    else { return String(scalars: scalars) }
    return String(scalars: scalars.dropLast(word.count)[...].trimmingLayoutBlanks)
  }

  /// Whether `word` is the plan's unit of costs.
  private func isUnit(_ word: [Unicode.Scalar]) -> Bool {
    guard let unit, let yen = unit.unitField().value else { return false }
    return Printed(String(scalars: word[...]), at: unit.place).unitField().value == yen
  }

  /// The text without the blanks around it, and where such blanks are; U+3000 opens the paragraph of a description.
  private func trimmed(
    _ text: String, isDescription: Bool
  ) -> (text: String, blanks: OuterBlanks?) {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
      return ("", nil)
    }
    if !first.properties.isWhitespace && !last.properties.isWhitespace { return (text, nil) }
    let scalars = Array(text.unicodeScalars)
    guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return ("", nil) }
    let opensParagraph = isDescription && scalars[..<start].allSatisfy { $0 == "\u{3000}" }
    let hasLeading = start > 0 && !opensParagraph
    let hasTrailing = end < scalars.count - 1
    let blanks: OuterBlanks? =
      hasLeading && hasTrailing ? .both : hasLeading ? .leading : hasTrailing ? .trailing : nil
    return (String(scalars: scalars[start...end]), blanks)
  }

  /// The lines of a cell as its value: joined where a narrow column breaks them, kept where they are the submitter's.
  private func unfolded(_ text: String, as column: FormColumn) -> String {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: true)
      .map { Array($0)[...].trimmingLayoutBlanks }.filter { !$0.isEmpty }
    switch column {
    case .description:
      return isPage
        ? Self.paragraphs(lines) : lines.map { String(scalars: $0) }.joined(separator: "\n")
    case .url where !isPage, .linkTarget where !isPage:
      return lines.map { String(scalars: $0) }.joined(separator: "\n")
    case .number, .municipality, .theme, .title, .category, .cost, .target, .reference, .start,
      .url, .linkTarget, .linkLabel, .contact, .department, .section, .phone:
      return String(scalars: Array(lines.joined()))
    }
  }

  /// Joins the lines of a page's cell; a line that ends a sentence short of the margin ends a paragraph.
  static func paragraphs(_ lines: [ArraySlice<Unicode.Scalar>]) -> String {
    var result: [Unicode.Scalar] = []
    let longest = lines.map(\.count).max()
    for (index, line) in lines.enumerated() {
      if index > 0, let longest, lines[index - 1].last == "。",
        lines[index - 1].count < longest * 4 / 5 || isListMark(line.first)
      {
        result.append("\n")
      }
      result += line
    }
    return String(scalars: result)
  }

  private static func isListMark(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar.value &- 0x2460 < 20 || "・◆●○■◇".unicodeScalars.contains(scalar)
  }
}

extension CellText {
  /// Whether readers know `text` for a heading where it stands alone, so that it needs no `headingLabel`.
  package static func isKnownHeading(_ text: String) -> Bool {
    FormLine.isHeading(text) && !FormLine.isNote(text) && !text.contains("\n")
  }

  /// Whether readers know `text` for a unit where it stands alone, so that it needs no `unitLabel`.
  package static func isKnownUnit(_ text: String) -> Bool {
    FormLine.isUnit(text) && !text.contains("\n")
  }
}
