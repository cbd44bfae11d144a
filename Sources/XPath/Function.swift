/// A function of XPath 1.0, section 4, or XSLT 1.0, section 12.
enum Function: UInt8 {
  case none
  case last, position, count, id, localName, namespaceURI, name
  case string, concat, startsWith, contains, substringBefore, substringAfter, substring
  case stringLength, normalizeSpace, translate
  case boolean, not, true_, false_, lang
  case number, sum, floor, ceiling, round
  case document, key, formatNumber, current, unparsedEntityURI, generateID, systemProperty
  case elementAvailable, functionAvailable
}

/// How a function may be called.
struct FunctionSignature {
  /// What one parameter takes; `contextNode` stands for an absent argument.
  enum Parameter { case any, nodeSet }

  let function: Function
  let arguments: ClosedRange<Int>
  let type: XPathStaticType
  let library: XPathFunctionLibrary
  /// Whether every argument must be a node-set.
  var takesNodeSet = false
  /// Whether the context node stands in for an argument that is not given.
  var defaultsToContext = false

  /// The form of `arguments` that an error shows.
  var expectedCount: String {
    if arguments.upperBound == Int.max { return "\(arguments.lowerBound) or more" }
    if arguments.count == 1 { return "\(arguments.lowerBound)" }
    return "\(arguments.lowerBound) to \(arguments.upperBound)"
  }

  private static func core(
    _ function: Function, _ arguments: ClosedRange<Int>, _ type: XPathStaticType,
    takesNodeSet: Bool = false, defaultsToContext: Bool = false
  ) -> FunctionSignature {
    FunctionSignature(
      function: function, arguments: arguments, type: type, library: .core,
      takesNodeSet: takesNodeSet, defaultsToContext: defaultsToContext)
  }

  private static func xslt(
    _ function: Function, _ arguments: ClosedRange<Int>, _ type: XPathStaticType,
    takesNodeSet: Bool = false, defaultsToContext: Bool = false
  ) -> FunctionSignature {
    FunctionSignature(
      function: function, arguments: arguments, type: type, library: .xslt,
      takesNodeSet: takesNodeSet, defaultsToContext: defaultsToContext)
  }

  static let named: [String: FunctionSignature] = [
    "last": core(.last, 0...0, .number),
    "position": core(.position, 0...0, .number),
    "count": core(.count, 1...1, .number, takesNodeSet: true),
    "id": core(.id, 1...1, .nodeSet),
    "local-name": core(.localName, 0...1, .string, takesNodeSet: true, defaultsToContext: true),
    "namespace-uri": core(
      .namespaceURI, 0...1, .string, takesNodeSet: true, defaultsToContext: true),
    "name": core(.name, 0...1, .string, takesNodeSet: true, defaultsToContext: true),
    "string": core(.string, 0...1, .string, defaultsToContext: true),
    "concat": core(.concat, 2...Int.max, .string),
    "starts-with": core(.startsWith, 2...2, .boolean),
    "contains": core(.contains, 2...2, .boolean),
    "substring-before": core(.substringBefore, 2...2, .string),
    "substring-after": core(.substringAfter, 2...2, .string),
    "substring": core(.substring, 2...3, .string),
    "string-length": core(.stringLength, 0...1, .number, defaultsToContext: true),
    "normalize-space": core(.normalizeSpace, 0...1, .string, defaultsToContext: true),
    "translate": core(.translate, 3...3, .string),
    "boolean": core(.boolean, 1...1, .boolean),
    "not": core(.not, 1...1, .boolean),
    "true": core(.true_, 0...0, .boolean),
    "false": core(.false_, 0...0, .boolean),
    "lang": core(.lang, 1...1, .boolean),
    "number": core(.number, 0...1, .number, defaultsToContext: true),
    "sum": core(.sum, 1...1, .number, takesNodeSet: true),
    "floor": core(.floor, 1...1, .number),
    "ceiling": core(.ceiling, 1...1, .number),
    "round": core(.round, 1...1, .number),
    "document": xslt(.document, 1...2, .nodeSet),
    "key": xslt(.key, 2...2, .nodeSet),
    "format-number": xslt(.formatNumber, 2...3, .string),
    "current": xslt(.current, 0...0, .nodeSet),
    "unparsed-entity-uri": xslt(.unparsedEntityURI, 1...1, .string),
    "generate-id": xslt(
      .generateID, 0...1, .string, takesNodeSet: true, defaultsToContext: true),
    "system-property": xslt(.systemProperty, 1...1, .string),
    "element-available": xslt(.elementAvailable, 1...1, .boolean),
    "function-available": xslt(.functionAvailable, 1...1, .boolean),
  ]
}
