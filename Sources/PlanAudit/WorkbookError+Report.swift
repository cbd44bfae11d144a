internal import PlanReading
internal import Spreadsheets
internal import XMLTree
internal import ZipArchives

extension WorkbookError {
  /// Whether the file shows no sign of being a workbook, so that a folder may hold it beside plans.
  var isOfNoKnownForm: Bool {
    switch self {
    case .notSpreadsheetML(_, let kind):
      switch kind {
      case .otherDocument, .compoundFile, .archive: true
      case .encryptedWorkbook, .binaryWorkbook97, .binaryWorkbook, .openDocument: false
      }
    case .archive, .brokenPart, .missingPart, .escapingPart, .unexpectedElement,
      .danglingReference, .tooManyRows, .tooManySheets, .cellTooLong, .notAnnotated:
      false
    }
  }

  /// A permanent word for the kind of failure.
  var code: String {
    switch self {
    case .archive(let error): error.code
    case .brokenPart: "broken-workbook"
    case .missingPart, .unexpectedElement, .danglingReference: "broken-workbook"
    case .escapingPart: "unsafe-workbook"
    case .notAnnotated: "not-annotated"
    case .notSpreadsheetML(_, let kind):
      switch kind {
      case .encryptedWorkbook: "encrypted"
      case .binaryWorkbook97, .binaryWorkbook, .openDocument, .otherDocument, .compoundFile,
        .archive:
        "unsupported-kind"
      }
    case .tooManyRows: "too-many-rows"
    case .tooManySheets: "too-many-sheets"
    case .cellTooLong: "cell-too-long"
    }
  }

  /// The limit that was met, and the value that exceeded it.
  var limitAndValue: (limit: Int, value: Int?)? {
    switch self {
    case .archive(let error): error.limitAndValue
    case .tooManyRows(_, _, let limit): (limit, nil)
    case .tooManySheets(_, let limit, let found): (limit, found)
    case .cellTooLong(_, _, _, let limit, let found): (limit, found)
    case .brokenPart, .missingPart, .escapingPart, .unexpectedElement, .danglingReference,
      .notSpreadsheetML, .notAnnotated:
      nil
    }
  }

  /// What is wrong, for a Japanese reader.
  var japaneseMessage: String {
    switch self {
    case .archive(let error): error.japaneseMessage
    case .brokenPart(let error): "ブックの部品が壊れています。\(error)"
    case .missingPart(_, let part): "ブックに必要な部品 \(part) がありません。"
    case .escapingPart(_, let target): "ブックの外（\(target)）を指す参照があるため、読みません。"
    case .unexpectedElement(_, let part, let found, _): "ブックの部品 \(part) の中身（\(found)）が違います。"
    case .danglingReference(_, let part, let reference):
      "ブックの部品 \(part) が、存在しないもの（\(reference)）を指しています。"
    case .notSpreadsheetML(_, let kind): kind.japaneseMessage
    case .notAnnotated(_, let part, let reason): "部品 \(part) のため、注釈を付けられません（\(reason)）。"
    case .tooManyRows(_, let sheet, let limit):
      "シート「\(sheet)」の行が上限（rowCountMax、\(limit)行）を超えています。"
    case .tooManySheets(_, let limit, let found):
      "シートの数（\(found)）が上限（sheetCountMax、\(limit)）を超えています。"
    case .cellTooLong(_, let sheet, let cell, let limit, let found):
      "シート「\(sheet)」のセル \(cell) が\(found)バイトで、上限（cellByteCountMax、\(limit)）を超えています。"
    }
  }
}

extension OfficeFileKind {
  fileprivate var japaneseMessage: String {
    switch self {
    case .encryptedWorkbook:
      "パスワードで保護されたブックです。パスワードを外し、.xlsx で保存し直してください。"
    case .binaryWorkbook97: "古い形式のブック（.xls）です。Excel で開き、.xlsx で保存し直してください。"
    case .binaryWorkbook: "バイナリ形式のブック（.xlsb）です。Excel で開き、.xlsx で保存し直してください。"
    case .openDocument: "OpenDocument 形式のファイル（.ods など）です。.xlsx で保存し直してください。"
    case .otherDocument: "表計算のブックではない Office 文書です。表を .xlsx で、又は文書を PDF で保存してください。"
    case .compoundFile: "ブックではない複合ファイルです。.xlsx のブックが必要です。"
    case .archive: "ブックではない ZIP ファイルです。.xlsx のブックが必要です。"
    }
  }
}

extension ZipError {
  fileprivate var code: String {
    switch self {
    case .notAnArchive, .brokenMember, .repeatedMember, .unsupportedMethod: "broken-workbook"
    case .tooManyMembers: "too-many-members"
    case .inflatesTooMuch: "inflates-too-much"
    case .tooManyInflatedBytes: "too-many-inflated-bytes"
    case .encryptedMember: "encrypted"
    case .escapingMember: "unsafe-workbook"
    }
  }

  fileprivate var limitAndValue: (limit: Int, value: Int?)? {
    switch self {
    case .tooManyMembers(_, let limit, let found): (limit, found)
    case .inflatesTooMuch(_, _, let limit, let found): (limit, found)
    case .tooManyInflatedBytes(_, _, let limit, let found): (limit, found)
    case .notAnArchive, .brokenMember, .repeatedMember, .unsupportedMethod, .encryptedMember,
      .escapingMember:
      nil
    }
  }

  fileprivate var japaneseMessage: String {
    switch self {
    case .notAnArchive: "ZIP 形式のファイルとして壊れています（終わりの部分がないか、正しくありません）。"
    case .tooManyMembers(_, let limit, let found):
      "ブックの部品の数（\(found)）が上限（memberCountMax、\(limit)）を超えています。"
    case .inflatesTooMuch(_, let member, let limit, let found):
      "部品 \(member) の展開比（\(found)倍）が上限（inflateRatioMax、\(limit)倍）を超えています。"
    case .tooManyInflatedBytes(_, let member, let limit, let found):
      "部品 \(member) までの展開後の大きさ（\(found)バイト）が上限（inflatedByteCountMax、\(limit)）を超えています。"
    case .encryptedMember(_, let member): "部品 \(member) が暗号化されています。"
    case .unsupportedMethod(_, let member, let method):
      "部品 \(member) の圧縮方式（\(method)）はブックでは使えないものです。"
    case .brokenMember(_, let member, let reason): "部品 \(member) が壊れています（\(reason)）。"
    case .repeatedMember(_, let member): "同じ名前の部品 \(member) が二つあります。"
    case .escapingMember(_, let member): "部品の名前 \(member) がブックの外を指しているため、読みません。"
    }
  }
}
