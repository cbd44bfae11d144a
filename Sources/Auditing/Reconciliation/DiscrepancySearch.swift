internal import XMLTree

/// Looks for the slips that explain one total; each closes the gap exactly and by itself.
struct DiscrepancySearch {
  /// The total that another plan of the submission states or comes to.
  struct OtherTotal {
    var planID: String
    var planName: Message
    var value: Int
  }

  /// The longest run of entries that a subtotal is looked for over.
  private static let runCountMax = 1_000
  /// The number of entries that are tried as subtotals.
  private static let subtotalTrialCountMax = 100

  let figures: PlanFigures
  /// The column, as an index of `Reconciliation.fields`.
  let column: Int
  let stated: Int
  let computed: Int
  /// Stated less computed; never 0.
  let difference: Int
  let others: [OtherTotal]

  private var causes: [DiscrepancyCause] = []
  private var subtotalTrialCount = 0
  /// The number of entries and the sum of each group, by grouping.
  private var groups: [SubtotalGrouping: [PlanFigures.GroupKey: RunningSums]] = [:]

  init?(
    _ figures: PlanFigures, column: Int, stated: Int, computed: Int, others: [OtherTotal]
  ) {
    let (difference, overflow) = stated.subtractingReportingOverflow(computed)
    if overflow || difference == 0 { return nil }
    self.figures = figures
    self.column = column
    self.stated = stated
    self.computed = computed
    self.difference = difference
    self.others = others
  }

  /// The causes, the likeliest first, and how many more there are than `countMax`.
  consuming func found(countMax: Int) -> (causes: [DiscrepancyCause], unlistedCount: Int) {
    lookAtTotal()
    lookAtSubtotals()
    lookAtDashes()
    for row in figures.rows { look(at: row) }
    let ranked = causes.enumerated().sorted { left, right in
      let (first, second) = (left.element, right.element)
      if first.isFarFetched != second.isFarFetched { return !first.isFarFetched }
      return first.kind != second.kind ? first.kind < second.kind : left.offset < right.offset
    }.map(\.element)
    return (Array(ranked.prefix(countMax)), max(0, ranked.count - countMax))
  }

  // MARK: The total

  private mutating func lookAtTotal() {
    if let slip = DigitSlips.transposition(of: stated, to: computed) {
      add(
        .transposedInTotal, printed: stated, intended: computed,
        ja: "合計の\(grouped(stated))が\(grouped(computed))の数字二つの入れ違いである",
        en: "the total \(grouped(stated)) is \(grouped(computed)) with two digits transposed",
        isFarFetched: !slip.isAdjacent)
    }
    if let factor = DigitSlips.factor(from: stated, to: computed) {
      add(
        .factorInTotal, printed: stated, intended: computed, factor: factor,
        ja: "合計の\(grouped(stated))が\(grouped(computed))の\(Self.timesJa(factor))である",
        en: "the total \(grouped(stated)) is \(Self.timesEn(factor)) \(grouped(computed))")
    }
    for other in others where other.value == stated && isStatedPrinted {
      // Many a column comes to nothing, so that this says little then.
      add(
        .otherPlan, printed: stated, intended: computed, otherPlan: other.planID,
        ja: "合計の\(grouped(stated))が\(other.planName.ja)の合計である",
        en: "the total \(grouped(stated)) is that of the \(other.planName.text(in: .english))",
        isFarFetched: stated == 0)
      return
    }
  }

  /// Whether the total is a number or a dash; an empty cell states nothing of another plan.
  private var isStatedPrinted: Bool {
    let cell = figures.totals?.planChild(Reconciliation.fields[column].rawValue)
    return cell.map { PlanFigures.amount(of: $0) != .blank } ?? false
  }

  // MARK: Subtotals

  private mutating func lookAtSubtotals() {
    let printed = figures.printedSubtotals.first { $0.hasAmount(difference, inColumn: column) }
    if let printed {
      add(
        .subtotal, printed: stated, intended: computed,
        ja: "「\(printed.label)」と印刷された\(grouped(difference))が事業と一緒に足されている",
        en: "\(grouped(difference)), printed as \(printed.label), was added like an entry")
    }
    for grouping in SubtotalGrouping.allCases {
      for group in figures.groups(by: grouping) {
        guard let key = group.key, group.sums.entryCount > 1 else { continue }
        groups[grouping, default: [:]][key] = group.sums
        guard group.sums.sums[column] == difference, printed == nil else { continue }
        let name = figures.name(of: key)
        add(
          .subtotal, printed: stated, intended: computed,
          ja: "\(name)の小計\(grouped(difference))が事業と一緒に足されている",
          en: "the subtotal of \(name), \(grouped(difference)), was added like an entry")
      }
    }
    if difference == computed, figures.rows.count > 1 {
      add(
        .subtotal, printed: stated, intended: computed,
        ja: "全事業の和\(grouped(computed))が事業と一緒に足されている",
        en: "the sum of all entries, \(grouped(computed)), was added like an entry")
    }
  }

