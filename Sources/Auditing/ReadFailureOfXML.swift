package import XMLTree

extension ReadFailure {
  /// What a report says of an input that is no XML document that is accepted.
  package init(_ error: XMLInputError) {
    switch error {
    case .notWellFormed(_, let line, let column, let message):
      self.init(
        "not-well-formed", "XMLとして正しくありません（\(line)行\(column)桁：\(message)）。", "\(error)")
    case .doctypeRefused(_, let line):
      self.init("doctype-refused", "文書型宣言（DOCTYPE）は受け付けません（\(line)行）。", "\(error)")
    case .unsupportedEncoding(_, let encoding):
      self.init(
        "unsupported-encoding",
        "文字コード\(encoding)は受け付けません。UTF-8、US-ASCII、またはBOM付きUTF-16にしてください。", "\(error)")
    case .conflictingEncoding(_, let mark, let declared):
      self.init(
        "conflicting-encoding", "BOMは\(mark)ですが、XML宣言は\(declared)です。", "\(error)")
    case .malformedEncoding(_, let encoding, let offset):
      self.init(
        "malformed-encoding", "\(offset)バイト目が\(encoding)として正しくありません。", "\(error)")
    case .tooManyBytes(_, let limit, let found):
      self.init(
        "too-many-bytes", "ファイルが大きすぎます（上限\(limit)バイト、実際\(found)バイト）。", "\(error)",
        limit: limit, value: found)
    case .tooDeep(_, let line, let limit):
      self.init(
        "too-deep", "XMLの入れ子が深すぎます（上限\(limit)、\(line)行）。", "\(error)", limit: limit)
    case .textTooLong(_, let line, let limit):
      self.init(
        "text-too-long", "文字列が長すぎます（上限\(limit)バイト、\(line)行）。", "\(error)", limit: limit)
    case .empty:
      self.init("empty", "ファイルが空です。", "\(error)")
    }
  }

  private init(
    _ code: String, _ japanese: String, _ english: String, limit: Int? = nil, value: Int? = nil
  ) {
    self.init(
      code: code, message: Message(ja: japanese, en: english), limit: limit, value: value)
  }
}
