internal import PlanModel
internal import TextForms

/// Words that the form itself prints, and endings by which its cells are told apart.
enum FormWords {
  /// The column headings, also in the pieces in which narrow columns wrap them; longer ones first.
  static let columnHeadings: [[Unicode.Scalar]] = [
    "事業開始（予定）月", "事業開始(予定)月", "事業開始（予定）日", "事業開始（予", "事業開始予定月", "事業開始月", "事業開始", "（予定）月",
    "(予定)月", "（予定）日", "定）月",
    "問い合わせ先", "お問合せ先", "問合せ先", "問合先", "連絡先", "区市町村名", "区市町村", "整理番号", "事業内容", "事業区分",
    "事業費", "事業名", "テーマ", "担当部署", "電話番号", "整理", "番号", "目標", "参考", "備考", "URL", "ＵＲＬ",
  ].map { Array($0.unicodeScalars) }

  /// Those of them that name no column of the form by themselves.
  private static let otherHeadings = Set(
    ["（予定）月", "(予定)月", "（予定）日", "定）月", "備考"].map { Array($0.unicodeScalars) })

  /// Those of them that `FormColumn` knows.
  static let wholeColumnHeadings = columnHeadings.filter { !otherHeadings.contains($0) }

  static let columnHeadingStarts = ScalarSet(columnHeadings.compactMap { $0.first })

  /// Endings of the names of bodies that are no municipality.
  static let bodyEndings = [
    "商工会", "商工会議所", "協議会", "組合", "公社", "財団", "協会", "連合会", "機構", "法人", "シルバー人材センター",
  ].map { Array($0.unicodeScalars) }

  /// Words in the names of bodies, wherever they stand.
  static let bodyWords = bodyEndings + ["会社", "金庫", "農協"].map { Array($0.unicodeScalars) }

  /// Endings of titles, which names of submitters do not have.
  static let titleEndings = [
    "事業", "支援", "確保", "促進", "育成", "推進", "講座", "研修", "強化", "向上", "改善", "整備", "相談", "プログラム",
    "セミナー", "プロジェクト", "ジョブ", "委託", "定着", "対策", "活用",
  ].map { Array($0.unicodeScalars) }

  /// Those of them that no name of a department holds.
  static let projectEndings = ["事業", "プログラム", "セミナー", "プロジェクト"].map {
    Array($0.unicodeScalars)
  }

  /// Endings of the names of departments and sections.
  static let unitEndings = [
    "部", "課", "室", "係", "局", "館", "所", "会", "署", "院", "校", "庁", "団", "社", "班", "組合", "センター", "グループ",
    "担当",
    "チーム", "機構", "プラザ",
  ].map { Array($0.unicodeScalars) }

  /// Endings of the names of sites on the web.
  static let siteEndings = ["ホームページ", "ウェブサイト", "ポータルサイト", "ＨＰ", "HP", "ナビ"].map {
    Array($0.unicodeScalars)
  }

  /// Words that stand in a cell instead of its content.
  static let placeholders = [
    "未定", "同上", "調整中", "検討中", "作成中", "準備中", "別紙", "別添", "なし", "無し", "〃", "同左", "該当なし", "該当無し",
    "特になし", "掲載なし", "掲載予定",
  ].map { Array($0.unicodeScalars) }

  /// Whether it is nothing but such a word, be it in brackets or after a name of the cell: （作成中）, HPなし.
  static func isPlaceholder(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard text.count <= 8 else { return false }
    let words = text.drop(while: \.isHyphenLike)
      .filter { !"()（）HPURLＨＰＵＲＬ".unicodeScalars.contains($0) }
    return words == ["無"] || placeholders.contains { words == $0 }
  }

  /// Words that label the totals row.
  static let totalsLabels = ["合計", "総計", "総合計", "計"].map { Array($0.unicodeScalars) }

  /// Units that cells print behind an amount.
  static let units = [
    "千円", "円", "万円", "百万円", "人", "名", "社", "者", "件", "所", "事業所", "か所", "箇所",
  ].map { Array($0.unicodeScalars) }

  /// The word in which most titles end.
  static let project = Array("事業".unicodeScalars)

  static let fiscalYear = Array("年度".unicodeScalars)

  /// The general name of a plan's heading.
  static let heading = Array("計画書".unicodeScalars)
  static let plan = Array("計画".unicodeScalars)

  /// The words for the two kinds of plans.
  static let model = Array("モデル".unicodeScalars)
  static let general = Array("一般".unicodeScalars)

  /// Names of which a heading without the word 計画書 has one.
  static let headingNames = ["地域人材確保総合支援事業", "一般事業", "モデル事業"].map { Array($0.unicodeScalars) }
  static let unit = Array("単位".unicodeScalars)
  static let yen = Array("円".unicodeScalars)

  /// Whether lines begin with some that together end as titles do, before others.
  static func holdTitle(_ lines: [ArraySlice<Unicode.Scalar>]) -> Bool {
    var words: [Unicode.Scalar] = []
    for line in lines.dropLast() {
      words += line
      if ends(words[...], with: projectEndings) { return true }
    }
    return false
  }

  static func ends(
    _ text: ArraySlice<Unicode.Scalar>, with endings: [[Unicode.Scalar]]
  ) -> Bool {
    endings.contains { text.count >= $0.count && text.suffix($0.count).elementsEqual($0) }
  }
}

extension ArraySlice<Unicode.Scalar> {
  /// Whether `word` stands anywhere in it.
  func contains(word: [Unicode.Scalar]) -> Bool {
    guard let first = word.first, count >= word.count else { return false }
    let last = endIndex - word.count
    var index = startIndex
    while index <= last {
      if self[index] == first && self[index...].starts(with: word) { return true }
      index += 1
    }
    return false
  }

  /// Without the blanks in it.
  var withoutBlanks: [Unicode.Scalar] { filter { !$0.isLayoutBlank } }
}
