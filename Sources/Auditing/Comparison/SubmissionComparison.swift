/// What an entry is called in a comparison.
package struct EntryLabel: Equatable, Sendable {
  /// The plan's id.
  package var plan: String
  /// The position in the plan, from 1.
  package var position: Int
  /// The serial number as printed.
  package var number: String?
  package var municipality: String?
  package var title: String?
  /// The cost as printed.
  package var cost: String?
  package var location: Location
}

/// What two entries were recognised as one project by.
package enum MatchBasis: String, CaseIterable, Sendable {
  /// Municipality, title, description, category, amounts and start agree.
  case content
  /// Municipality, title and description agree.
  case titleAndDescription = "title-and-description"
  case title
  case description
  /// The words are alike.
  case similarity
}

/// A change that asks for a reason although both sides pass the rules.
package enum NotableChange: Equatable, Sendable {
  /// By how many per cent of the former cost, cut to whole ones; negative where it went down.
  case cost(percent: Int)
  case start
  case title
  case contact
  case targetLowered
  case municipality
  case category
  case otherPlan

  /// The word for it in reports.
  package var name: String {
    switch self {
    case .cost(let percent): percent < 0 ? "cost-down" : "cost-up"
    case .start: "start-moved"
    case .title: "title-changed"
    case .contact: "contact-changed"
    case .targetLowered: "target-lowered"
    case .municipality: "municipality-changed"
    case .category: "category-changed"
    case .otherPlan: "moved-to-other-plan"
    }
  }

  /// The words for people.
  package var message: Message {
    switch self {
    case .cost(let percent):
      Message(
        ja: percent < 0 ? "事業費が\(-percent)%減った" : "事業費が\(percent)%増えた",
        en: percent < 0 ? "the cost went down by \(-percent)%" : "the cost went up by \(percent)%")
    case .start: Message(ja: "開始月が動いた", en: "the start moved")
    case .title: Message(ja: "事業名が変わった", en: "the title changed")
    case .contact: Message(ja: "問合せ先が変わった", en: "the contact changed")
    case .targetLowered: Message(ja: "目標が下がった", en: "the target was lowered")
    case .municipality: Message(ja: "区市町村が変わった", en: "the municipality changed")
    case .category: Message(ja: "事業区分が変わった", en: "the category changed")
    case .otherPlan: Message(ja: "別の計画に移った", en: "it moved to another plan")
    }
  }
}

/// An entry of the one submission and the same project's entry of the other.
package struct EntryComparison: Equatable, Sendable {
  package var before: EntryLabel
  package var after: EntryLabel
  package var basis: MatchBasis
  /// How alike the two are, in thousandths; 1000 where a whole key agrees.
  package var score: Int
  package var changes: [FieldChange]
  package var notable: [NotableChange]
  /// Whether it stands elsewhere among the entries that both sides have.
  package var isMoved: Bool

  /// Whether nothing but the serial number and the place in the table is new.
  package var isRenumberedOnly: Bool {
    changes.contains { $0.kind == .value }
      && changes.allSatisfy { $0.kind != .value || $0.field == .number }
  }
  /// Whether the data are the same, number and all.
  package var hasSameData: Bool { changes.allSatisfy { $0.kind != .value } }
}

/// Several entries of one side that together may be one of the other; or one that may be so with new words.
package struct SplitSuggestion: Equatable, Sendable {
  /// The one: before a split, after a merger.
  package var whole: EntryLabel
  /// The several, in the order of the table; a single one where all but title and description agree.
  package var parts: [EntryLabel]
  /// Whether it was one before and is several now; else the other way round.
  package var isSplit: Bool
  /// Whether the costs of the parts add up to that of the whole.
  package var costsAgree: Bool

  /// Whether one entry of either side may be the same project under another title and description.
  package var isOfOneProject: Bool { parts.count == 1 }
}

/// One plan of either side with the other's.
package struct PlanComparison: Equatable, Sendable {
  /// The id, kind and number of entries; absent where the side has no such plan.
  package var before: PlanSummary?
  package var after: PlanSummary?
  package var changes: [FieldChange]
}

/// What became of a finding.
package enum FindingFate: String, CaseIterable, Sendable {
  case new
  /// Something else is wrong at the same place.
  case changed
  case remaining
  case fixed
}

/// How many findings met each fate.
package struct FateCounts: Equatable, Sendable {
  private var counts: [FindingFate: Int] = [:]

  package init() {}

  package subscript(fate: FindingFate) -> Int {
    get { counts[fate, default: 0] }
    set { counts[fate] = newValue }
  }

  static func += (left: inout FateCounts, right: FateCounts) {
    for fate in FindingFate.allCases { left[fate] += right[fate] }
  }
}

/// A finding of one side or of both.
package struct FindingChange: Equatable, Sendable {
  package var fate: FindingFate
  package var before: Finding?
  package var after: Finding?

  /// The finding that counts now: that of the revision, else that of the draft.
  package var finding: Finding? { after ?? before }
}

/// How many entries two submissions have in common, and what became of them.
package struct EntryCounts: Equatable, Sendable {
  /// The entries that have a counterpart, of which some are the same in all data and others differ in their number only.
  package var matched = 0
  package var same = 0
  package var renumbered = 0
  /// Those among the matched with a change that asks for a reason.
  package var notable = 0
  package var removed = 0
  package var added = 0

  package var changed: Int { matched - same - renumbered }

  package static func += (left: inout EntryCounts, right: EntryCounts) {
    left.matched += right.matched
    left.same += right.same
    left.renumbered += right.renumbered
    left.notable += right.notable
    left.removed += right.removed
    left.added += right.added
  }
}

