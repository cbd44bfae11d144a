import Schematron
import Testing
import XMLTree

/// A schema of one file around `body`, with prefixes `p` for `urn:p` and `x` for XSLT.
func schemaText(_ body: String, attributes: String = "", prolog: String = "") -> String {
  """
  <schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="\(xslt)" \(attributes)>
  <ns prefix="p" uri="urn:p"/>\(prolog)
  \(body)
  </schema>
  """
}

let xslt = "http://www.w3.org/1999/XSL/Transform"

/// Compiles a schema whose main file is `schema.sch`.
func compile(
  _ files: [String: String], phase: PhaseSelection = .default, parameters: [String: String] = [:]
) throws(SchemaError) -> SchematronSchema {
  try SchematronSchema.compile(
    path: "schema.sch", resources: ResourceResolver(files: files.mapValues { Array($0.utf8) }),
    phase: phase, parameters: parameters)
}

func compile(
  _ body: String, attributes: String = "", phase: PhaseSelection = .default
) throws(SchemaError) -> SchematronSchema {
  try compile(["schema.sch": schemaText(body, attributes: attributes)], phase: phase)
}

func parse(_ text: String, name: String = "document.xml") throws -> XMLDocument {
  try XMLDocument(parsing: Array(text.utf8), name: name)
}

/// What fired, as `id location: message` or `kind location: message`.
func firings(_ schema: SchematronSchema, _ document: String) throws -> [String] {
  let result = schema.validate(try parse(document))
  #expect(result.failures.map(\.description) == [])
  return result.firings.map {
    "\($0.assertion.id ?? $0.assertion.kind.rawValue) \($0.location): \($0.message.line)"
  }
}

func firings(_ body: String, on document: String) throws -> [String] {
  try firings(compile(body), document)
}

/// The error that a schema is refused with.
func schemaError(_ files: [String: String], phase: PhaseSelection = .default) -> SchemaError? {
  do throws(SchemaError) {
    _ = try compile(files, phase: phase)
    Issue.record("the schema was accepted")
    return nil
  } catch {
    return error
  }
}

func schemaError(_ body: String, attributes: String = "") -> SchemaError? {
  schemaError(["schema.sch": schemaText(body, attributes: attributes)])
}