  /// Whether the row at `index` is the sum of the rows right above or below it, of the others of its municipality,
  /// category or theme, or of all others.
  private func isSubtotal(at index: Int, amount: Int) -> Bool {
    guard let double = DigitSlips.sum(amount, amount) else { return false }
    if double == computed, figures.rows.count > 2 { return true }
    let row = figures.rows[index]
    for (grouping, key) in [
      (SubtotalGrouping.municipality, row.municipality), (.category, row.category),
      (.theme, row.theme),
    ] {
      guard let key, let sums = groups[grouping]?[key], sums.entryCount > 2 else { continue }
      if sums.sums[column] == double { return true }
    }
    for step in [-1, 1] {
      var sum = 0
      var count = 0
      var next = index + step
      while figures.rows.indices.contains(next), count < Self.runCountMax,
        let value = figures.rows[next].amounts[column].value,
        let grown = DigitSlips.sum(sum, value)
      {
        sum = grown
        count += 1
        next += step
        if count > 1, sum == amount { return true }
      }
    }
    return false
  }

  // MARK: Dashes

  private mutating func lookAtDashes() {
    let dashes = figures.rows.filter { $0.amounts[column] == .dash }
    guard let first = dashes.first else { return }
    if dashes.count == difference {
      let only = dashes.count == 1 ? entry(first, amount: 0) : nil
      add(
        .dash, only, printed: 1, intended: nil,
        ja: only.map { "\($0.name(in: .japanese))のダッシュが1と数えられている" }
          ?? "\(dashes.count)個のダッシュがそれぞれ1と数えられている",
        en: only.map { "the dash of \($0.name(in: .english)) was counted as 1" }
          ?? "each of the \(dashes.count) dashes was counted as 1", isFarFetched: true)
    } else if difference == 1 {
      add(
        .dash, printed: 1, intended: nil, ja: "ダッシュの一つが1と数えられている",
        en: "one of the dashes was counted as 1", isFarFetched: true)
    }
  }

  /// The column whose number may slip into this one: target and reference stand side by side.
  private var neighbour: Int? {
    switch column {
    case 1: 2
    case 2: 1
    default: nil
    }
  }

  /// Whether the category of `row` asks for a dash in this column.
  private func asksForDash(_ row: PlanFigures.Row) -> Bool {
    switch (row.category?.code, column) {
    case ("workforce", 2), ("conditions", 1): return true
    case ("workforce", _), ("conditions", _): return false
    default:
      // Of target and reference one is a dash, whichever the category is.
      guard let neighbour, case .whole = row.amounts[neighbour] else { return false }
      return true
    }
  }

  // MARK: Entries

  private mutating func look(at row: PlanFigures.Row) {
    if row.amounts[column] == .dash, let neighbour, row.amounts[neighbour] == .whole(difference) {
      let entry = entry(row, amount: 0)
      add(
        .dash, entry, printed: difference, intended: nil,
        ja: "\(entry.name(in: .japanese))のダッシュが隣の欄の\(grouped(difference))と読まれている",
        en:
          "the dash of \(entry.name(in: .english)) was read as the \(grouped(difference)) beside it"
      )
    }
    guard case .whole(let amount) = row.amounts[column], amount != 0 else { return }
    lookForCounting(row, amount)
    lookForMinus(row, amount)
    guard let intended = DigitSlips.sum(amount, difference) else { return }
    if let slip = DigitSlips.transposition(of: amount, to: intended) {
      let entry = entry(row, amount: amount)
      add(
        .transposedInEntry, entry, printed: amount, intended: intended,
        ja: "\(entry.name(in: .japanese))の\(grouped(amount))が\(grouped(intended))の数字二つの入れ違いである",
        en:
          "\(grouped(amount)) of \(entry.name(in: .english)) is \(grouped(intended)) with two digits "
          + "transposed", isFarFetched: !slip.isAdjacent)
    }
    if column == 0, DigitSlips.thousandsOnly(of: amount) == intended {
      let entry = entry(row, amount: amount)
      add(
        .factorInEntry, entry, printed: amount, intended: intended, factor: 1_000,
        ja: "\(entry.name(in: .japanese))の\(grouped(amount))が円であり、千円では端数を切り捨てて"
          + "\(grouped(intended))である",
        en: "\(grouped(amount)) of \(entry.name(in: .english)) is in yen, which is "
          + "\(grouped(intended)) thousand yen without the hundreds")
    }
    if let factor = DigitSlips.factor(from: amount, to: intended) {
      let entry = entry(row, amount: amount)
      add(
        .factorInEntry, entry, printed: amount, intended: intended, factor: factor,
        ja: "\(entry.name(in: .japanese))の\(grouped(amount))が\(grouped(intended))の"
          + Self.timesJa(factor) + "である",
        en: "\(grouped(amount)) of \(entry.name(in: .english)) is \(Self.timesEn(factor)) "
          + grouped(intended))
    }
    if amount < 0, DigitSlips.sum(amount, intended) == 0 {
      let entry = entry(row, amount: amount)
      add(
        .dash, entry, printed: amount, intended: intended,
        ja: "\(entry.name(in: .japanese))の\(grouped(amount))の「-」がダッシュであって負の符号でない",
        en: "the minus of \(grouped(amount)) of \(entry.name(in: .english)) is a dash and no sign")
    }
  }

