internal import XMLTree

/// Writes validation results as SVRL, the report language of ISO/IEC 19757-3.
///
/// The output is valid against the grammar of the 2025 edition if the schema follows its own grammar. It
/// is also valid against that of 2016 where every active pattern fired a rule, nothing failed to
/// evaluate, roles and flags are single tokens, and no assertion with an id fired twice.
public struct SVRLWriter: Sendable {
  /// The namespace of SVRL.
  public static let namespace = "http://purl.oclc.org/dsdl/svrl"

  /// The size in bytes from which written output is handed over.
  static let chunkByteCount = 1 << 16

  private var writer = XMLWriter()

  private init() {}

  /// The report as one piece of UTF-8; `remarks` are the caller's own texts about the document as a whole, which follow
  /// the paragraphs of the schema.
  public static func bytes(for result: ValidationResult, remarks: [RichText] = []) -> [UInt8] {
    var output: [UInt8] = []
    write(result, remarks: remarks) { output.append(contentsOf: $0) }
    return output
  }

  /// Hands the report to `output` in pieces, so that a large one is never held whole.
  public static func write<Failure: Error>(
    _ result: ValidationResult, remarks: [RichText] = [],
    to output: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var report = SVRLWriter()
    report.open(result, remarks: remarks)
    for pattern in result.patterns {
      // Subordinate documents are reported one after the other, each as an active pattern of its own.
      let documents: [String?] = pattern.documents.isEmpty ? [nil] : pattern.documents
      var position = 0
      for (number, document) in documents.enumerated() {
        // What is told of a document that could not be opened stands with the first.
        let failures = pattern.failures.filter { failure in
          failure.document == document
            || number == 0 && failure.document.map(pattern.documents.contains) != true
        }
        report.write(pattern, document: document, failures: failures)
        while position < pattern.firedRules.count,
          pattern.document(of: pattern.firedRules[position]) == document
        {
          report.writeFiredRule(at: position, of: pattern, in: result)
          position += 1
          if report.writer.byteCount >= chunkByteCount { try output(report.writer.takeBytes()) }
        }
      }
    }
    report.writer.newline()
    report.writer.endElement()
    report.writer.newline()
    try output(report.writer.finish())
  }

  private mutating func open(_ result: ValidationResult, remarks: [RichText]) {
    let schema = result.schema
    writer.declaration()
    writer.startElement("svrl:schematron-output")
    writer.namespace("svrl", Self.namespace)
    attribute("title", schema.title)
    attribute("phase", schema.phase)
    attribute("schemaVersion", schema.schemaVersion)
    attribute("schemaFrontEdition", schema.edition)
    for failure in result.variableFailures { write(failure, depth: 1) }
    for paragraph in schema.paragraphs {
      writer.newline(depth: 1)
      write(paragraph, see: nil, icon: nil, fpi: nil)
    }
    for remark in remarks {
      writer.newline(depth: 1)
      write(remark, see: remark.see, icon: remark.icon, fpi: remark.fpi)
    }
    // Where nothing was checked, the grammar has room for the errors alone.
    for namespace in result.patterns.isEmpty ? [] : schema.namespaces {
      writer.newline(depth: 1)
      writer.startElement("svrl:ns-prefix-in-attribute-values")
      writer.attribute("prefix", namespace.prefix)
      writer.attribute("uri", namespace.uri)
      writer.endElement()
    }
  }

  private mutating func write(
    _ result: PatternResult, document: String?, failures: [EvaluationFailure]
  ) {
    let pattern = result.pattern
    writer.newline(depth: 1)
    writer.startElement(pattern.isGroup ? "svrl:active-group" : "svrl:active-pattern")
    attribute("id", pattern.id)
    attribute("documents", document.map(uriReference))
    attribute("name", pattern.title)
    attribute("role", pattern.role)
    for failure in failures { write(failure, depth: 2) }
    if !failures.isEmpty { writer.newline(depth: 1) }
    writer.endElement()
  }

  private mutating func writeFiredRule(
    at position: Int, of result: PatternResult, in whole: ValidationResult
  ) {
    let fired = result.firedRules[position]
    let rule = whole.schema.compiled.rules[fired.rule].rule
    writer.newline(depth: 1)
    writer.startElement("svrl:fired-rule")
    attribute("id", rule.id)
    writer.attribute("context", rule.context)
    attribute("visit-each", rule.visitEach)
    attribute("role", rule.role)
    attribute("flag", rule.flags.isEmpty ? nil : rule.flags.joined(separator: " "))
    attribute("document", result.document(of: fired).map(uriReference))
    writer.endElement()
    for firing in result.firings(ofFiredRuleAt: position) { write(firing) }
  }

