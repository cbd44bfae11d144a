import TestSupport

/// Seeded documents and expressions, small enough that everything meets everything.
struct RandomMaterial {
  var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  mutating func number(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

  mutating func pick<Element>(_ choices: [Element]) -> Element { choices[number(choices.count)] }

  mutating func chance(_ percent: Int) -> Bool { number(100) < percent }
}

// MARK: Documents

extension RandomMaterial {
  static let namespaces = ["p": "urn:p", "q": "urn:q"]

  mutating func document() -> String {
    var text = "<?xml version='1.0'?>"
    if chance(30) { text += "<!--outer-->" }
    text += element(depth: 0, isOutermost: true)
    if chance(30) { text += "<?after x?>" }
    return text
  }

  private mutating func element(depth: Int, isOutermost: Bool = false) -> String {
    let name = pick(["a", "a", "b", "b", "c", "p:a", "p:b", "q:c"])
    var text = "<" + name
    if isOutermost { text += " xmlns:p='urn:p' xmlns:q='urn:q'" }
    if !isOutermost, chance(5) { text += " xmlns:r='urn:p'" }
    if chance(30) { text += " x='\(pick(Self.values))'" }
    if chance(30) { text += " y='\(pick(Self.values))'" }
    if chance(15) { text += " p:x='\(pick(Self.values))'" }
    if chance(10) { text += " xml:lang='\(pick(["en", "en-US", "ja", ""]))'" }
    let children = depth > 4 ? 0 : number(depth < 2 ? 7 : 5)
    if children == 0, chance(50) { return text + "/>" }
    text += ">"
    for _ in 0..<children { text += content(depth: depth) }
    return text + "</\(name)>"
  }

  private mutating func content(depth: Int) -> String {
    switch number(10) {
    case 0...5: element(depth: depth + 1)
    case 6...7: pick(Self.values)
    case 8: chance(50) ? "<!--\(pick(Self.values))-->" : "<![CDATA[\(pick(Self.values))]]>"
    default: "<?\(pick(["t", "u"])) \(pick(Self.values))?>"
    }
  }

  static let values = ["1", "2", "3", "10", "-4", " 2 ", "x", "xy", " a  b ", "日本", "é", "1.5"]
}

// MARK: Expressions

extension RandomMaterial {
  mutating func expression(depth: Int = 3) -> String {
    switch number(4) {
    case 0: nodeSet(depth)
    case 1: boolean(depth)
    case 2: numeric(depth)
    default: string(depth)
    }
  }

  private mutating func any(_ depth: Int) -> String { expression(depth: depth - 1) }

  mutating func nodeSet(_ depth: Int) -> String {
    switch number(depth > 0 ? 8 : 4) {
    case 0...4: path(depth)
    case 5: "\(path(depth - 1)) | \(path(depth - 1))"
    case 6: "(\(nodeSet(depth - 1)))[\(predicate(depth - 1))]"
    default: "(\(nodeSet(depth - 1)))/\(relative(depth - 1))"
    }
  }

  private mutating func path(_ depth: Int) -> String {
    switch number(6) {
    case 0: "/" + relative(depth)
    case 1: "//" + relative(depth)
    case 2: pick(["/", ".", "..", "../..", "@x", "//@x", ".//a", "/*/*"])
    case 3: wholeTree(depth)
    default: relative(depth)
    }
  }

  /// The axes that libxml2 takes differently from attributes start at elements only.
  private mutating func wholeTree(_ depth: Int) -> String {
    let start = pick(["//*", "//a", "//*[@x]", "/*/*/*", "//b[last()]"])
    let axis = pick(["following", "preceding", "following", "preceding", "namespace"])
    if axis == "namespace" { return "\(start)[namespace::\(pick(["p", "*", "r", "node()"]))]" }
    let condition = depth > 0 && chance(50) ? "[\(predicate(depth - 1))]" : ""
    return "\(start)/\(axis)::\(nodeTest())\(condition)"
  }

  private mutating func relative(_ depth: Int) -> String {
    var text = step(depth)
    for _ in 0..<number(3) { text += pick(["/", "/", "//"]) + step(depth) }
    return text
  }

  private mutating func step(_ depth: Int) -> String {
    var text: String
    switch number(12) {
    case 0: return pick([".", ".."])
    case 1...5: text = nodeTest()
    case 6: text = "@" + pick(["x", "y", "*", "p:x", "p:*", "node()"])
    default:
      text = pick(Self.axes) + "::" + nodeTest()
    }
    if depth > 0 {
      for _ in 0..<pick([0, 0, 0, 0, 0, 1, 1, 2]) { text += "[\(predicate(depth - 1))]" }
    }
    return text
  }

