internal import Auditing

/// Words about comparisons.
extension Wording {
  var comparison: String { word("比較", "comparison") }
  var overallComparison: String { word("比較全体のまとめ", "all comparisons") }
  var comparedPairs: String { word("比べた組", "pairs") }
  var byPair: String { word("組別", "by pair") }
  var findingsByRule: String {
    word("規則別の指摘の変化（新しい指摘の多い順）", "findings by rule, most new ones first")
  }
  var concordance: String { word("形式間の突合", "concordance of forms") }
  var formerSide: String { word("前", "before") }
  /// Stands for the submission that a new one has no counterpart in.
  var nothingBefore: String { word("（前になし）", "(none before)") }
  var latterSide: String { word("後", "after") }
  var plansCompared: String { word("計画", "plans") }
  var changedEntries: String { word("変わった事業", "changed entries") }
  var differingEntries: String { word("値が食い違う事業", "entries whose values differ") }
  var formLimits: String { word("形式の都合による違い", "what one form cannot hold") }
  var sameData: String {
    word("値が同じもの（表記や読み取りの違い）", "the same data, printed or read otherwise")
  }
  /// Stands for what one side does not have.
  var nothing: String { word("（なし）", "(none)") }
  var renumberedEntries: String {
    word("整理番号だけが変わった事業", "entries with nothing but a new number")
  }
  var movedEntries: String { word("順序が変わった事業", "entries that stand elsewhere") }
  var removedEntries: String { word("なくなった事業", "entries that are gone") }
  var addedEntries: String { word("加わった事業", "entries that are new") }
  var suggestedSplits: String { word("分割・統合・書直しの可能性", "possibly split, merged or reworded") }
  var notableChanges: String { word("理由を確かめたい変更", "changes that ask for a reason") }
  var findingChanges: String { word("指摘の変化", "findings") }
  var onlyBefore: String { word("前だけにあるもの", "only before") }
  var onlyAfter: String { word("後だけにあるもの", "only after") }
  var noChanges: String { word("変更はありません。", "No change.") }
  var entryColumn: String { word("事業", "entry") }
  var fieldColumn: String { word("欄", "field") }
  var kindColumn: String { word("種別", "kind") }
  var ruleColumn: String { word("規則", "rule") }
  var placeColumn: String { word("箇所", "place") }
  var messageColumn: String { word("内容", "message") }
  var fateColumn: String { word("変化", "fate") }

  func name(of fate: FindingFate) -> String {
    switch fate {
    case .new: word("新しい指摘", "new")
    case .changed: word("変わったが直っていない", "changed but still wrong")
    case .remaining: word("残っている", "remaining")
    case .fixed: word("解消", "fixed")
    }
  }

  func name(of kind: ChangeKind) -> String {
    switch kind {
    case .value: word("値", "value")
    case .notation: word("表記", "notation")
    case .certainty: word("読み取り", "certainty")
    }
  }

  func name(of verdict: Verdict, _ options: ComparisonOptions) -> String {
    switch verdict {
    case .incomplete: word("比較未了（incomplete）", "incomplete")
    case .findings: word("変化あり（findings）", "findings")
    case .clean: word("基準に達する変化なし（clean）", "clean")
    }
  }

  /// The two inputs of a comparison.
  func pairName(_ comparison: SubmissionComparison) -> String {
    (comparison.before.name.isEmpty ? nothingBefore : comparison.before.name)
      + " → \(comparison.after.name)"
  }

  /// Why a side of a comparison could not be read, or not be checked as a whole, with the name of the side.
  func problems(of comparison: SubmissionComparison) -> [(side: String, sentence: String)] {
    let sides = [
      (comparison.before.name, comparison.beforeFailure, comparison.beforeIncompleteness),
      (comparison.after.name, comparison.afterFailure, comparison.afterIncompleteness),
    ]
    return sides.flatMap { name, failure, reasons in
      (failure.map { [(name, "\($0.message.text(in: language)) [\($0.code)]")] } ?? [])
        + reasons.map { (name, sentence(for: $0)) }
    }
  }

  /// How many entries of either side, and what became of them.
  func entryCounts(_ counts: EntryCounts) -> String {
    word(
      "対応した事業 \(counts.matched)（同じ \(counts.same)、番号だけ変更 \(counts.renumbered)、変更 \(counts.changed)）、"
        + "なくなった事業 \(counts.removed)、加わった事業 \(counts.added)",
      "\(counts.matched) entries matched (\(counts.same) the same, \(counts.renumbered) renumbered only, "
        + "\(counts.changed) changed), \(counts.removed) gone, \(counts.added) new")
  }

  /// How many findings met each fate.
  func fateCounts(_ fates: FateCounts) -> String {
    FindingFate.allCases.map { "\(name(of: $0)) \(fates[$0])" }.joined(separator: listSeparator)
  }

  func suggestion(_ suggestion: SplitSuggestion, name: (EntryLabel) -> String) -> String {
    let whole = name(suggestion.whole)
    let parts = suggestion.parts.map(name).joined(separator: listSeparator)
    let sums = opening + ground(of: suggestion) + closing
    if suggestion.isOfOneProject {
      return word("\(whole)が\(parts)に書き直された可能性", "\(whole) may have become \(parts)") + sums
    }
    return suggestion.isSplit
      ? word("\(whole)が\(parts)に分かれた可能性", "\(whole) may have been split into \(parts)") + sums
      : word("\(parts)が\(whole)にまとめられた可能性", "\(parts) may have been merged into \(whole)") + sums
  }

  /// That there may be more suggestions.
  var suggestionsCut: String {
    word(
      "対応のない事業が多いため、分割と統合の可能性は途中までしか調べていない",
      "so much has no counterpart that not all possible splits and mergers were looked for")
  }

  /// Why entries are held for parts of one, or for the same.
  func ground(of suggestion: SplitSuggestion) -> String {
    if suggestion.isOfOneProject {
      return word("事業名と事業内容のほかは一致", "all but title and description agrees")
    }
    return suggestion.costsAgree
      ? word("事業費の和が一致", "the costs add up") : word("内容が似ている", "the words are alike")
  }

  /// What a row of a comparison is about.
  func name(of subject: ComparisonRow.Subject, isOfForms: Bool) -> String {
    switch subject {
    case .unreadable: unreadable
    case .incomplete: notChecked
    case .planAdded: word("計画の追加", "plan added")
    case .planRemoved: word("計画の削除", "plan removed")
    case .plan: word("計画の変更", "plan changed")
    case .entry: isOfForms ? word("事業の違い", "entry differs") : word("事業の変更", "entry changed")
    case .notable: word("理由の確認", "asks for a reason")
    case .moved: word("順序の変更", "entry moved")
    case .removed: word("事業の削除", "entry removed")
    case .added: word("事業の追加", "entry added")
    case .split: word("分割の可能性", "possible split")
    case .merged: word("統合の可能性", "possible merger")
    case .sameProject: word("同じ事業の可能性", "possibly the same project")
    case .suggestionsCut: word("分割・統合の可能性の打切り", "suggestions cut")
    case .finding: word("指摘", "finding")
    case .onlyBefore: onlyBefore
    case .onlyAfter: onlyAfter
    case .skipped: skipped
    }
  }

  /// A printed value, or why there is none.
  func printed(_ side: PrintedSide) -> String {
    switch side.state {
    case "lost": word("（読み取れない）", "(lost)")
    case "blank": word("（空欄）", "(blank)")
    case "absent": word("（欄がない）", "(no such column)")
    case "inferred": side.text + word("（推定）", " (inferred)")
    case _: side.text
    }
  }
}
