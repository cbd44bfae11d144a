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
      case .image, .richText: true
      // Old programs save tables as web pages.
      case .text, .xml, .pdf, .zip, .compoundFile, .webPage: false
      }
    case .notWorkbook(let error): error.isOfNoKnownForm
    case .empty, .tooManyBytes, .notUTF8, .notUTF16, .undecodable, .converterMissing,
      .notThisFormat,
      .rowsTorn, .linesTorn, .rowsUnproven, .noColumnHeadings, .tooManyRows, .tooManyColumns,
      .cellTooLong,
      .unclosedQuote,
      .pdfEncrypted, .pdfHasNoText, .pdfDamaged, .pdfPageTurned, .tooManyPages, .programMissing,
      .programFailed, .programLimit, .notXML:
      false
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
    case .unsupportedKind(_, let kind): kind.japaneseMessage
    case .binary(_, let offset):
      "テキストにないバイトがあります（最初は\(offset)バイト目）。計画書として読めません。"
    case .noPlanFound: "計画書の表題、単位、事業、合計のいずれも見つかりません。"
    case .rowsTorn(_, let entryCount, let tornCount):
      "表が列ごとに取り出されており、\(entryCount)件のうち\(tornCount)件の行がつながりません。"
        + "PDFそのものを指定してください。"
    case .linesTorn(_, let lineCount, let tornCount):
      "表が列ごとに、または横に並んで取り出されており、\(lineCount)行のうち\(tornCount)行がどの事業のものか特定できません。"
        + "PDFそのものを指定してください。"
    case .rowsUnproven(_, let count):
      "罫線からも文字の並びからも表の行を特定できません（どの行にも属さない文字列が\(count)件）。"
        + "Excel ブック、または全列が1ページに収まる罫線付きのPDFを指定してください。"
    case .undecodable(_, let encoding, let offset):
      "\(offset)バイト目が\(encoding)として正しくありません。"
    case .converterMissing(_, let encoding):
      "文字コード\(encoding)の変換表がこの環境にないため、読めません。"
    case .notThisFormat(_, let expected):
      "指定された形式（\(expected)）の内容ではありません。"
    case .tooManyRows(_, let limit):
      "行数が上限（rowCountMax、\(limit)行）を超えています。"
    case .tooManyColumns(_, let row, let limit):
      "\(row)行目の列数が上限（columnCountMax、\(limit)列）を超えています。"
    case .cellTooLong(_, let row, let column, let limit, let found):
      "\(row)行目\(column)列目のセルが大きすぎます（\(found)バイト、上限 cellByteCountMax は\(limit)バイト）。"
    case .unclosedQuote(_, let row, let line):
      "\(line)行目（\(row)件目の行）で始まる引用符が閉じられていません。"
    case .noColumnHeadings:
      "事業の行はありますが、列の見出し（整理番号、区市町村、事業名など）がなく、列の順序も様式と違うため、読めません。"
    case .pdfEncrypted: "PDFがパスワードで保護されているため、読めません。"
    case .pdfHasNoText: "PDFに文字がありません（画像だけのPDF）。文字認識（OCR）が必要です。"
    case .pdfDamaged(_, let reason): "PDFとして読めません。\(reason)"
    case .pdfPageTurned(_, let page): "\(page)ページ目の文字が横倒しです。ページを正しい向きに回転してください。"
    case .tooManyPages(_, let limit, let found):
      "ページ数が上限を超えています（\(found)ページ、上限 pageCountMax は\(limit)ページ）。"
    case .programMissing(_, let program, let package):
      "PDFを読むプログラム \(program) がありません。Debian のパッケージ \(package) を入れてください。"
    case .programFailed(_, let program, let reason):
      "プログラム \(program) を起動できません。\(reason)"
    case .programLimit(_, let program, let limit, let value):
      "プログラム \(program) が上限（\(limit)、\(value)）を超えました。"
    case .notWorkbook(let error): error.japaneseMessage
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
    case .rowsTorn, .linesTorn: "rows-torn"
    case .rowsUnproven: "rows-unproven"
    case .undecodable: "undecodable"
    case .converterMissing: "converter-missing"
    case .notThisFormat: "not-this-format"
    case .tooManyRows: "too-many-rows"
    case .tooManyColumns: "too-many-columns"
    case .cellTooLong: "cell-too-long"
    case .unclosedQuote: "unclosed-quote"
    case .noColumnHeadings: "no-column-headings"
    case .pdfEncrypted: "pdf-encrypted"
    case .pdfHasNoText: "pdf-has-no-text"
    case .pdfDamaged: "pdf-damaged"
    case .pdfPageTurned: "pdf-page-turned"
    case .tooManyPages: "too-many-pages"
    case .programMissing: "program-missing"
    case .programFailed: "program-failed"
    case .programLimit: "program-limit"
    case .notWorkbook(let error): error.code
    case .notXML(let error): ReadFailure(error).code
    case .notPlanXML: "not-plan-xml"
    }
  }

  /// The limit that was met, and the value that exceeded it.
  private var limitAndValue: (limit: Int, value: Int?)? {
    switch self {
    case .tooManyBytes(_, let limit, let found), .tooManyPages(_, let limit, let found):
      return (limit, found)
    case .programLimit(_, _, _, let value): return (value, nil)
    case .notWorkbook(let error): return error.limitAndValue
    case .tooManyRows(_, let limit), .tooManyColumns(_, _, let limit): return (limit, nil)
    case .cellTooLong(_, _, _, let limit, let found): return (limit, found)
    case .notXML(let error):
      let failure = ReadFailure(error)
      return failure.limit.map { ($0, failure.value) }
    case .empty, .notUTF8, .notUTF16, .unsupportedKind, .binary, .noPlanFound, .rowsTorn,
      .linesTorn, .rowsUnproven,
      .noColumnHeadings, .undecodable, .converterMissing, .notThisFormat, .unclosedQuote,
      .pdfEncrypted, .pdfHasNoText, .pdfDamaged, .pdfPageTurned, .programMissing, .programFailed,
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

extension InputKind {
  fileprivate var japaneseMessage: String {
    switch self {
    case .image: "画像ファイルです。文字認識（OCR）をしたPDFか、Excel ブック（.xlsx）が必要です。"
    case .webPage: "ウェブページ（HTML）です。表を .xlsx か CSV で保存し直してください。"
    case .richText: "リッチテキスト（RTF）の文書です。文書を PDF で、又は表を .xlsx で保存し直してください。"
    case .text, .xml, .pdf, .zip, .compoundFile:
      "指定された形式の内容ではありません。Excel ブック（.xlsx）、PDF、CSV、テキスト、正準XMLのいずれかが必要です。"
    }
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
