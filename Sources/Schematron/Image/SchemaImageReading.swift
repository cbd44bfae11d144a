internal import Synchronization
@_spi(Engine) internal import XMLTree
internal import XPath

/// The image that a schema was read from, where expressions and the parts of messages are read when one is needed.
final class SchemaImageSource: Sendable {
  private let reading: Mutex<SchemaImageReading>

  init(_ image: ImageText) {
    reading = Mutex(SchemaImageReading(image))
  }

  /// The schema, whose references to documents `documents` answers.
  func schema(documents: ResourceDocuments) -> CompiledSchema {
    reading.withLock { $0.lent(by: self) { $0.schema(documents: documents) } }
  }

  /// The document called `path`, if the image holds it.
  func document(at path: String) -> XMLDocument? {
    reading.withLock { $0.document(at: path) }
  }

  /// The parts of a message that stand at `place`.
  func messageParts(at place: Int) -> [MessageTemplate.Part] {
    reading.withLock { $0.lent(by: self) { $0.messageParts(at: place) } }
  }

  /// What an expression or pattern consists of, which stands at `place`.
  func content(at place: Int) -> XPathProgramContent {
    reading.withLock { $0.content(at: place) }
  }
}

/// Reads what ``SchemaImageWriting`` wrote, in the same order.
struct SchemaImageReading {
  private var image: ImageReader
  /// Where the schema itself stands.
  private let schemaPlace: Int
  private let namespaces: NamespaceTable
  /// Where each document stands.
  private let documentPlaces: [(name: String, place: Int)]
  private var expressions: ProgramPlaces<XPathExpression>
  private var contexts: ProgramPlaces<XPathPattern>
  private var patterns: [PatternPlan] = []
  private var rules: [RulePlan] = []
  private var assertions: [Assertion] = []
  /// Who reads, so that parts can be read later.
  private var reader: SchemaImageSource?

  /// A reading of an image.
  init(_ text: ImageText) {
    image = ImageReader(text)
    schemaPlace = image.skipPart()
    expressions = ProgramPlaces(from: &image)
    contexts = ProgramPlaces(from: &image)
    namespaces = NamespaceTable(from: &image)
    documentPlaces = image.list { ($0.string(), $0.skipPart()) }
  }

  /// What `body` reads on behalf of `source`, which it may refer to.
  mutating func lent<Result>(
    by source: SchemaImageSource, _ body: (inout SchemaImageReading) -> Result
  ) -> Result {
    reader = source
    defer { reader = nil }
    return body(&self)
  }

  private var source: SchemaImageSource {
    guard let reader else { preconditionFailure("what refers to its source is read through it") }
    return reader
  }

  /// The schema, whose references to documents `documents` answers.
  mutating func schema(documents: ResourceDocuments) -> CompiledSchema {
    _ = image.move(to: schemaPlace)
    let facts = facts()
    let variableNames = image.stringList()
    let answerCount = image.int()
    for index in 0..<image.int() {
      patterns.append(
        PatternPlan(
          pattern: pattern(index: index), documents: optionalCompiled(),
          contestedGlobals: numbers()))
    }
    for _ in 0..<image.int() { rules.append(rule()) }
    let globals = list { $0.global() }
    let keys = list {
      XPathKeyDeclaration(name: $0.image.string(), match: $0.context(), use: $0.expression())
    }
    return CompiledSchema(
      source: facts, patterns: patterns, rules: rules, answerCount: answerCount,
      assertions: assertions, globals: globals, variableNames: variableNames, keys: keys,
      start: optionalCompiled(), condition: optionalCompiled(), documents: documents)
  }

  /// The document called `path`, if the image holds it.
  mutating func document(at path: String) -> XMLDocument? {
    guard let found = documentPlaces.first(where: { $0.name == path }) else { return nil }
    _ = image.move(to: found.place)
    return XMLDocument(from: &image)
  }

  /// The parts of a message that stand at `place`.
  mutating func messageParts(at place: Int) -> [MessageTemplate.Part] {
    _ = image.move(to: place)
    return list { $0.part() }
  }

  private mutating func facts() -> SchemaFacts {
    SchemaFacts(
      title: image.optionalString(), version: image.optionalString(),
      edition: image.optionalString(), language: image.optionalString(),
      phase: image.optionalString(), phases: image.stringList(),
      namespaces: list { SchemaNamespace(prefix: $0.image.string(), uri: $0.image.string()) },
      paragraphs: list { $0.paragraph() })
  }

  private mutating func numbers() -> [Int] { image.list { $0.int() } }

  private mutating func list<Element>(
    _ element: (inout SchemaImageReading) -> Element
  ) -> [Element] {
    let count = image.int()
    var list: [Element] = []
    if count == 0 { return list }
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(element(&self)) }
    return list
  }
}

// MARK: Expressions

extension SchemaImageReading {
  private mutating func expression() -> XPathExpression {
    let index = image.int()
    if let known = expressions.programs[index] { return known }
    let former = image.move(to: expressions.places[index])
    defer { _ = image.move(to: former) }
    let source = source
    let expression = XPathExpression(from: &image) { place in { source.content(at: place) } }
    expressions.programs[index] = expression
    return expression
  }

  private mutating func context() -> XPathPattern {
    let index = image.int()
    if let known = contexts.programs[index] { return known }
    let former = image.move(to: contexts.places[index])
    defer { _ = image.move(to: former) }
    let context = XPathPattern(from: &image, namespaces)
    contexts.programs[index] = context
    return context
  }