  private static let axes = [
    "child", "descendant", "descendant-or-self", "self", "parent", "ancestor", "ancestor-or-self",
    "following-sibling", "preceding-sibling", "attribute",
  ]

  private mutating func nodeTest() -> String {
    pick([
      "a", "a", "b", "b", "c", "p:a", "p:b", "q:c", "*", "*", "*", "*", "*", "p:*", "node()",
      "node()",
      "node()", "text()", "text()", "comment()", "processing-instruction()",
      "processing-instruction('t')", "z",
    ])
  }

  private mutating func predicate(_ depth: Int) -> String {
    switch number(8) {
    case 0...1: pick(["1", "2", "last()", "position()=2", "position() > 1", "last()-1", "1.5"])
    case 2: "position() \(pick(["<", "=", "!=", ">="])) \(numeric(depth))"
    case 3: numeric(depth)
    case 4: "position() mod 2 = \(number(2))"
    default: depth > 0 ? any(depth) : pick(["@x", "text()", "*", "@x = 2", "not(@y)"])
    }
  }

  mutating func boolean(_ depth: Int) -> String {
    if depth <= 0 { return pick(["true()", "false()", "@x", "lang('en')"]) + " = true()" }
    switch number(9) {
    case 0...3:
      let comparison = pick(["=", "!=", "<", "<=", ">", ">="])
      return "\(operand(depth)) \(comparison) \(operand(depth))"
    case 4: return "(\(any(depth))) and (\(any(depth)))"
    case 5: return "(\(any(depth))) or (\(any(depth)))"
    case 6: return "not(\(any(depth)))"
    case 7: return "contains(\(any(depth)), \(any(depth)))"
    default: return "starts-with(\(any(depth)), \(string(depth - 1)))"
    }
  }

  private mutating func operand(_ depth: Int) -> String {
    chance(60) ? nodeSet(depth - 1) : "(\(any(depth)))"
  }

  mutating func numeric(_ depth: Int) -> String {
    if depth <= 0 { return pick(["1", "2", "0", "3.5", "-1", "count(*)", "position()", "last()"]) }
    switch number(8) {
    case 0: return "count(\(nodeSet(depth - 1)))"
    case 1: return "sum(\(nodeSet(depth - 1)))"
    case 2...3:
      return "(\(numeric(depth - 1))) \(pick(["+", "-", "*", "div", "mod"])) (\(any(depth)))"
    case 4: return "\(pick(["floor", "ceiling", "round", "number"]))(\(any(depth)))"
    case 5: return "string-length(\(nodeSet(depth - 1)))"
    case 6: return "-(\(any(depth)))"
    default: return pick(["1", "2", "10", "0.5"])
    }
  }

  mutating func string(_ depth: Int) -> String {
    if depth <= 0 { return pick(["'x'", "''", "'2'", "name()", "local-name()", "string()"]) }
    switch number(9) {
    case 0: return "concat(\(text(depth)), \(text(depth)))"
    case 1: return "substring(\(text(depth)), \(numeric(depth - 1)), \(numeric(depth - 1)))"
    case 2: return "substring(\(text(depth)), \(numeric(depth - 1)))"
    case 3: return "substring-before(\(text(depth)), \(text(depth)))"
    case 4: return "substring-after(\(text(depth)), \(text(depth)))"
    case 5: return "normalize-space(\(text(depth)))"
    case 6:
      return
        "translate(\(text(depth)), \(pick(["'x1a'", "'日2'", "' '"])), \(pick(["'yé'", "''", "'本'"])))"
    case 7:
      return "\(pick(["name", "local-name", "namespace-uri"]))(\(nodeSet(depth - 1)))"
    default: return "string(\(nodeSet(depth - 1)))"
    }
  }

  /// Text without numbers: libxml2 prints 15 digits where the standard asks for all that count.
  private mutating func text(_ depth: Int) -> String {
    chance(50) ? nodeSet(depth - 1) : string(depth - 1)
  }
}

// MARK: Patterns

extension RandomMaterial {
  /// A pattern that is an expression too.
  mutating func pattern() -> String {
    var text = pick(["", "", "", "/", "//"])
    let steps = 1 + number(3)
    for place in 0..<steps {
      if place > 0 { text += pick(["/", "//"]) }
      let isLast = place == steps - 1
      text += isLast && chance(20) ? "@" + pick(["x", "*", "p:*"]) : nodeTest()
      for _ in 0..<pick([0, 0, 1, 1, 2]) { text += "[\(predicate(1))]" }
    }
    return text
  }
}
