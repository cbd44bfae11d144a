@_spi(Engine) internal import XMLTree

/// An expression's UTF-8 and the tokens that lie in it.
struct SourceText {
  let source: String
  let bytes: FrozenTable<UInt8>
  private let tokenTable: FrozenTable<Token>
  var tokens: TrivialView<Token> { tokenTable.view }

  /// Splits `source` into tokens.
  init(_ source: String) throws(XPathSyntaxError) {
    var copy = TrivialBuffer<UInt8>(capacity: source.utf8.count)
    copy.append(utf8: source)
    let bytes = FrozenTable(copy)
    do {
      tokenTable = try Lexer.tokens(of: bytes.slice, countMax: XPathLimits.tokenCountMax)
    } catch {
      throw Self.error(error.problem, at: error.place, of: bytes, source)
    }
    self.source = source
    self.bytes = bytes
  }

  /// The error of `problem` at the byte `place`.
  func error(_ problem: XPathSyntaxProblem, at place: Int) -> XPathSyntaxError {
    Self.error(problem, at: place, of: bytes, source)
  }

  private static func error(
    _ problem: XPathSyntaxProblem, at place: Int, of bytes: FrozenTable<UInt8>, _ source: String
  ) -> XPathSyntaxError {
    XPathSyntaxError(
      expression: source, column: bytes.slice[0..<place].scalarCount + 1, problem: problem)
  }
}
