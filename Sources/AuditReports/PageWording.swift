internal import Auditing

/// The words of reports that are laid out as pages.
extension Wording {
  var reportTitle: String { word("計画書点検報告", "Plan audit report") }
  var findings: String { word("指摘事項", "Findings") }
  var finding: String { word("指摘", "finding") }
  var rank: String { word("水準", "rank") }
  var place: String { word("場所", "place") }
  var entry: String { word("対象", "entry") }
  var fieldName: String { word("欄", "field") }
  var rule: String { word("規則", "rule") }
  var municipality: String { word("区市町村", "municipality") }
  var findingID: String { word("指摘ID", "finding id") }
  var basis: String { word("手がかり", "basis") }
  var contents: String { word("目次", "Contents") }
  var skipToFindings: String { word("指摘事項へ移動", "Skip to the findings") }
  var checkedTitle: String { word("点検したもの", "What was checked") }
  var notCheckedTitle: String { word("点検できなかったこと", "What was not checked") }
  func nothingUnchecked(hasLostValues: Bool) -> String {
    hasLostValues
      ? word(
        "規則はすべて評価しました。ただし、次の値は入力から読み取れないため、その値については点検できていません。",
        "Every rule was evaluated; but the input does not tell these values, so they were not checked."
      )
      : word("点検できなかったことはありません。", "Nothing was left unchecked.")
  }
  var remarksTitle: String { word("備考", "Remarks") }
  var legendTitle: String { word("水準の意味", "What the ranks mean") }
  var ledgerTitle: String { word("規則ごとの結果", "Results by rule") }
  var tableTitle: String { word("提出された表", "The table as submitted") }
  var plotTitle: String { word("一人・一事業所当たりの事業費", "Cost per person or establishment") }
  var notesTitle: String { word("様式の注（計画書の記載）", "The form's notes, as printed") }
  var file: String { word("ファイル", "file") }
  var form: String { word("形式", "form") }
  var plansWord: String { word("計画", "plans") }
  var toTable: String { word("表の欄を見る", "show in the table") }
  var likelyCause: String { word("原因", "cause") }
  var toTableHint: String {
    word("「\(toTable)」を押すと、表の該当する欄に移ります。", " \"\(toTable)\" leads to the cell.")
  }
  var backToTop: String { word("先頭へ戻る", "Back to the top") }
  var allValues: String { word("すべて", "all") }
  var wholeRow: String { word("（計画書全体）", "(the plan as a whole)") }
  var totalsLost: String {
    word("この形式の入力からは合計欄を読み取れません。", "This form of input cannot carry a totals row.")
  }
  var noTotals: String { word("合計欄がありません。", "There is no totals row.") }
  var noTable: String {
    word("この報告には表を収めていません。", "This report does not hold the table.")
  }
  var lost: String { word("読み取れません", "not readable") }
  var blank: String { word("空欄", "blank") }
  var inferred: String { word("推定", "inferred") }
  var explanation: String { word("説明", "explanation") }
  var agreement: String { word("照合", "result") }

  /// The name of one finding's rank.
  func singular(_ rank: Rank) -> String {
    switch rank {
    case .error: word("誤り", "error")
    case .warning: word("注意", "warning")
    case .info: word("参考", "info")
    case .review: word("要確認", "review")
    }
  }

  /// The rank in one character, beside a number.
  func sign(_ rank: Rank) -> String {
    switch rank {
    case .error: word("誤", "E")
    case .warning: word("注", "W")
    case .info: word("参", "I")
    case .review: word("確", "R")
    }
  }

  func meaning(of rank: Rank) -> String {
    switch rank {
    case .error:
      word("注や計算に反しています。訂正が必要です。", "Breaks a note of the form or the arithmetic; to be corrected.")
    case .warning: word("誤りの可能性が高い箇所です。内容を確かめてください。", "Probably a mistake; check it.")
    case .info: word("表記の統一などの参考です。", "A matter of notation.")
    case .review:
      word(
        "入力からは読み取れない、又は推定した箇所です。原本を人が確認してください。",
        "The input does not tell; a person has to look at the original.")
    }
  }

  func more(_ count: Int) -> String { word("ほか\(count)件", "\(count) more") }

