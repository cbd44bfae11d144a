import TestSupport

/// A schema and documents for it, made from a seed, that every engine of XPath 1.0 can run.
///
/// Each message tells the node it is about, since some engines do not.
struct RandomSchema {
  /// What an engine knows: jing neither abstract patterns nor what XSLT adds.
  enum Dialect { case skeleton, jing }

  private var generator: SeededGenerator
  private let dialect: Dialect
  private var assertionCount = 0
  private var diagnosticCount = 0
  private var variables: [String] = []
  private(set) var phase: String?
  private(set) var text = ""

  init(seed: UInt64, dialect: Dialect) {
    generator = SeededGenerator(seed: seed)
    self.dialect = dialect
    write()
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &generator)]
  }

  private mutating func chance(_ count: Int) -> Bool {
    Int.random(in: 0..<count, using: &generator) == 0
  }

  // MARK: Schema

  private mutating func write() {
    let hasPhases = dialect == .skeleton && chance(2)
    text = """
      <schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
        queryBinding="xslt"><ns prefix="p" uri="urn:p"/>

      """
    if dialect == .skeleton {
      text += "<xsl:key name=\"k\" match=\"p:*\" use=\"@n\"/>\n"
      variables = ["all", "first"]
      text += "<let name=\"all\" value=\"count(//p:*)\"/><let name=\"first\" value=\"//@n[1]\"/>\n"
    }
    let patternCount = Int.random(in: 1...4, using: &generator)
    if hasPhases {
      for name in ["x", "y"] {
        text += "<phase id=\"\(name)\">"
        for pattern in 0..<patternCount where pattern == 0 || chance(2) {
          text += "<active pattern=\"P\(pattern)\"/>"
        }
        text += "</phase>\n"
      }
      phase = chance(3) ? nil : pick(["x", "y"])
    }
    if dialect == .skeleton { text += abstractPattern() }
    let outer = variables
    for pattern in 0..<patternCount {
      if dialect == .skeleton, chance(5) {
        text += "<pattern id=\"P\(pattern)\" is-a=\"Q\"><param name=\"c\" value=\"\(context())\"/>"
        text +=
          "<param name=\"limit\" value=\"\(Int.random(in: 0...3, using: &generator))\"/></pattern>\n"
      } else {
        writePattern(pattern)
      }
      variables = outer
    }
    text += "<diagnostics>"
    for number in 0..<diagnosticCount { text += "<diagnostic id=\"D\(number)\">d</diagnostic>" }
    text += "</diagnostics></schema>\n"
  }

  private func abstractPattern() -> String {
    """
    <pattern abstract="true" id="Q"><rule context="$c"><assert id="QA" test="count(*) > $limit">QA \(Self.node)</assert></rule></pattern>

    """
  }

  /// What tells a node: how many elements stand before it, its name, its text.
  private static let node =
    "<value-of select=\"count(ancestor::*) + count(preceding::*)\"/>|<name/>|<value-of select=\"string(@n)\"/>"

  private mutating func writePattern(_ number: Int) {
    text += "<pattern id=\"P\(number)\">"
    if dialect == .skeleton, chance(3) {
      text += "<let name=\"v\(number)\" value=\"\(scalar())\"/>"
      variables.append("v\(number)")
    }
    let hasAbstractRule = chance(3)
    if hasAbstractRule {
      text += "<rule abstract=\"true\" id=\"R\(number)\">\(assertion())</rule>\n"
    }
    let outer = variables
    for rule in 0..<Int.random(in: 1...4, using: &generator) {
      text += "<rule context=\"\(context())\">"
      if dialect == .skeleton {
        for place in 0..<Int.random(in: 0...2, using: &generator) {
          let name = "r\(number)_\(rule)_\(place)"
          text += "<let name=\"\(name)\" value=\"\(scalar())\"/>"
          variables.append(name)
        }
      }
      if hasAbstractRule, chance(2) { text += "<extends rule=\"R\(number)\"/>" }
      for _ in 0..<Int.random(in: 1...3, using: &generator) { text += assertion() }
      text += "</rule>\n"
      variables = outer
    }
    text += "</pattern>\n"
  }

  private mutating func context() -> String {
    var contexts = [
      "p:a", "p:b", "p:c", "p:a/p:b", "p:a//p:c", "p:*[@n]", "p:b[@n = 2]", "p:c[p:a or @m]", "*",
      "p:a | p:c", "/p:r", "p:b[not(p:*)]", "p:a[p:b/@n = @n]", "p:r/p:*", "p:b[2]",
      "p:a[last()]", "p:c[position() = 1][@n]", "x", "p:r//p:b[ancestor::p:a]",
    ]
    // Beside a rule at the root, jing checks the outermost element twice.
    if dialect == .skeleton { contexts += ["/", "@n", "p:a/@m", "@*", "p:b/@n[. > 1]"] }
    return pick(contexts)
  }

  private mutating func assertion() -> String {
    let id = "A\(assertionCount)"
    assertionCount += 1
    let kind = pick(["assert", "report"])
    var attributes = "id=\"\(id)\" test=\"\(condition(depth: 2))\""
    if dialect == .skeleton, chance(4) {
      attributes += " diagnostics=\"D\(diagnosticCount)\""
      diagnosticCount += 1
    }
    return "<\(kind) \(attributes)>\(id) \(Self.node)</\(kind)>\n"
  }

  private mutating func scalar() -> String {
    var scalars = [
      "@n", "count(p:*)", "string-length(.)", "name()", "../@n", "'x'", "2",
      "concat(@n, '-', @m)", "number(@m)", "local-name(..)", "normalize-space(.)", "@n + 1",
      "count(ancestor::p:a)", "floor(@n div 2)", "translate(., 'xy', 'yx')", "*[1]/@n",
      "substring(., 2, 2)", "preceding-sibling::p:*[1]/@n", "count(following-sibling::p:b)",
    ]
    if dialect == .skeleton {
      // XPath 2.0, on which jing runs, sums up numbers only.
      scalars += [
        "sum(p:b/@n)", "current()/@n", "count(key('k', @n))", "key('k', '1')[1]/@m",
        "generate-id(..)",
      ]
    }
    if !variables.isEmpty, chance(3) { return "$" + pick(variables) }
    return pick(scalars)
  }

  private mutating func condition(depth: Int) -> String {
    if depth > 0, chance(3) {
      return
        "(\(condition(depth: depth - 1))) \(pick(["and", "or"])) (\(condition(depth: depth - 1)))"
    }
    if depth > 0, chance(5) { return "not(\(condition(depth: depth - 1)))" }
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: return pick(["@n", "p:b", "p:a/@m", "p:*[@n = 1]", "..//p:c", "text()", "*[2]"])
    case 1: return "contains(\(scalar()), '\(pick(["1", "x", "-", ""]))')"
    case 2: return "\(scalar()) = p:*/@n"
    case 3: return "starts-with(\(scalar()), \(scalar()))"
    default:
      return "\(scalar()) \(pick(["=", "!=", "&lt;", "&lt;=", ">", ">="])) \(scalar())"
    }
  }

  // MARK: Documents

  /// Another document for the schema.
  mutating func document() -> String {
    var count = 0
    return "<r xmlns=\"urn:p\" n=\"0\">" + children(depth: 4, &count) + "</r>"
  }

  private mutating func children(depth: Int, _ count: inout Int) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...4, using: &generator) where count < 60 {
      count += 1
      let name = pick(["a", "b", "c", "b"])
      let isPlain = chance(12)
      text += isPlain ? "<x xmlns=\"\"" : "<\(name)"
      if !chance(3) { text += " n=\"\(pick(["1", "2", "3", "", "x", "-1", "1.5"]))\"" }
      if chance(3) { text += " m=\"\(pick(["1", "2", "xy"]))\"" }
      text += ">"
      if chance(3) { text += pick(["x", "1", " 12 ", "&amp;y"]) }
      if depth > 0, !isPlain { text += children(depth: depth - 1, &count) }
      text += isPlain ? "</x>\n" : "</\(name)>\n"
    }
    return text
  }
}
