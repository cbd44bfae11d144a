internal import XPath

/// Variables above the rules, and keys.
extension SchemaCompilation {
  mutating func compiledKeys() throws(SchemaError) -> [XPathKeyDeclaration] {
    var keys: [XPathKeyDeclaration] = []
    let scope = scope(of: sharedNames)
    for element in source.keys {
      let match = try compilePattern("match", element, in: scope).pattern
      let use: XPathExpression
      if element["use"] != nil {
        guard element.content.allSatisfy(\.isBlank) else {
          throw element.error(.unknownAttribute("use beside content"))
        }
        use = try compile("use", element, in: scope).expression
      } else {
        use = try compileKeyContent(of: element, in: scope)
      }
      keys.append(
        XPathKeyDeclaration(name: try scopes.variableName(of: element), match: match, use: use))
    }
    return keys
  }

  /// A key's content (XSLT 2.0, 16.3) as far as XPath 1.0 can say it: texts and values put together.
  private mutating func compileKeyContent(
    of key: SchemaElement, in scope: Scope
  ) throws(SchemaError) -> XPathExpression {
    var terms: [String] = []
    for content in key.content where !content.isBlank {
      switch content {
      case .text(let text): terms.append(literal(text))
      case .element(let child) where child.isXSLT && child.localName == "text":
        terms.append(literal(child.text))
      case .element(let child) where child.isXSLT && child.localName == "value-of",
        .element(let child) where child.isXSLT && child.localName == "sequence":
        let term = try compile("select", child, in: scope)
        terms.append("(\(term.source))")
      case .element(let child): throw child.error(.unsupportedInstruction(child.name))
      }
    }
    guard let first = terms.first else { throw key.error(.missingAttribute("use")) }
    let text = terms.count == 1 ? first : "concat(\(terms.joined(separator: ", ")))"
    do {
      return try XPathExpression(text, in: context(scope))
    } catch {
      throw key.error(.expression(attribute: "use", error))
    }
  }

  mutating func definition(
    of element: SchemaElement, given: String?, in scope: Scope
  ) throws(SchemaError) -> VariableDefinition {
    if let given { return .given(given) }
    let hasContent = !element.content.allSatisfy(\.isBlank)
    if element["value"] != nil {
      guard !hasContent else { throw element.error(.unknownAttribute("value beside content")) }
      return .expression(try compile("value", element, in: scope))
    }
    if element.localName == "param" {
      throw element.error(.missingParameter(try element.required("name"), pattern: "schema"))
    }
    guard hasContent else { throw element.error(.missingAttribute("value")) }
    return .content(element.contentDocument())
  }

  mutating func compiledGlobals(
    patterns: [PatternSource]
  ) throws(SchemaError) -> [GlobalVariable] {
    var ordering = VariableOrdering(count: scopes.declarations.count)
    var globals: [GlobalVariable?] = []
    let shared = scope(of: sharedNames)
    for (number, declaration) in scopes.declarations.enumerated() {
      guard scopes.isInForce(number) else {
        globals.append(nil)
        continue
      }
      var scope = shared
      if let pattern = declaration.pattern {
        scope = self.scope(
          of: try scopes.visibleNames(withLets: patterns[pattern].lets),
          instanceOf: patterns[pattern].instanceOf)
      }
      let definition = try definition(
        of: declaration.element, given: declaration.given, in: scope)
      if case .expression(let compiled) = definition {
        for name in compiled.expression.referencedVariables {
          if let needed = scopes.declaration(of: name, inPattern: declaration.pattern) {
            ordering.add(number, needs: needed)
          }
        }
      }
      globals.append(
        GlobalVariable(
          name: index(ofVariable: declaration.name), definition: definition,
          contestedBy: scopes.isContested(declaration.name) ? declaration.pattern : nil,
          file: declaration.element.file, line: declaration.element.line))
    }
    switch ordering.order() {
    case .ordered(let order): return order.compactMap { globals[$0] }
    case .cycle(let cycle):
      let names = cycle.map { scopes.declarations[$0].name }
      throw scopes.declarations[cycle[0]].element.error(.recursion(.variable, chain: names))
    }
  }
}
