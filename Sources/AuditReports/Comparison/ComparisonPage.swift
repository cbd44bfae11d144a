internal import Auditing

/// A comparison as a page of headings, lines and tables, which each format for people sets in its own way.
struct ComparisonPage {
  enum Block {
    case heading(level: Int, String)
    case item(String)
    case table(header: [String], rows: [[String]])
  }

  private(set) var blocks: [Block] = []
  let language: ReportLanguage
  private let wording: Wording

  init(_ report: ComparisonReport, _ language: ReportLanguage) {
    self.language = language
    wording = Wording(language: language)
    let title = report.options.isOfForms ? wording.concordance : wording.comparison
    blocks.append(.heading(level: 1, title))
    blocks.append(
      .item(
        "\(report.tool.name) \(report.tool.version)  \(wording.ruleSet)\(wording.colon)"
          + "\(wording.name(of: report.rules.origin)) (\(report.rules.sha256.prefix(12)))"))
    for comparison in report.comparisons { add(comparison, report.options) }
    addNames(report.onlyBefore, under: wording.onlyBefore)
    addNames(report.onlyAfter, under: wording.onlyAfter)
    addNames(report.skipped.map(\.name), under: wording.skipped)
    if report.comparisons.isEmpty { blocks.append(.item(wording.sentence(for: .nothingToCheck))) }
    blocks.append(
      .heading(
        level: 2,
        wording.verdict + wording.colon + wording.name(of: report.verdict, report.options)))
  }

  private mutating func addNames(_ names: [String], under heading: String) {
    if names.isEmpty { return }
    blocks.append(.heading(level: 2, heading))
    for name in names { blocks.append(.item(name)) }
  }

  private mutating func add(_ comparison: SubmissionComparison, _ options: ComparisonOptions) {
    blocks.append(.heading(level: 2, wording.pairName(comparison)))
    for problem in wording.problems(of: comparison) {
      blocks.append(.item(problem.side + wording.colon + problem.sentence))
    }
    if comparison.isUnreadable { return }
    blocks.append(.item(wording.entryCounts(comparison.entryCounts)))
    addPlans(comparison)
    addEntries(comparison, options)
    addSuggestions(comparison)
    addNotable(comparison)
    if !options.isOfForms { addFindings(comparison) }
  }

  private mutating func addPlans(_ comparison: SubmissionComparison) {
    var rows: [[String]] = []
    for plan in comparison.plans {
      let name = (plan.after ?? plan.before)?.name(in: language) ?? ""
      if plan.before == nil || plan.after == nil {
        let here = (plan.before ?? plan.after).map { wording.entryCount($0.entryCount) } ?? ""
        rows.append([
          name, "", plan.before == nil ? wording.nothing : here,
          plan.after == nil ? wording.nothing : here,
        ])
      }
      for change in plan.changes { rows.append([name] + cells(change)) }
    }
    if rows.isEmpty { return }
    blocks.append(.heading(level: 3, wording.plansCompared))
    blocks.append(.table(header: [wording.plansCompared] + changeHeader, rows: rows))
  }

  private mutating func addEntries(
    _ comparison: SubmissionComparison, _ options: ComparisonOptions
  ) {
    func rows(_ isShown: (FieldChange) -> Bool, _ isOf: (EntryComparison) -> Bool) -> [[String]] {
      comparison.entries.filter(isOf).flatMap { entry in
        entry.changes.filter(isShown).map { [name(entry)] + cells($0) }
      }
    }
    let changed = options.isOfForms ? wording.differingEntries : wording.changedEntries
    addTable(
      changed, [wording.entryColumn] + changeHeader,
      rows({ $0.kind == .value }, { !$0.isRenumberedOnly }))
    addTable(
      wording.renumberedEntries, [wording.entryColumn, wording.formerSide, wording.latterSide],
      rows({ $0.kind == .value }, { $0.isRenumberedOnly }).map { [$0[0], $0[2], $0[3]] })
    addTable(
      options.isOfForms ? wording.formLimits : wording.sameData,
      [wording.entryColumn, wording.kindColumn] + changeHeader,
      comparison.entries.flatMap { entry in
        entry.changes.filter { $0.kind != .value }.map {
          [name(entry), wording.name(of: $0.kind)] + cells($0)
        }
      })
    for (heading, labels) in [
      (wording.removedEntries, comparison.removed), (wording.addedEntries, comparison.added),
    ] where !labels.isEmpty {
      blocks.append(.heading(level: 3, heading))
      for label in labels { blocks.append(.item(name(label))) }
    }
    let moved = comparison.entries.filter(\.isMoved)
    if !moved.isEmpty {
      blocks.append(.heading(level: 3, wording.movedEntries))
      for entry in moved {
        blocks.append(
          .item("\(name(entry))\(wording.colon)\(entry.before.position) → \(entry.after.position)"))
      }
    }
  }

  private mutating func addTable(_ heading: String, _ header: [String], _ rows: [[String]]) {
    if rows.isEmpty { return }
    blocks.append(.heading(level: 3, heading))
    blocks.append(.table(header: header, rows: rows))
  }

  private mutating func addSuggestions(_ comparison: SubmissionComparison) {
    if comparison.suggestions.isEmpty && !comparison.isSuggestingCut { return }
    blocks.append(.heading(level: 3, wording.suggestedSplits))
    for suggestion in comparison.suggestions {
      blocks.append(.item(wording.suggestion(suggestion) { name($0) }))
    }
    if comparison.isSuggestingCut { blocks.append(.item(wording.suggestionsCut)) }
  }

  private mutating func addNotable(_ comparison: SubmissionComparison) {
    let entries = comparison.entries.filter { !$0.notable.isEmpty }
    if entries.isEmpty { return }
    blocks.append(.heading(level: 3, wording.notableChanges))
    for entry in entries {
      let words = entry.notable.map { $0.message.text(in: language) }
      blocks.append(
        .item(name(entry) + wording.colon + words.joined(separator: wording.listSeparator)))
    }
  }

  private mutating func addFindings(_ comparison: SubmissionComparison) {
    blocks.append(.heading(level: 3, wording.findingChanges))
    blocks.append(.item(wording.fateCounts(comparison.fates)))
    var rows: [[String]] = []
    for fate in FindingFate.allCases {
      for change in comparison.findings where change.fate == fate {
        guard let finding = change.finding else { continue }
        let side = change.after == nil ? comparison.before : comparison.after
        let former = change.before.map(\.rule).flatMap { $0 == finding.rule ? nil : "\($0) → " }
        rows.append([
          wording.name(of: fate), (former ?? "") + finding.rule,
          side.name + finding.location.suffix,
          finding.message.text(in: language),
        ])
      }
    }
    if rows.isEmpty { return }
    blocks.append(
      .table(
        header: [
          wording.fateColumn, wording.ruleColumn, wording.placeColumn, wording.messageColumn,
        ], rows: rows))
  }

  private var changeHeader: [String] {
    [wording.fieldColumn, wording.formerSide, wording.latterSide]
  }

  private func cells(_ change: FieldChange) -> [String] {
    [
      change.field.name(in: language), wording.printed(change.before),
      wording.printed(change.after),
    ]
  }

  private func name(_ entry: EntryComparison) -> String { name(entry.after) }

  private func name(_ label: EntryLabel) -> String {
    let words = [
      wording.entry(number: label.number, position: label.position), label.municipality,
      label.title.map { "「\($0)」" },
    ]
    return words.compactMap { $0 }.joined(separator: " ")
  }
}
