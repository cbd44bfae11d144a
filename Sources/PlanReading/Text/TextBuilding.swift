internal import PlanModel

/// Entries and torn text of one page, for placing the one in the other.
struct TornPage {
  /// The entries, as indices of plan and entry, in the order of the text.
  var entries: [(plan: Int, entry: Int)] = []
  /// Whether it is the first of its plan.
  var isFirst = true
  /// The torn text, each with the number of entries of the page before it.
  var blocks: [(block: LooseBlock, entryCount: Int)] = []
}

/// Gives the chunks of a text their meaning as plans.
struct TextBuilding {
  let text: TextLines
  let shapes: LineShapes
  let splitting: BodySplitting
  let source: TextPlans
  private(set) var plans: [Plan] = []
  private(set) var furniture: [Furniture] = []
  private(set) var unplaced: [UnplacedText] = []
  private(set) var issues: [ReadIssue] = []
  private(set) var pages: [TornPage] = []
  /// How many lines are title or description of entries, nobody can tell which.
  private(set) var doubtfulCount = 0
  /// For each line whether something took it.
  private(set) var claimed: [Bool]
  /// What labels the totals of the last plan that has some.
  private var totalsLabel: SumsLabel?
  /// The label of the last row of sums that was left.
  private var leftLabel: Piece?

  init(text: TextLines, shapes: LineShapes, splitting: BodySplitting, plans: TextPlans) {
    self.text = text
    self.shapes = shapes
    self.splitting = splitting
    source = plans
    claimed = [Bool](repeating: false, count: text.count)
  }

  private var vocabulary: Vocabulary { shapes.vocabulary }

  /// The plans and issues found, as a submission from `source`.
  consuming func submission(from source: Source) -> Submission {
    Submission(source: source, plans: plans, issues: issues)
  }

  mutating func build() {
    for chain in source.chains() { addPlan(chain) }
  }

  private mutating func addPlan(_ chain: [Int]) {
    let heading = chain.map { source.chunks[$0].heading }.first { !$0.isEmpty }
    let kind = heading.map { PlanKind(heading: String(scalars: $0)) } ?? .unknown
    let hasThemes = kind == .model || chain.contains { source.chunks[$0].showsThemes }
    var plan = Plan(
      id: "", kind: kind, kindState: kind == .unknown ? .lost : .given, fiscalYear: nil,
      fiscalYearState: .lost, basis: nil, heading: .lost, unit: .lost, entries: [], totals: nil,
      notes: [])
    let firstPage = pages.count
    for index in chain {
      var page = TornPage()
      page.isFirst = pages.count == firstPage
      for found in source.chunks[index].items {
        add(found, to: &plan, page: &page, hasThemes: hasThemes)
      }
      pages.append(page)
    }
    if kind == .unknown && !plan.entries.isEmpty {
      plan.kind = hasThemes ? .model : .general
      plan.kindState = .inferred
      plan.basis = .columns
    }
    plans.append(plan)
  }

  private mutating func add(
    _ found: FoundItem, to plan: inout Plan, page: inout TornPage, hasThemes: Bool
  ) {
    switch found.item {
    case .entry(let draft):
      page.entries.append((plans.count, plan.entries.count))
      plan.entries.append(
        entry(draft, position: plan.entries.count + 1, hasThemes: hasThemes))
    case .sums(let sums):
      if plan.totals == nil {
        plan.totals = .stated(stated(sums))
        totalsLabel = sumsLabel(sums)
        for piece in sums.surplus { leave(piece) }
      } else {
        leave(sums)
      }
    case .unit(let piece):
      claim([piece])
      let printed = Printed(text.text(piece), at: text.place(piece.line, piece.line))
      if plan.unit.state == .lost {
        plan.unit = printed.unitField()
      } else {
        furniture.append(Furniture(.other, printed.text, at: printed.place))
      }
    case .heading(let pieces):
      claim(pieces)
      guard let printed = text.printed(pieces) else { return }
      if plan.heading.state == .lost {
        plan.heading = printed.headingField(vocabulary)
      } else {
        furniture.append(Furniture(.other, printed.text, at: printed.place))
      }
    case .note(let number, let pieces):
      claim(pieces)
      guard let printed = text.printed(pieces) else { return }
      plan.notes.append(Note(number: number, place: printed.place, text: printed.text))
    case .furniture(.totalsLabel, let piece) where piece == leftLabel:
      break
    case .furniture(let kind, let piece):
      claim([piece])
      furniture.append(
        Furniture(kind, text.text(piece), at: text.place(piece.line, piece.line)))
    case .loose(let block):
      claim(block.pieces)
      if page.entries.isEmpty && !page.isFirst && block.kind.endsEntries {
        // A page's end parted it from the last entry of the page before.
        pages[pages.count - 1].blocks.append((block, pages[pages.count - 1].entries.count))
      } else {
        page.blocks.append((block, page.entries.count))
      }
    }
  }

  private mutating func claim(_ pieces: [Piece]) {
    for piece in pieces { claimed[piece.line] = true }
  }

  private mutating func leave(_ piece: Piece) {
    claimed[piece.line] = true
    unplaced.append(UnplacedText(text.text(piece), at: text.place(piece.line, piece.line)))
  }