/// Everything that a comparison of two submissions has to say.
package struct SubmissionComparison: Equatable, Sendable {
  package var before: SourceSummary
  package var after: SourceSummary
  /// Why a side could not be read; then nothing else is said.
  package var beforeFailure: ReadFailure?
  package var afterFailure: ReadFailure?
  /// What could not be checked on either side, so that findings may be missing.
  package var beforeIncompleteness: [Incompleteness] = []
  package var afterIncompleteness: [Incompleteness] = []
  package var plans: [PlanComparison] = []
  /// The entries that both sides have, in the order of the latter.
  package var entries: [EntryComparison] = []
  package var removed: [EntryLabel] = []
  package var added: [EntryLabel] = []
  package var suggestions: [SplitSuggestion] = []
  /// Whether there may be more suggestions than were looked for.
  package var isSuggestingCut = false
  package var findings: [FindingChange] = []

  package init(before: SourceSummary, after: SourceSummary) {
    self.before = before
    self.after = after
  }

  package var fates: FateCounts {
    findings.reduce(into: FateCounts()) { $0[$1.fate] += 1 }
  }

  /// The same without what it says of plans, entries and findings.
  package var outline: SubmissionComparison {
    var outline = SubmissionComparison(before: before, after: after)
    outline.beforeFailure = beforeFailure
    outline.afterFailure = afterFailure
    outline.beforeIncompleteness = beforeIncompleteness
    outline.afterIncompleteness = afterIncompleteness
    return outline
  }

  /// Whether a side could not be read, so that nothing was compared.
  package var isUnreadable: Bool { beforeFailure != nil || afterFailure != nil }

  /// What became of the entries of both sides.
  package var entryCounts: EntryCounts {
    EntryCounts(
      matched: entries.count, same: entries.count { $0.hasSameData },
      renumbered: entries.count { $0.isRenumberedOnly },
      notable: entries.count { !$0.notable.isEmpty }, removed: removed.count, added: added.count)
  }

  /// What this comparison comes to: incomplete where a side could not be read or not be checked as a whole, for then a
  /// new finding may have been missed.
  package func verdict(under options: ComparisonOptions) -> Verdict {
    if isUnreadable { return .incomplete }
    if !beforeIncompleteness.isEmpty || !afterIncompleteness.isEmpty { return .incomplete }
    let isReached: Bool =
      switch options.failOn {
      case .never: false
      case .anyChange: !hasSameData
      case .newFindings:
        findings.contains { change in
          change.fate == .new && (change.after.map { $0.rank <= options.rank } ?? false)
        }
      }
    return isReached ? .findings : .clean
  }

  /// Whether the data of the two are the same: entries, their order aside, and plans; notation and certainty do not
  /// count.
  package var hasSameData: Bool {
    removed.isEmpty && added.isEmpty && entries.allSatisfy { $0.hasSameData }
      && entries.allSatisfy { !$0.notable.contains(.otherPlan) }
      && plans.allSatisfy { plan in
        plan.before != nil && plan.after != nil && plan.changes.allSatisfy { $0.kind != .value }
      }
  }
}

/// What makes a comparison end with status 1.
package enum ComparisonThreshold: String, CaseIterable, Sendable {
  case newFindings = "new-findings"
  case anyChange = "any-change"
  case never
}

/// What a comparison is asked for.
package struct ComparisonOptions: Equatable, Sendable {
  package var failOn: ComparisonThreshold
  /// The least grave rank of new findings that count.
  package var rank: Rank
  /// The share of the former cost, in tenths of a per cent, from which a change asks for a reason.
  package var costChangePermille: Int
  /// Whether two forms of one plan are compared, and not two plans.
  package var isOfForms: Bool
  package var fiscalYear: Int?

  package init(
    failOn: ComparisonThreshold, rank: Rank, costChangePermille: Int, isOfForms: Bool,
    fiscalYear: Int?
  ) {
    self.failOn = failOn
    self.rank = rank
    self.costChangePermille = costChangePermille
    self.isOfForms = isOfForms
    self.fiscalYear = fiscalYear
  }

  /// What a run over several pairs comes to; an input that has no partner is a change. A run that compared and checked
  /// nothing is incomplete.
  package func verdict(
    of verdicts: [Verdict], onlyBefore: [String], onlyAfter: [String]
  ) -> Verdict {
    let hasUnpaired = !onlyBefore.isEmpty || !onlyAfter.isEmpty
    if verdicts.contains(.incomplete) || verdicts.isEmpty { return .incomplete }
    if hasUnpaired, failOn == .anyChange { return .findings }
    return verdicts.contains(.findings) ? .findings : .clean
  }
}

/// The comparisons of one run: one, or those of two folders.
package struct ComparisonReport: Equatable, Sendable {
  package var tool: ToolIdentity
  package var rules: RuleSetIdentity
  package var options: ComparisonOptions
  /// In the order of the names of the former side.
  package var comparisons: [SubmissionComparison]
  /// Inputs of one side for which the other has none.
  package var onlyBefore: [String]
  package var onlyAfter: [String]
  package var skipped: [SkippedFile]

  package init(
    tool: ToolIdentity, rules: RuleSetIdentity, options: ComparisonOptions,
    comparisons: [SubmissionComparison], onlyBefore: [String], onlyAfter: [String],
    skipped: [SkippedFile]
  ) {
    self.tool = tool
    self.rules = rules
    self.options = options
    self.comparisons = comparisons
    self.onlyBefore = onlyBefore
    self.onlyAfter = onlyAfter
    self.skipped = skipped
  }

  /// What the run comes to.
  package var verdict: Verdict {
    options.verdict(
      of: comparisons.map { $0.verdict(under: options) }, onlyBefore: onlyBefore,
      onlyAfter: onlyAfter)
  }
}
