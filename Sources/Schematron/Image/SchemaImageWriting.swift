@_spi(Engine) internal import XMLTree
internal import XPath

/// Writes a compiled schema.
///
/// Each expression is written once; expressions, the pieces of messages and documents are parts of the image, which a
/// reader passes over until one is needed.
struct SchemaImageWriting {
  private var image = ImageWriter()
  private var namespaces = NamespaceTable()
  private var expressions = ProgramList<XPathExpression>()
  private var contexts = ProgramList<XPathPattern>()

  /// The image of `schema` and of `documents` that its expressions ask for by their names; `nil` where it holds what
  /// only its files can tell: element content of a `let`.
  static func image(of schema: CompiledSchema, documents: [XMLDocument]) -> [UInt8]? {
    guard schema.isExpressionsOnly else { return nil }
    var writing = SchemaImageWriting()
    writing.writeAll(schema, documents)
    return writing.image.finish()
  }

  /// The schema as one part, then the programs that it refers to by their places, their namespaces, and the documents.
  private mutating func writeAll(_ schema: CompiledSchema, _ documents: [XMLDocument]) {
    writePart { $0.write(schema) }
    writeParts(expressions.programs) { $1.write(to: &$0.image, &$0.namespaces) }
    writeParts(contexts.programs) { $1.write(to: &$0.image, &$0.namespaces) }
    namespaces.write(to: &image)
    image.write(documents.count)
    for document in documents {
      image.write(document.name)
      writePart { $0.image.write(document) }
    }
  }

  private mutating func writePart(_ part: (inout SchemaImageWriting) -> Void) {
    let before = image.beginPart()
    part(&self)
    image.endPart(before)
  }

  /// Writes each element as a part, the lengths of all first.
  private mutating func writeParts<Element>(
    _ elements: [Element], _ part: (inout SchemaImageWriting, Element) -> Void
  ) {
    let parts = elements.map { element in
      let before = image.beginPart()
      part(&self, element)
      return image.takePart(before)
    }
    image.write(parts.count)
    image.add(parts: parts)
  }

  private mutating func write(_ schema: CompiledSchema) {
    write(schema.source)
    image.write(schema.variableNames) { image, name in image.write(name) }
    image.write(schema.answerCount)
    image.write(schema.patterns.count)
    for plan in schema.patterns {
      write(plan.pattern)
      write(plan.documents)
      write(plan.contestedGlobals)
    }
    image.write(schema.rules.count)
    for rule in schema.rules { write(rule) }
    image.write(schema.globals.count)
    for global in schema.globals { write(global) }
    image.write(schema.keys.count)
    for key in schema.keys {
      image.write(key.name)
      write(context: key.match)
      write(expression: key.use)
    }
    write(schema.start)
    write(schema.condition)
  }

  private mutating func write(_ facts: SchemaFacts) {
    for text in [facts.title, facts.version, facts.edition, facts.language, facts.phase] {
      image.write(text)
    }
    image.write(facts.phases) { image, phase in image.write(phase) }
    image.write(facts.namespaces) { image, namespace in
      image.write(namespace.prefix)
      image.write(namespace.uri)
    }
    image.write(facts.paragraphs.count)
    for paragraph in facts.paragraphs {
      write(
        MessageTemplate(
          parts: paragraph.parts.map(MessageTemplate.Part.init), language: paragraph.language,
          preservesSpace: paragraph.preservesSpace, see: paragraph.see, icon: paragraph.icon,
          fpi: paragraph.fpi))
    }
  }

  private mutating func write(_ numbers: [Int]) {
    image.write(numbers) { image, number in image.write(number) }
  }

  private mutating func write(file: String, line: Int) {
    image.write(file)
    image.write(line)
  }
}

// MARK: Expressions

extension SchemaImageWriting {
  private mutating func write(expression: XPathExpression) {
    image.write(expressions.index(of: expression, id: expression.programID))
  }

  private mutating func write(context: XPathPattern) {
    image.write(contexts.index(of: context, id: context.programID))
  }

  private mutating func write(_ compiled: CompiledExpression) {
    write(expression: compiled.expression)
    image.write(compiled.usesDocuments)
    write(file: compiled.file, line: compiled.line)
    write(compiled.lets)
  }

  private mutating func write(_ compiled: CompiledExpression?) {
    image.write(compiled != nil)
    if let compiled { write(compiled) }
  }

  private mutating func write(_ definition: VariableDefinition) {
    switch definition {
    case .expression(let compiled): write(compiled)
    case .content, .given: preconditionFailure("such schemas have no image")
    }
  }
}

// MARK: Declarations

extension SchemaImageWriting {
  private mutating func write(_ global: GlobalVariable) {
    image.write(global.name)
    write(global.definition)
    write(global.contestedBy.map { [$0] } ?? [])
    write(file: global.file, line: global.line)
  }

