internal import Auditing
internal import TextForms

/// The fixed words of reports for people, in both languages.
struct Wording {
  let language: ReportLanguage

  /// `ja` or `en`, as the language is.
  func word(_ ja: String, _ en: String) -> String {
    switch language {
    case .japanese: ja
    case .english: en
    }
  }

  var found: String { word("記載", "found") }
  var expected: String { word("正", "expected") }
  var see: String { word("根拠", "see") }
  var related: String { word("関連", "related") }
  /// Stands between a label and what it labels.
  var colon: String { word("：", ": ") }
  var listSeparator: String { word("、", ", ") }
  var wholePlan: String { word("計画書全体", "the plan as a whole") }
  var wholeSubmission: String { word("提出書全体", "the submission as a whole") }
  var totals: String { word("合計欄", "totals row") }
  var repeated: String { word("繰り返しの指摘", "repeated findings") }
  var reconciliation: String { word("合計の照合", "totals") }
  var stated: String { word("記載", "stated") }
  var computed: String { word("計算", "computed") }
  var difference: String { word("差", "difference") }
  var unreadable: String { word("読み取れません", "cannot be read") }
  var notChecked: String { word("確認できなかったこと", "not checked") }
  var noNode: String { word("該当箇所がなかった規則", "rules that met nothing to check") }
  var notEvaluated: String { word("評価できなかった規則", "rules that could not be evaluated") }
  var skipped: String { word("対象外のファイル", "skipped files") }
  var issues: String { word("読み取りの記録", "reading issues") }
  var noFindings: String { word("指摘はありません。", "No findings.") }
  var ruleSet: String { word("規則", "rules") }
  var verdict: String { word("判定", "verdict") }
  var summary: String { word("まとめ", "summary") }
  var input: String { word("入力", "input") }
  var severity: String { word("重さ", "severity") }
  var gate: String { word("ゲートの設定", "the gate") }
  var settled: String { word("免除・既知の指摘", "waived and known findings") }
  var switchedOff: String { word("停止した規則", "switched off") }

  func name(of role: UsedFile.Role) -> String {
    switch role {
    case .configuration: word("設定", "configuration")
    case .baseline: word("基準", "baseline")
    case .waivers: word("免除", "waivers")
    }
  }

  var recognition: String { word("形式の判定", "form told by") }

  /// What shows the form or the encoding of an input; a token that is not known stands as it is.
  func evidence(_ token: String) -> String {
    switch token {
    case "option": word("実行時の指定", "what the caller said")
    case "signature": word("先頭のバイト", "the first bytes")
    case "markup": word("タグ", "markup")
    case "column-headings": word("区切られた列見出し", "delimited column headings")
    case "delimiters": word("区切り文字の数", "the number of delimiters")
    case "plain-lines": word("区切り文字のない行", "lines without delimiters")
    case "byte-order-mark": word("BOM", "a byte order mark")
    case "zero-bytes": word("ゼロバイトの位置", "the places of zero bytes")
    case "escape-sequences": word("エスケープシーケンス", "escape sequences")
    case "well-formed": word("UTF-8として正しい並び", "well-formed UTF-8")
    case "ascii-only": word("ASCII文字だけ", "nothing but ASCII")
    case "byte-pairs": word("２バイト文字の並び", "pairs of bytes")
    case _: token
    }
  }

  func name(of rank: Rank) -> String {
    switch rank {
    case .error: word("誤り", "errors")
    case .warning: word("注意", "warnings")
    case .info: word("参考", "infos")
    case .review: word("要確認", "reviews")
    }
  }

  func name(of verdict: Verdict) -> String {
    switch verdict {
    case .clean: word("基準に達する指摘なし（clean）", "clean")
    case .findings: word("指摘あり（findings）", "findings")
    case .incomplete: word("確認未了（incomplete）", "incomplete")
    }
  }

  func name(of status: FindingStatus) -> String {
    switch status {
    case .open: word("未処理", "open")
    case .waived: word("免除", "waived")
    case .baselined: word("既知", "baselined")
    }
  }

  func name(of format: RuleSetOrigin) -> String {
    switch format {
    case .builtIn: word("内蔵", "built in")
    case .folder(let name): name
    }
  }

  /// An entry for a reader: by its printed number, else by its position.
  func entry(number: String?, position: Int?) -> String? {
    if let number, !number.isEmpty { return word("整理番号\(number)", "no. \(number)") }
    return position.map { word("\($0)件目", "entry \($0)") }
  }

  func fiscalYear(_ year: Int) -> String { word("\(year)年度", "fiscal \(year)") }
  func entryCount(_ count: Int) -> String { word("\(count)件", "\(count) entries") }
  func findingCount(_ count: Int) -> String { word("\(count)件", "\(count) findings") }

  func ruleCounts(
    held: Int, failed: Int, noNode: Int, notEvaluated: Int, waived: Int, switchedOff: Int
  ) -> String {
    let off = switchedOff > 0 ? word("、停止 \(switchedOff)", ", \(switchedOff) switched off") : ""
    return word(
      "適合 \(held)、不適合 \(failed)、該当なし \(noNode)、評価不能 \(notEvaluated)、免除 \(waived)",
      "\(held) held, \(failed) failed, \(noNode) met no node, \(notEvaluated) not evaluated, "
        + "\(waived) waived") + off
  }

  func unlisted(_ count: Int) -> String {
    word(
      "指摘が上限を超えたため、軽いもの\(count)件は載せていません。",
      "\(count) more findings, the least grave, are beyond the limit and not listed.")
  }

  func leftOut(_ count: Int) -> String {
    word(
      "この形式の上限を超えるため、軽いもの\(count)件を載せていません。",
      "\(count) findings, the least grave, are left out: the format holds no more.")
  }

  func notAnnotated(_ count: Int) -> String {
    word(
      "注釈の上限を超えた\(count)件は、ログに載せています。",
      "\(count) more are beyond the limit of annotations and stand in the log.")
  }

  func sentence(for reason: Incompleteness) -> String {
    switch reason {
    case .nothingToCheck: word("確認する提出書がありません。", "There is no submission to check.")
    case .unreadable: word("ファイルを読み取れません。", "The file cannot be read.")
    case .nothingChecked:
      word("確認できる計画がありません。", "There is no plan that could be checked.")
    case .rulesNotEvaluated(let rules):
      word(
        "評価できなかった規則があります：\(rules.joined(separator: "、"))",
        "Rules could not be evaluated: \(rules.joined(separator: ", "))")
    }
  }
}