  /// Leaves a row of sums below the plan's totals.
  private mutating func leave(_ sums: SumsShape) {
    let pieces =
      [sums.label, sums.amounts[0], sums.wrapped].compactMap { $0 } + sums.amounts.dropFirst()
      + sums.surplus
    claim(pieces)
    leftLabel = sums.label
    let isSecond: Bool
    if let label = sums.label, let totalsLabel {
      // 計 may be the sum of a part where 合計 follows.
      isSecond =
        !SumsLabel.isOfAllPlans(text.text(label))
        && !(totalsLabel == .plain && sumsLabel(sums) == .total)
    } else {
      isSecond = false
    }
    unplaced.append(
      UnplacedText(
        pieces.map { text.text($0) }.joined(separator: " "), as: isSecond ? .totals : nil,
        at: text.place(pieces[0].line, pieces[pieces.count - 1].line)))
  }

  private func sumsLabel(_ sums: SumsShape) -> SumsLabel? {
    sums.label.flatMap { SumsLabel(text.text($0)) }
  }

  private mutating func stated(_ sums: SumsShape) -> StatedTotals {
    let rest = sums.wrapped.map { [$0] } ?? []
    claim(sums.amounts + rest)
    let fields = (0..<3).map { index -> Field<AmountReading> in
      guard index < sums.amounts.count,
        let printed = text.printed([sums.amounts[index]] + (index == 0 ? rest : []))
      else {
        return .lost
      }
      return printed.amountField()
    }
    let lines = sums.amounts.map(\.line)
    return StatedTotals(
      place: text.place(lines[0], lines[lines.count - 1]), cost: fields[0], target: fields[1],
      reference: fields[2])
  }

  // MARK: Entries

  private mutating func entry(_ draft: EntryDraft, position: Int, hasThemes: Bool) -> Entry {
    var cells = EntryCells()
    cells.place = text.place(draft.firstLine, draft.lastLine)
    cells.number = text.printed(draft.number.map { [$0] } ?? [])
    cells.municipality = text.printed(draft.municipality)
    let parts = splitting.parts(of: draft, hasThemes: hasThemes)
    cells.theme = text.printed(parts.theme)
    cells.title = text.printed(parts.title)
    cells.description = splitting.description(parts.description)
    if let row = draft.row { fill(&cells, from: row) }
    cells.url = text.printed(draft.url)
    cells.department = text.printed(draft.department)
    cells.section = text.printed(draft.section)
    cells.phone = text.printed(draft.phone)
    claim(draft.number.map { [$0] } ?? [])
    for pieces in [draft.municipality, parts.theme, parts.title, parts.description] {
      claim(pieces)
    }
    for piece in draft.strays + parts.doubtful { leave(piece) }
    doubtfulCount += max(0, parts.doubtful.count - 1)
    for pieces in [draft.url, draft.department, draft.section, draft.phone] { claim(pieces) }
    var entry = cells.flattenedEntry(
      position: position, hasThemes: hasThemes, vocabulary: vocabulary)
    if draft.isMixed || !draft.strays.isEmpty || !parts.doubtful.isEmpty {
      // Words of it stand somewhere in the unplaced text; what is not printed here may be among them.
      if hasThemes && cells.theme == nil { entry.theme = .lost }
      if cells.url == nil { entry.url = .lost }
      if cells.section == nil { entry.contact.section = .lost }
    }
    if cells.department == nil && cells.section == nil && cells.phone == nil {
      entry.contact.section = .lost
    }
    return entry
  }

  private mutating func fill(_ cells: inout EntryCells, from row: RowShape) {
    cells.category = text.printed(row.category)
    cells.start = text.printed(row.start)
    for pieces in [row.category, row.amounts, row.costRest, row.start] { claim(pieces) }
    for piece in row.surplus { leave(piece) }
    let line = row.amounts[0].line
    if !row.surplus.isEmpty {
      issues.append(
        ReadIssue(
          code: "long-row", at: text.place(line, line),
          text: "expected 3 amounts, found \(3 + row.surplus.count)"))
    }
    cells.cost = text.printed([row.amounts[0]] + row.costRest)
    if row.amounts.count == 3 {
      cells.target = text.printed([row.amounts[1]])
      cells.reference = text.printed([row.amounts[2]])
      return
    }
    issues.append(
      ReadIssue(
        code: "short-row", at: text.place(line, line),
        text: "expected 3 amounts, found \(row.amounts.count)"))
    guard row.amounts.count == 2 else { return }
    // Which of the columns is empty, only the category can tell.
    let joined = text.text(row.category)
    let amount = text.printed([row.amounts[1]], basis: .category)
    switch (vocabulary.category(worded: joined), isCost(row.amounts[0], before: row.amounts[1])) {
    case ("workforce", .some(true)): cells.target = amount
    case ("workforce", .some(false)):
      (cells.cost, cells.target) = (nil, amount)
      leave(row.amounts[0])
    case ("workforce", nil):
      (cells.cost, cells.reference) = (nil, amount)
      leave(row.amounts[0])
    case ("conditions", .some(false)):
      (cells.cost, cells.reference) = (nil, amount)
      cells.target = text.printed([row.amounts[0]], basis: .category)
    case ("conditions", _): cells.reference = amount
    case _: leave(row.amounts[1])
    }
  }

  /// Whether `first` of two amounts is the cost: no dash is; a number is, where another number follows or separators tell
  /// its size. `nil` for a small number before a dash: the cost may be the blank cell, and the number the target.
  private func isCost(_ first: Piece, before second: Piece) -> Bool? {
    if shapes.isDash(text.slice(first)) { return false }
    if !shapes.isDash(text.slice(second)) { return true }
    return text.slice(first).contains { $0 == "," || $0 == "，" } ? true : nil
  }
}

extension PlanKind {
  /// The kind that a heading names.
  init(heading: String) {
    let words = Array(heading.unicodeScalars)[...]
    if words.contains(word: FormWords.model) {
      self = .model
    } else if words.contains(word: FormWords.general) {
      self = .general
    } else {
      self = .unknown
    }
  }
}