  private mutating func write(_ pattern: Pattern) {
    for text in [pattern.id, pattern.title, pattern.role, pattern.see, pattern.instanceOf] {
      image.write(text)
    }
    image.write(pattern.isGroup)
    write(file: pattern.file, line: pattern.line)
  }

  private mutating func write(_ plan: RulePlan) {
    let rule = plan.rule
    image.write(rule.pattern.index)
    for text in [rule.id, rule.visitEach, rule.role, rule.see] { image.write(text) }
    image.write(rule.context)
    image.write(rule.flags) { image, flag in image.write(flag) }
    write(file: rule.file, line: rule.line)
    write(context: plan.context)
    image.write(plan.answerStart)
    write(plan.visitEach)
    image.write(plan.lets.count)
    for variable in plan.lets {
      image.write(variable.name)
      write(variable.definition)
      write(file: variable.file, line: variable.line)
    }
    image.write(plan.letStart)
    write(plan.hidingLets)
    image.write(plan.assertions.count)
    for assertion in plan.assertions { write(assertion) }
  }

  private mutating func write(_ plan: AssertionPlan) {
    let assertion = plan.assertion
    image.write(assertion.kind == .report)
    for text in [
      assertion.id, assertion.role, assertion.severity, assertion.see, assertion.icon,
      assertion.fpi,
    ] {
      image.write(text)
    }
    image.write(assertion.test)
    image.write(assertion.flags) { image, flag in image.write(flag) }
    image.write(assertion.foreignAttributes) { image, attribute in
      image.write(attribute.prefix)
      image.write(attribute.localName)
      image.write(attribute.namespace)
      image.write(attribute.value)
    }
    write(file: assertion.file, line: assertion.line)
    write(plan.test)
    write(plan.subject)
    write(plan.message)
    for notes in [plan.diagnostics, plan.properties] {
      image.write(notes.count)
      for note in notes {
        image.write(note.id)
        image.write(note.role)
        image.write(note.scheme)
        write(note.template)
      }
    }
  }
}

// MARK: Messages

extension SchemaImageWriting {
  private mutating func write(_ template: MessageTemplate) {
    image.write(template.language)
    image.write(template.preservesSpace)
    for text in [template.see, template.icon, template.fpi] { image.write(text) }
    writePart { $0.write(template.parts) }
  }

  private mutating func write(_ parts: [MessageTemplate.Part]) {
    image.write(parts.count)
    for part in parts { write(part) }
  }

  private mutating func write(_ part: MessageTemplate.Part) {
    switch part {
    case .text(let text):
      image.write(0)
      image.write(text)
    case .value(let compiled):
      image.write(1)
      write(compiled)
    case .name: image.write(2)
    case .copy(let compiled):
      image.write(3)
      write(compiled)
    case .emphasis(let inner, let name):
      image.write(4)
      write(inner)
      image.write(name)
    case .span(let inner, let name):
      image.write(5)
      write(inner)
      image.write(name)
    case .direction(let inner, let value, let name):
      image.write(6)
      write(inner)
      image.write(value)
      image.write(name)
    case .markup(let name, let attributes, let inner):
      image.write(7)
      write(name)
      image.write(attributes.count)
      for attribute in attributes {
        write(attribute.name)
        image.write(attribute.value)
      }
      write(inner)
    }
  }

  private mutating func write(_ name: Markup.Name) {
    image.write(name.prefix)
    image.write(name.localName)
    image.write(name.namespaceURI)
  }
}

/// Programs in the order in which they were first met; those of one id are one.
private struct ProgramList<Program> {
  private(set) var programs: [Program] = []
  private var indices: [Int: Int] = [:]

  mutating func index(of program: Program, id: Int) -> Int {
    if let index = indices[id] { return index }
    indices[id] = programs.count
    programs.append(program)
    return programs.count - 1
  }
}

extension CompiledSchema {
  /// Whether every variable is an expression.
  fileprivate var isExpressionsOnly: Bool {
    (globals.map(\.definition) + rules.flatMap { $0.lets.map(\.definition) }).allSatisfy {
      switch $0 {
      case .expression: true
      case .content, .given: false
      }
    }
  }
}

extension MessageTemplate.Part {
  /// A part without values.
  fileprivate init(_ part: RichText.Part) {
    switch part {
    case .text(let text): self = .text(text)
    case .emphasis(let inner, let name): self = .emphasis(inner.map(Self.init), class: name)
    case .span(let inner, let name): self = .span(inner.map(Self.init), class: name)
    case .direction(let inner, let value, let name):
      self = .direction(inner.map(Self.init), value: value, class: name)
    case .markup(let markup):
      self = .markup(markup.name, markup.attributes, markup.parts.map(Self.init))
    }
  }
}