  /// What is closed where a dash beside the amount is its minus: before it, or behind it as in books of account.
  private mutating func lookForMinus(_ row: PlanFigures.Row, _ amount: Int) {
    guard amount > 0,
      DigitSlips.sum(amount, amount).flatMap({ DigitSlips.sum($0, difference) }) == 0
    else { return }
    let isBefore = column > 0 && row.amounts[column - 1] == .dash
    let next = column + 1
    guard isBefore || row.amounts.indices.contains(next) && row.amounts[next] == .dash else {
      return
    }
    let entry = entry(row, amount: amount)
    add(
      .dash, entry, printed: amount, intended: nil,
      ja: "\(entry.name(in: .japanese))の\(grouped(amount))が\(isBefore ? "前" : "次")の欄のダッシュと合わせて"
        + "\(grouped(-amount))と読まれている",
      en: "\(grouped(amount)) of \(entry.name(in: .english)) was read as \(grouped(-amount)) "
        + "with the dash \(isBefore ? "before" : "behind") it", isFarFetched: !isBefore)
  }

  /// What is closed by counting the entry once less or once more.
  private mutating func lookForCounting(_ row: PlanFigures.Row, _ amount: Int) {
    if amount == difference {
      let entry = entry(row, amount: amount)
      add(
        .countedTwice, entry, printed: amount, intended: nil,
        ja: "\(entry.name(in: .japanese))の\(grouped(amount))が二度数えられている",
        en: "\(grouped(amount)) of \(entry.name(in: .english)) was counted twice")
    }
    guard DigitSlips.sum(amount, difference) == 0 else { return }
    let entry = entry(row, amount: amount)
    add(
      .leftOut, entry, printed: amount, intended: nil,
      ja: "\(entry.name(in: .japanese))の\(grouped(amount))が合計に入っていない",
      en: "\(grouped(amount)) of \(entry.name(in: .english)) was left out")
    if asksForDash(row) {
      add(
        .dash, entry, printed: amount, intended: nil,
        ja: "\(entry.name(in: .japanese))の\(grouped(amount))がダッシュの誤りである",
        en: "\(grouped(amount)) of \(entry.name(in: .english)) stands where a dash should")
    }
    if subtotalTrialCount < Self.subtotalTrialCountMax {
      subtotalTrialCount += 1
      if let index = figures.rows.firstIndex(where: { $0.position == row.position }),
        isSubtotal(at: index, amount: amount)
      {
        add(
          .subtotal, entry, printed: amount, intended: nil,
          ja: "\(entry.name(in: .japanese))の\(grouped(amount))がほかの事業の小計である",
          en:
            "\(grouped(amount)) of \(entry.name(in: .english)) is a subtotal of other entries"
        )
      }
    }
  }

  // MARK: Words

  private func entry(_ row: PlanFigures.Row, amount: Int) -> ContributingEntry {
    ContributingEntry(row.element, position: row.position, amount: amount)
  }

  private mutating func add(
    _ kind: DiscrepancyCause.Kind, _ entry: ContributingEntry? = nil, printed: Int, intended: Int?,
    factor: Int? = nil, otherPlan: String? = nil, ja: String, en: String,
    isFarFetched: Bool = false
  ) {
    causes.append(
      DiscrepancyCause(
        kind: kind, entry: entry, printed: printed, intended: intended, factor: factor,
        otherPlan: otherPlan, message: Message(ja: ja, en: en), isFarFetched: isFarFetched))
  }

  private static func timesJa(_ factor: Int) -> String {
    let unit = abs(factor) == 1_000 ? "（円と千円の取り違えか）" : ""
    return factor > 0 ? "\(grouped(factor))倍\(unit)" : "\(grouped(-factor))分の1\(unit)"
  }

  private static func timesEn(_ factor: Int) -> String {
    let unit = abs(factor) == 1_000 ? " (yen for thousand yen?)" : ""
    return factor > 0
      ? "\(grouped(factor)) times\(unit)" : "one part in \(grouped(-factor))\(unit) of"
  }
}

extension ContributingEntry {
  /// The element `entry` with what it adds.
  init(_ entry: XMLNode, position: Int, amount: Int) {
    self.init(
      position: position, number: entry.planChild("number")?.printedText,
      municipality: entry.planChild("municipality")?.printedText, amount: amount,
      location: Location(nearest: entry))
  }
}
