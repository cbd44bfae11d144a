internal import Auditing
internal import Digests
internal import PlanModel
internal import PlanReading
internal import XMLTree

extension UnreadableInput {
  /// Whether the input shows no sign of being a plan in a form that is read, so that a folder may hold it beside
  /// plans.
  var isOfNoKnownForm: Bool {
    switch self {
    case .noPlanFound, .binary: true
    case .notPlanXML(let error):
      switch error {
      case .anotherVocabulary: true
      case .unexpectedElement, .missingElement, .missingAttribute, .unreadableAttribute: false
      }
    case .unsupportedKind(_, let kind):
      switch kind {
      case .image: true
      case .text, .xml, .pdf, .zip, .compoundFile, .csv, .cp932Text, .iso2022Text: false
      }
    case .empty, .tooManyBytes, .notUTF8, .notUTF16, .rowsTorn, .notXML: false
    }
  }

  /// What is wrong, for a reader of the report.
  var message: Message {
    Message(ja: japaneseMessage, en: description)
  }

  private var japaneseMessage: String {
    switch self {
    case .empty: "ファイルが空です。"
    case .tooManyBytes(_, let limit, let found):
      "大きさが上限を超えています（\(found)バイト、上限 byteCountMax は\(limit)バイト）。"
    case .notUTF8(_, let offset): "\(offset)バイト目が UTF-8 として正しくありません。"
    case .notUTF16(_, let offset): "\(offset)バイト目が UTF-16 として正しくありません。"
    case .unsupportedKind(_, let kind):
      "この形式（\(kind.label)）はまだ読めません。UTF-8 か UTF-16 のテキスト、または正準XMLが必要です。"
    case .binary(_, let offset):
      "テキストにないバイトがあります（最初は\(offset)バイト目）。計画書として読めません。"
    case .noPlanFound: "計画書の表題、単位、事業、合計のいずれも見つかりません。"
    case .rowsTorn(_, let entryCount, let tornCount):
      "表が列ごとに取り出されており、\(entryCount)件のうち\(tornCount)件の行がつながりません。"
    case .notXML(let error): ReadFailure(error).message.ja
    case .notPlanXML(let error): "正準XMLではありません。\(error)"
    }
  }

  /// A permanent word for the kind of failure.
  private var code: String {
    switch self {
    case .empty: "empty"
    case .tooManyBytes: "too-many-bytes"
    case .notUTF8: "not-utf8"
    case .notUTF16: "not-utf16"
    case .unsupportedKind: "unsupported-kind"
    case .binary: "binary"
    case .noPlanFound: "no-plan-found"
    case .rowsTorn: "rows-torn"
    case .notXML(let error): ReadFailure(error).code
    case .notPlanXML: "not-plan-xml"
    }
  }

  /// The limit that was met, and the value that exceeded it.
  private var limitAndValue: (limit: Int, value: Int?)? {
    switch self {
    case .tooManyBytes(_, let limit, let found): return (limit, found)
    case .notXML(let error):
      let failure = ReadFailure(error)
      return failure.limit.map { ($0, failure.value) }
    case .empty, .notUTF8, .notUTF16, .unsupportedKind, .binary, .noPlanFound, .rowsTorn,
      .notPlanXML:
      return nil
    }
  }

  /// The failure as a report shows it.
  var failure: ReadFailure {
    let bounds = limitAndValue
    return ReadFailure(
      code: code, message: message, limit: bounds?.limit, value: bounds?.value)
  }
}

extension ReadFailure {
  /// The failure of an input whose bytes could not be had.
  init(loading problem: PlanInputProblem) {
    self.init(
      code: problem.limit == nil ? "cannot-read" : "too-many-bytes",
      message: Message(
        ja: "ファイルを読み込めません。\(problem.description)", en: problem.description),
      limit: problem.limit, value: problem.found)
  }
}

extension SourceSummary {
  /// An input whose bytes were had but could not be read as a plan.
  init(unreadable name: String, _ bytes: [UInt8]) {
    self.init(
      name: name, format: nil, sha256: SHA256.hexadecimalDigest(of: bytes), encoding: nil)
  }
}