  func leftOutHere(_ count: Int) -> String {
    word(
      "ほか\(count)件の指摘は、長さの上限のためここに載せていません。HTML・CSV・JSONの報告を見てください。",
      "\(count) more findings are left out here for length; see the report in HTML, CSV or JSON.")
  }

  /// The verdict in a sentence that says what it means for the reader.
  func headline(_ verdict: Verdict, openCount: Int) -> String {
    switch verdict {
    case .clean where openCount == 0: word("指摘はありません", "No findings")
    case .clean: word("判定基準に達する指摘はありません", "No finding reaches the threshold")
    case .findings:
      word("指摘が\(openCount)件あります", openCount == 1 ? "1 finding" : "\(openCount) findings")
    case .incomplete: word("点検は完了していません", "The audit is incomplete")
    }
  }

  func nextStep(_ verdict: Verdict, openCount: Int, reviewCount: Int) -> String {
    switch verdict {
    case .clean where openCount == 0:
      word("すべての規則で点検し、指摘はありませんでした。", "Every rule was applied and found nothing.")
    case .clean where reviewCount > 0:
      word(
        "訂正を求める水準の指摘はありません。ただし、原本で人が確認すべき箇所が\(reviewCount)件あります。下の一覧を確認してください。",
        "Nothing reaches the threshold; but \(reviewCount) places have to be looked up in the original. See the list below."
      )
    case .clean:
      word(
        "訂正を求める水準の指摘はありません。下の一覧は念のため確認してください。",
        "Nothing has to be corrected; look through the list below all the same.")
    case .findings:
      word(
        "下の「指摘事項」を上から順に確認してください。重いものから並んでいます。",
        "Work through the findings below from the top: the gravest come first."
      )
    case .incomplete:
      word(
        "点検できなかったものがあるため、結果は確定していません。先に下の「点検できなかったこと」を確認してください。",
        "Something could not be checked, so this result is not final. Read \"What was not checked\" first."
      )
    }
  }

  func threshold(_ failOn: FailOn) -> String {
    switch failOn {
    case .error: word("「誤り」があれば「指摘あり」と判定", "threshold: error")
    case .warning: word("「注意」以上があれば「指摘あり」と判定", "threshold: warning or graver")
    case .info: word("「参考」以上があれば「指摘あり」と判定", "threshold: info or graver")
    case .review: word("「要確認」以上があれば「指摘あり」と判定", "threshold: review or graver (all)")
    case .never: word("件数では判定しない", "threshold: none")
    }
  }

  func name(of outcome: RuleOutcome) -> String {
    switch outcome {
    case .held: word("適合", "held")
    case .failed: word("不適合", "failed")
    case .noNode: word("該当なし", "met nothing")
    case .notEvaluated: word("評価不能", "not evaluated")
    case .waived: word("免除", "waived")
    case .switchedOff: word("停止", "switched off")
    }
  }

  /// The evidence for an inferred value; an unknown token is shown as it is.
  func basisName(_ token: String) -> String {
    let words: [String: (String, String)] = [
      "merged-cell": ("結合されたセル", "a merged cell"),
      "names-municipality": ("文中の区市町村名", "the municipality it names"),
      "only-candidate": ("ほかに当てはまる箇所がないこと", "being the only candidate"),
      "link-annotation": ("リンクの情報", "a link annotation"),
      "repeated-heading": ("繰り返された見出し", "a repeated heading"),
      "entry-months": ("各事業の開始月", "the months of the entries"),
      "other-plan": ("もう一方の計画", "the other plan"),
      "columns": ("列の構成", "the columns"),
      "category": ("事業区分", "the category"),
      "option": ("実行時の指定", "what the caller said"),
    ]
    return words[token].map { word($0.0, $0.1) } ?? token
  }

  func sumOfEntries(_ count: Int) -> String { word("計算（\(count)件の和）", "sum of \(count) entries") }
  var statedTotal: String { word("記載（合計欄）", "stated total") }
  var differenceOfBoth: String { word("差（記載－計算）", "difference (stated less sum)") }

  func agreement(of difference: Int?) -> String {
    switch difference {
    case 0: word("一致", "agrees")
    case nil: word("照合できません", "cannot be compared")
    default: word("不一致", "differs")
    }
  }
}