  private mutating func write(_ firing: Firing) {
    let assertion = firing.assertion
    writer.newline(depth: 1)
    switch assertion.kind {
    case .assert: writer.startElement("svrl:failed-assert")
    case .report: writer.startElement("svrl:successful-report")
    }
    attribute("id", assertion.id)
    writer.attribute("location", firing.location)
    writer.attribute("test", assertion.test)
    attribute("role", assertion.role)
    attribute("flag", assertion.flags.isEmpty ? nil : assertion.flags.joined(separator: " "))
    attribute("severity", assertion.severity)
    for note in firing.diagnostics {
      write(note, element: "svrl:diagnostic-reference", "diagnostic")
    }
    for note in firing.properties { write(note, element: "svrl:property-reference", "property") }
    writer.newline(depth: 2)
    write(firing.message, see: assertion.see, icon: assertion.icon, fpi: assertion.fpi)
    writer.newline(depth: 1)
    writer.endElement()
  }

  private mutating func write(_ note: Firing.Note, element: String, _ reference: String) {
    writer.newline(depth: 2)
    writer.startElement(element)
    writer.attribute(reference, note.id)
    attribute("role", note.role)
    attribute("scheme", note.scheme)
    write(note.text, see: note.text.see, icon: note.text.icon, fpi: note.text.fpi)
    writer.endElement()
  }

  private mutating func write(_ failure: EvaluationFailure, depth: Int) {
    writer.newline(depth: depth)
    writer.startElement("svrl:error")
    attribute("document", failure.document.map(uriReference))
    writer.attribute("location", failure.location)
    writer.attribute("code", failure.code)
    writer.text(failure.description)
    writer.endElement()
  }

  private mutating func write(_ text: RichText, see: String?, icon: String?, fpi: String?) {
    writer.startElement("svrl:text")
    if text.preservesSpace { writer.attribute("xml:space", "preserve") }
    attribute("xml:lang", text.language)
    attribute("see", see)
    attribute("icon", icon)
    attribute("fpi", fpi)
    for part in text.parts { write(part) }
    writer.endElement()
  }

  private mutating func attribute(_ name: String, _ value: String?) {
    if let value { writer.attribute(name, value) }
  }
}

/// A reference as `xsd:anyURI` takes it: without bare blanks.
private func uriReference(_ reference: String) -> String {
  reference.split(separator: " ", omittingEmptySubsequences: false).joined(separator: "%20")
}

// MARK: - Rich text

extension SVRLWriter {
  /// SVRL's inline elements hold text only, so what is nested within them loses its markup.
  private mutating func write(_ part: RichText.Part) {
    switch part {
    case .text(let text): writer.text(text)
    case .emphasis(_, let name):
      writer.startElement("svrl:emph")
      attribute("class", name)
      writeText(of: part)
    case .span(_, let name):
      writer.startElement("svrl:span")
      writer.attribute("class", name)
      writeText(of: part)
    case .direction(_, let value, let name):
      writer.startElement("svrl:dir")
      attribute("class", name)
      attribute("dir", value)
      writeText(of: part)
    case .markup(let markup): write(markup, scope: ["svrl": Self.namespace])
    }
  }

  private mutating func writeText(of part: RichText.Part) {
    var text = ""
    part.append(to: &text)
    writer.text(text)
    writer.endElement()
  }

  /// Writes foreign markup and declares what it needs; elements of SVRL's own namespace, which the
  /// grammar excludes here, give their content only.
  private mutating func write(_ markup: Markup, scope: [String: String]) {
    guard markup.name.namespaceURI != Self.namespace else {
      write(markup.parts, scope: scope)
      return
    }
    var scope = scope
    var declarations: [(prefix: String, uri: String)] = []
    func bind(_ name: Markup.Name, isAttribute: Bool) -> String {
      if name.namespaceURI == XMLDocument.xmlNamespace { return "xml:" + name.localName }
      if isAttribute, name.namespaceURI.isEmpty { return name.localName }
      var prefix = name.prefix
      if isAttribute, prefix.isEmpty { prefix = "ns" }
      var number = 0
      while prefix == "svrl" || declarations.contains(where: { $0.prefix == prefix }),
        scope[prefix] != name.namespaceURI
      {
        number += 1
        prefix = (name.prefix.isEmpty ? "ns" : name.prefix) + String(number)
      }
      if (scope[prefix] ?? "") != name.namespaceURI {
        scope[prefix] = name.namespaceURI
        declarations.append((prefix, name.namespaceURI))
      }
      return prefix.isEmpty ? name.localName : prefix + ":" + name.localName
    }
    let name = bind(markup.name, isAttribute: false)
    let attributes = markup.attributes.map { (bind($0.name, isAttribute: true), $0.value) }
    writer.startElement(name)
    for declaration in declarations { writer.namespace(declaration.prefix, declaration.uri) }
    for (name, value) in attributes { writer.attribute(name, value) }
    write(markup.parts, scope: scope)
    writer.endElement()
  }

  private mutating func write(_ parts: [RichText.Part], scope: [String: String]) {
    for part in parts {
      if case .markup(let inner) = part {
        write(inner, scope: scope)
      } else {
        var text = ""
        part.append(to: &text)
        writer.text(text)
      }
    }
  }
}