  /// What an expression consists of, which stands at `place`.
  mutating func content(at place: Int) -> XPathProgramContent {
    _ = image.move(to: place)
    return XPathProgramContent(from: &image, namespaces)
  }

  private mutating func compiled() -> CompiledExpression {
    CompiledExpression(
      expression: expression(), usesDocuments: image.bool(), file: image.string(),
      line: image.int(), lets: numbers())
  }

  private mutating func optionalCompiled() -> CompiledExpression? {
    image.bool() ? compiled() : nil
  }
}

// MARK: Declarations

extension SchemaImageReading {
  private mutating func global() -> GlobalVariable {
    GlobalVariable(
      name: image.int(), definition: .expression(compiled()), contestedBy: numbers().first,
      file: image.string(), line: image.int())
  }

  private mutating func pattern(index: Int) -> Pattern {
    Pattern(
      index: index, id: image.optionalString(), title: image.optionalString(),
      role: image.optionalString(), see: image.optionalString(),
      instanceOf: image.optionalString(), isGroup: image.bool(), file: image.string(),
      line: image.int())
  }

  private mutating func rule() -> RulePlan {
    let pattern = patterns[image.int()].pattern
    let rule = Rule(
      index: rules.count, pattern: pattern, id: image.optionalString(),
      visitEach: image.optionalString(), role: image.optionalString(),
      see: image.optionalString(), context: image.string(), flags: image.stringList(),
      file: image.string(), line: image.int())
    return RulePlan(
      rule: rule, context: context(), answerStart: image.int(), visitEach: optionalCompiled(),
      lets: list {
        RuleVariable(
          name: $0.image.int(), definition: .expression($0.compiled()), file: $0.image.string(),
          line: $0.image.int())
      },
      letStart: image.int(), hidingLets: numbers(),
      assertions: list { $0.assertion(of: rule) })
  }

  private mutating func assertion(of rule: Rule) -> AssertionPlan {
    let kind: Assertion.Kind = image.bool() ? .report : .assert
    let (id, role, severity) = (
      image.optionalString(), image.optionalString(), image.optionalString()
    )
    let (see, icon, fpi) = (
      image.optionalString(), image.optionalString(), image.optionalString()
    )
    let test = image.string()
    let flags = image.stringList()
    let foreignAttributes = list { $0.foreignAttribute() }
    let (file, line) = (image.string(), image.int())
    let (compiledTest, subject) = (compiled(), optionalCompiled())
    let message = template()
    let (diagnostics, properties) = (list { $0.note() }, list { $0.note() })
    let assertion = Assertion(
      kind: kind, index: assertions.count, id: id, test: test, role: role, flags: flags,
      severity: severity, see: see, icon: icon, fpi: fpi, rule: rule, file: file, line: line,
      message: message, diagnostics: diagnostics, properties: properties,
      foreignAttributes: foreignAttributes)
    assertions.append(assertion)
    return AssertionPlan(
      assertion: assertion, test: compiledTest, subject: subject, message: message,
      diagnostics: diagnostics, properties: properties)
  }

  private mutating func foreignAttribute() -> SchemaElement.Attribute {
    let (prefix, localName) = (image.string(), image.string())
    return SchemaElement.Attribute(
      name: SchemaNodeName(prefix: prefix, localName: localName, namespace: image.string()),
      value: image.string())
  }

  private mutating func note() -> NotePlan {
    NotePlan(
      id: image.string(), role: image.optionalString(), scheme: image.optionalString(),
      template: template())
  }
}

// MARK: Messages

extension SchemaImageReading {
  /// A message whose parts are read when it is needed.
  private mutating func template() -> MessageTemplate {
    message { image in
      let (source, place) = (image.source, image.image.skipPart())
      return .deferred(DeferredParts { source.messageParts(at: place) })
    }
  }

  /// A text of the schema itself, which has no values.
  private mutating func paragraph() -> RichText {
    message { image in
      // It stands in a part of its own, like all messages.
      _ = image.image.int()
      return .given(image.list { $0.part() })
    }.outline
  }

  private mutating func message(
    _ content: (inout SchemaImageReading) -> MessageTemplate.Content
  ) -> MessageTemplate {
    let (language, preservesSpace) = (image.optionalString(), image.bool())
    let (see, icon, fpi) = (image.optionalString(), image.optionalString(), image.optionalString())
    return MessageTemplate(
      content(&self), language: language, preservesSpace: preservesSpace, see: see, icon: icon,
      fpi: fpi)
  }

  private mutating func part() -> MessageTemplate.Part {
    switch image.int() {
    case 0: return .text(image.string())
    case 1: return .value(compiled())
    case 2: return .name
    case 3: return .copy(compiled())
    case 4: return .emphasis(list { $0.part() }, class: image.optionalString())
    case 5: return .span(list { $0.part() }, class: image.string())
    case 6:
      return .direction(
        list { $0.part() }, value: image.optionalString(), class: image.optionalString())
    case 7:
      let name = markupName()
      let attributes = list {
        Markup.Attribute(name: $0.markupName(), value: $0.image.string())
      }
      return .markup(name, attributes, list { $0.part() })
    case _: preconditionFailure("an image is read by the program that wrote it")
    }
  }

  private mutating func markupName() -> Markup.Name {
    Markup.Name(
      prefix: image.string(), localName: image.string(), namespaceURI: image.string())
  }
}

/// Where each program of an image stands, and those that were read.
private struct ProgramPlaces<Program> {
  let places: [Int]
  var programs: [Program?]

  init(from image: inout ImageReader) {
    places = image.skipParts(image.int())
    programs = Array(repeating: nil, count: places.count)
  }
}
