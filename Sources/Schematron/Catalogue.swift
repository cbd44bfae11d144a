/// An assertion or report as the schema states it.
public final class Assertion: Sendable {
  /// Whether it fires when its test is false or when it is true.
  public enum Kind: String, Sendable {
    case assert, report
  }

  /// Whether it is an `assert` or a `report`.
  public let kind: Kind
  /// Its place among ``SchematronSchema/assertions``.
  public let index: Int
  /// The attribute `id`.
  public let id: String?
  /// The expression, as written or with the parameters of an abstract pattern filled in.
  public let test: String
  /// The attribute `role`.
  public let role: String?
  /// The tokens of the attribute `flag`.
  public let flags: [String]
  /// The attribute `severity` of the 2025 edition.
  public let severity: String?
  /// The attribute `see`: where to read more.
  public let see: String?
  /// The attribute `icon`.
  public let icon: String?
  /// The attribute `fpi`.
  public let fpi: String?
  /// The message with each value in braces, as `{expression}`.
  public var message: RichText { template.outline }
  /// The character data of the message with `placeholder` for each value.
  public func outline(placeholder: String) -> String { template.outline(placeholder: placeholder) }
  /// What the attribute `diagnostics` names, in its order.
  public let diagnostics: [Note]
  /// What the attribute `properties` names, in its order.
  public let properties: [Note]
  /// The rule that it is checked in.
  public let rule: Rule
  /// The file it is written in, relative to the folder of the schema's resources.
  public let file: String
  /// The line of its element.
  public let line: Int
  private let template: MessageTemplate
  let foreignAttributes: [SchemaElement.Attribute]

  /// A diagnostic or property as the schema states it.
  public struct Note: Sendable {
    /// The attribute `id`.
    public let id: String
    /// The attribute `role`.
    public let role: String?
    /// Of a property.
    public let scheme: String?
    /// The text with each value in braces.
    public var text: RichText { template.outline }
    /// The character data of the text with `placeholder` for each value.
    public func outline(placeholder: String) -> String {
      template.outline(placeholder: placeholder)
    }
    /// The language of the text: the value of the nearest `xml:lang`.
    public var language: String? { template.language }
    private let template: MessageTemplate

    init(_ plan: NotePlan) {
      id = plan.id
      role = plan.role
      scheme = plan.scheme
      template = plan.template
    }
  }

  /// The value of an attribute in a namespace of the caller's own: that of the assertion, else of the
  /// nearest element around it in its file.
  public func foreignAttribute(_ localName: String, namespace: String) -> String? {
    foreignAttributes.first { $0.localName == localName && $0.namespace == namespace }?.value
  }

  init(
    kind: Kind, index: Int, id: String?, test: String, role: String?, flags: [String],
    severity: String?, see: String?, icon: String?, fpi: String?, rule: Rule, file: String,
    line: Int, message: MessageTemplate, diagnostics: [NotePlan], properties: [NotePlan],
    foreignAttributes: [SchemaElement.Attribute]
  ) {
    self.kind = kind
    self.index = index
    self.id = id
    self.test = test
    self.role = role
    self.flags = flags
    self.severity = severity
    self.see = see
    self.icon = icon
    self.fpi = fpi
    self.rule = rule
    self.file = file
    self.line = line
    template = message
    self.diagnostics = diagnostics.map { Note($0) }
    self.properties = properties.map { Note($0) }
    self.foreignAttributes = foreignAttributes
  }

  convenience init(
    _ element: SchemaElement, index: Int, rule: Rule, message: MessageTemplate,
    diagnostics: [NotePlan], properties: [NotePlan]
  ) throws(SchemaError) {
    self.init(
      kind: element.localName == "report" ? .report : .assert, index: index, id: element["id"],
      test: try element.required("test"), role: element["role"], flags: element.names("flag"),
      severity: element["severity"], see: element["see"], icon: element["icon"],
      fpi: element["fpi"], rule: rule, file: element.file, line: element.line, message: message,
      diagnostics: diagnostics, properties: properties,
      foreignAttributes: element.foreignAttributes)
  }
}

/// A rule as the schema states it.
public final class Rule: Sendable {
  /// Its place among ``SchematronSchema/rules``.
  public let index: Int
  /// The attribute `id`.
  public let id: String?
  /// The pattern that says which nodes it takes.
  public let context: String
  /// The attribute `visit-each` of the 2025 edition.
  public let visitEach: String?
  /// The attribute `role`.
  public let role: String?
  /// The tokens of the attribute `flag`.
  public let flags: [String]
  /// The attribute `see`: where to read more.
  public let see: String?
  /// The pattern it belongs to.
  public let pattern: Pattern
  /// The file it is written in, relative to the folder of the schema's resources.
  public let file: String
  /// The line of its element.
  public let line: Int

  init(
    index: Int, pattern: Pattern, id: String?, visitEach: String?, role: String?, see: String?,
    context: String, flags: [String], file: String, line: Int
  ) {
    self.index = index
    self.pattern = pattern
    self.id = id
    self.visitEach = visitEach
    self.role = role
    self.see = see
    self.context = context
    self.flags = flags
    self.file = file
    self.line = line
  }

  convenience init(
    _ element: SchemaElement, index: Int, pattern: Pattern
  ) throws(SchemaError) {
    self.init(
      index: index, pattern: pattern, id: element["id"], visitEach: element["visit-each"],
      role: element["role"], see: element["see"], context: try element.required("context"),
      flags: element.names("flag"), file: element.file, line: element.line)
  }
}

/// A pattern (or group) as the schema states it.
public final class Pattern: Sendable {
  /// Its place among ``SchematronSchema/patterns``.
  public let index: Int
  /// The attribute `id`.
  public let id: String?
  /// The title, with white space collapsed.
  public let title: String?
  /// The attribute `role`.
  public let role: String?
  /// The attribute `see`: where to read more.
  public let see: String?
  /// The abstract pattern that it is an instance of.
  public let instanceOf: String?
  /// Whether every matching rule fires for a node, not only the first (`group` of the 2025 edition).
  public let isGroup: Bool
  /// The file it is written in, relative to the folder of the schema's resources.
  public let file: String
  /// The line of its element.
  public let line: Int

  init(
    index: Int, id: String?, title: String?, role: String?, see: String?, instanceOf: String?,
    isGroup: Bool, file: String, line: Int
  ) {
    self.index = index
    self.id = id
    self.title = title
    self.role = role
    self.see = see
    self.instanceOf = instanceOf
    self.isGroup = isGroup
    self.file = file
    self.line = line
  }

  convenience init(_ source: PatternSource, index: Int) {
    self.init(
      index: index, id: source.id, title: source.title, role: source.element["role"],
      see: source.element["see"], instanceOf: source.instanceOf, isGroup: source.isGroup,
      file: source.element.file, line: source.element.line)
  }
}
