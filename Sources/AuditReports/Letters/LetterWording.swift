internal import Auditing

/// The words of letters.
extension Wording {
  var letterTitle: String {
    word(
      "地域人材確保総合支援事業 計画書の記載内容の確認について（依頼）",
      "Regional workforce projects: request to check the entries of your plan")
  }
  var letterTitleWithoutFindings: String {
    word(
      "地域人材確保総合支援事業 計画書の点検結果について（通知）",
      "Regional workforce projects: result of the audit of your plan")
  }
  var subject: String { word("件名", "Subject") }
  var to: String { word("宛先", "To") }
  var from: String { word("発信者", "From") }
  var fromBlank: String { word("（所属・担当者名・電話番号を記入）", "(office, name and phone to be filled in)") }
  var dateBlank: String { word("令和　　年　　月　　日", "Date:") }
  var record: String { word("記", "Particulars") }
  var auditedPart: String { word("１　点検した記載", "1. What was checked") }
  var findingsPart: String { word("２　指摘事項", "2. Findings") }
  var answerPart: String { word("３　回答の方法", "3. How to answer") }
  var enclosure: String {
    word("別紙　提出された表（貴団体の記載分）", "Enclosure: the table as submitted (your entries)")
  }
  var currentValue: String { word("現在の記載", "as printed") }
  var reason: String { word("指摘の内容", "finding") }
  var properValue: String { word("正しい記載", "expected") }
  var request: String { word("お願い", "request") }
  var answer: String { word("回答欄", "Answer") }
  var willCorrect: String { word("□ 訂正する　　訂正後の記載：", "□ will be corrected to:") }
  var willNotCorrect: String { word("□ 訂正しない　理由：", "□ stays as it is, because:") }
  var settledTitle: String { word("回答の要らない事項（免除・既知）", "No answer needed (waived or known)") }
  var noFindingsForYou: String {
    word("貴団体の記載について、指摘事項はありません。", "There are no findings about your entries.")
  }
  var deadline: String {
    word(
      "回答期限：　　　　年　　月　　日　　回答先：発信者",
      "Please answer by:                to: the sender")
  }
  var howToAnswer: String {
    word(
      "各項目の回答欄に記入し、この文書を返送してください。訂正がある場合は、訂正した計画書を添えてください。",
      "Fill in the answers and return this letter; where something is corrected, add the corrected plan."
    )
  }
  var letterIncomplete: String {
    word(
      "一部の規則を評価できなかったため、この結果は確定したものではありません。",
      "Some rules could not be evaluated; this result is not final.")
  }

  func honoured(_ name: String) -> String { word("\(name)　御中", name) }
  func inCharge(_ names: String) -> String { word("（事業担当：\(names)）", "(in charge: \(names))") }

  func letterOpening(findingCount: Int) -> String {
    findingCount == 0
      ? word(
        "提出のあった計画書のうち貴団体の記載を点検した結果を、下記のとおり通知します。",
        "We have checked your entries in the plans submitted; the result follows.")
      : word(
        "提出のあった計画書のうち貴団体の記載を点検したところ、下記のとおり確認を要する箇所が\(findingCount)件ありました。内容を確認のうえ、各項目の回答欄に記入して回答してください。",
        "We have checked your entries in the plans submitted and found \(findingCount) places that need your attention. Please look at each and fill in the answer below it."
      )
  }

  func keptBack(_ count: Int) -> String {
    word(
      "このほか、他の団体の記載と合わせて確認している事項が\(count)件あります。必要に応じて別途連絡します。",
      "Besides, \(count) matters concern the entries of others too; we will contact you separately if need be."
    )
  }

  func ask(_ rank: Rank) -> String {
    switch rank {
    case .error:
      word("訂正後の記載を回答欄に記入してください。", "Please give the corrected entry.")
    case .warning:
      word(
        "誤りの場合は訂正後の記載を、このままでよい場合はその理由を回答欄に記入してください。",
        "Please give the corrected entry, or say why it is right as it stands.")
    case .info:
      word(
        "表記を改める場合は訂正後の記載を、改めない場合はその旨を回答欄に記入してください。",
        "Please give the entry in the usual notation, or say that it stays.")
    case .review:
      word(
        "機械では判断できない箇所です。原本の記載を確認し、正しい記載を回答欄に記入してください。",
        "The program cannot tell. Please look at the original and give the right entry.")
    }
  }

  var indexTitle: String {
    word("区市町村別の通知の一覧（事務局用・送付しないこと）", "Letters by municipality (for the office only; do not send)")
  }
  var letterFile: String { word("通知", "letter") }
  var addressee: String { word("宛先", "addressee") }
  var code: String { word("団体コード", "code") }
  var entries: String { word("事業数", "entries") }
  var keptBackHeading: String { word("別途連絡", "kept back") }
  var notInLetters: String { word("どの通知にも載せていない指摘", "Findings that are in no letter") }
  var whyNotInLetters: String {
    word(
      "合計欄など計画書全体についての指摘、複数の団体の記載にかかわる指摘、提出者を読み取れない行の指摘は、他の団体の記載が伝わらないよう、通知に載せていません。内容を確認し、必要な団体に個別に連絡してください。",
      "Findings about a plan as a whole, about the entries of several submitters, or at rows whose submitter is not known are in no letter, so that nobody's entries reach anybody else. Decide whom to contact about them."
    )
  }
  var allInLetters: String { word("すべての指摘を通知に載せています。", "Every finding is in a letter.") }
  var inferredAddressee: String {
    word("区市町村名を推定した行があります", "the municipality of a row is inferred")
  }
}
