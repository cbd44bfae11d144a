import Schematron
import TestSupport
import Testing
import XMLTree

/// A matter that lint finds, with a schema that has it and one that has not.
struct LintExample: Sendable, CustomTestStringConvertible {
  var code: LintCode
  var name: String
  /// Of the findings in `bad`, as `subject: found`.
  var findings: [String]
  var bad: String
  var good: String
  var hasGrammar = false

  var testDescription: String { "\(code.rawValue): \(name)" }

  private static func rule(_ context: String, _ content: String) -> String {
    "<pattern id='P'><rule context=\"\(context)\">\(content)</rule></pattern>"
  }

  private static func test(_ test: String, context: String = "p:row", prolog: String = "") -> String
  {
    prolog
      + rule(
        context, "<assert id='A' role='error' see='s' xml:lang='en' test=\"\(test)\">t</assert>")
  }

  private static let holds =
    "<assert id='A' role='error' see='s' xml:lang='en' test='@n'>t</assert>"

  static let all: [LintExample] =
    shadowing + contexts + variables + names + scans + facts + comparisons + declarations

  private static let shadowing = [
    LintExample(
      code: .shadowedRule, name: "a name behind a wider one",
      findings: ["P: the rule of line 3, 'p:row', takes all nodes of 'p:plan/p:row[@a]'"],
      bad:
        "<pattern id='P'><rule context='p:row'>\(holds)</rule><rule context='p:plan/p:row[@a]'>\(holds)</rule></pattern>",
      good:
        "<pattern id='P'><rule context='p:plan/p:row[@a]'>\(holds)</rule><rule context='p:row'>\(holds)</rule></pattern>"
    ),
    LintExample(
      code: .shadowedRule, name: "one alternative of two, behind a wildcard",
      findings: ["P: the rule of line 3, 'p:*', takes all nodes of 'p:row'"],
      bad:
        "<pattern id='P'><rule context='p:*'>\(holds)</rule><rule context='p:row | @n'>\(holds)</rule></pattern>",
      good:
        "<pattern id='P'><rule context='p:*[@a]'>\(holds)</rule><rule context='p:row | @n'>\(holds)</rule></pattern>"
    ),
    LintExample(
      code: .shadowedRule, name: "more predicates behind fewer",
      findings: ["P: the rule of line 3, 'p:row[@a]', takes all nodes of 'p:row[@a][@b]'"],
      bad:
        "<pattern id='P'><rule context='p:row[@a]'>\(holds)</rule><rule context='p:row[@a][@b]'>\(holds)</rule></pattern>",
      good:
        "<pattern id='P'><rule context='p:row[@a]'>\(holds)</rule><rule context='p:row[@b][@a]'>\(holds)</rule></pattern>"
    ),
    LintExample(
      code: .shadowedRule, name: "a child is no descendant",
      findings: ["P: the rule of line 3, 'p:a//p:b', takes all nodes of 'p:a/p:b'"],
      bad:
        "<pattern id='P'><rule context='p:a//p:b'>\(holds)</rule><rule context='p:a/p:b'>\(holds)</rule></pattern>",
      good:
        "<pattern id='P'><rule context='p:a/p:b'>\(holds)</rule><rule context='p:a//p:b'>\(holds)</rule></pattern>"
    ),
    LintExample(
      code: .shadowedRule, name: "a group gives each rule its nodes",
      findings: ["P: the rule of line 3, '*', takes all nodes of 'p:row'"],
      bad:
        "<pattern id='P'><rule context='*'>\(holds)</rule><rule context='p:row'>\(holds)</rule></pattern>",
      good:
        "<group id='P'><rule context='*'>\(holds)</rule><rule context='p:row'>\(holds)</rule></group>"
    ),
  ]

  private static let contexts = [
    LintExample(
      code: .deadContext, name: "a child that is none",
      findings: ["P: no document of the grammar has a node for 'p:row/p:plan'"],
      bad: rule("p:row/p:plan", holds), good: rule("p:plan/p:row", holds), hasGrammar: true),
    LintExample(
      code: .deadContext, name: "an attribute that is none, in one alternative",
      findings: ["P: no document of the grammar has a node for '@m'"],
      bad: rule("p:row/@n | @m", holds), good: rule("p:row/@n", holds), hasGrammar: true),
    LintExample(
      code: .deadContext, name: "text where there is none",
      findings: ["P: no document of the grammar has a node for 'p:plan/text()'"],
      bad: rule("p:plan/text()", holds), good: rule("p:row//text()", holds), hasGrammar: true),
    LintExample(
      code: .deadContext, name: "a document that begins otherwise",
      findings: ["P: no document of the grammar has a node for '/p:row'"],
      bad: rule("/p:row", holds), good: rule("/p:plan//p:cost", holds), hasGrammar: true),
  ]

  private static let variables = [
    LintExample(
      code: .unusedLet, name: "of a rule",
      findings: ["v: nothing refers to the variable '$v'"],
      bad: rule("p:row", "<let name='v' value='1'/>\(holds)"),
      good: rule(
        "p:row",
        "<let name='v' value='1'/><let name='w' value='$v'/><assert id='A' role='error' see='s' xml:lang='en' test=\"'$v'\"><value-of select='$w'/></assert>"
      )),
    LintExample(
      code: .unusedLet, name: "of the schema and of a pattern",
      findings: [
        "v: nothing refers to the variable '$v'", "w: nothing refers to the variable '$w'",
      ],
      bad:
        "<let name='v' value='1'/><pattern id='P'><let name='w' value='1'/><rule context='p:row'>\(holds)</rule></pattern>",
      good:
        "<let name='v' value='1'/><pattern id='P'><let name='w' value='$v'/><rule context='p:row[@n = $w]'>\(holds)</rule></pattern>"
    ),
    LintExample(
      code: .unusedLet, name: "of an abstract rule that only one rule needs",
      findings: ["v: nothing refers to the variable '$v'"],
      bad:
        "<pattern id='P'><rule abstract='true' id='r'><let name='v' value='1'/></rule><rule context='p:a'><extends rule='r'/>\(holds)</rule></pattern>",
      good:
        "<pattern id='P'><rule abstract='true' id='r'><let name='v' value='1'/></rule><rule context='p:a'><extends rule='r'/>\(holds)</rule><rule context='p:b'><extends rule='r'/><assert id='B' role='error' see='s' xml:lang='en' test='$v'/></rule></pattern>"
    ),
  ]

  private static let names = [
    LintExample(
      code: .unprefixedName, name: "the grammar has it in a namespace",
      findings: ["A: 'cost' is in no namespace, and the document is"],
      bad: test("cost"), good: test("p:cost"), hasGrammar: true),
    LintExample(
      code: .unprefixedName, name: "without a grammar, beside prefixed contexts",
      findings: ["A: 'cost' is in no namespace, and the document is"],
      bad: test("cost"), good: test("p:cost and @cost")),
    LintExample(
      code: .unprefixedName, name: "a schema for no namespace may do without",
      findings: ["A: 'row' is in no namespace, and the document is"],
      bad: test("row | p:row", context: "x"), good: test("row", context: "x")),
    LintExample(
      code: .unknownName, name: "the grammar does not have it",
      findings: ["A: the grammar has no element 'price'"],
      bad: test("p:price"), good: test("p:cost"), hasGrammar: true),
  ]

  private static let scans = [
    LintExample(
      code: .unboundedScan, name: "all rows before",
      findings: [
        "A: 'preceding-sibling::row' has no position and is walked for every node of the rule"
      ],
      bad: test("not(preceding-sibling::p:row[p:cost][1])", context: "p:row"),
      good: test("not(preceding-sibling::p:row[1][p:cost])", context: "p:row"), hasGrammar: true),
    LintExample(
      code: .unboundedScan, name: "from within a row",
      findings: ["A: 'following::*' has no position and is walked for every node of the rule"],
      bad: test("following::*", context: "p:row/p:cost"),
      good: test("following::*[1]", context: "p:row/p:cost"), hasGrammar: true),
    LintExample(
      code: .unboundedScan, name: "over the document, and once for all of it",
      findings: ["A: '/descendant::row' has no position and is walked for every node of the rule"],
      bad: test("count(//p:row) > 3"),
      good: test("$all > 3", prolog: "<let name='all' value='count(//p:row)'/>"), hasGrammar: true),
    LintExample(
      code: .unboundedScan, name: "where a document has one such node",
      findings: [
        "A: 'following-sibling::foot' has no position and is walked for every node of the rule"
      ],
      bad: test("following-sibling::p:foot"),
      good: test("following-sibling::p:foot", context: "/p:plan")),
  ]

  private static let facts = [
    LintExample(
      code: .missingLanguage, name: "of an assertion", findings: ["A: the assert has no language"],
      bad: rule("p:row", "<assert id='A' role='error' see='s' test='@n'>t</assert>"),
      good:
        "<pattern id='P' xml:lang='ja'><rule context='p:row'><assert id='A' role='error' see='s' test='@n'>t</assert></rule></pattern>"
    ),
    LintExample(
      code: .missingID, name: "of a report", findings: ["P: the report has no id"],
      bad: rule("p:row", "<report role='error' see='s' xml:lang='en' test='@n'>t</report>"),
      good: rule("p:row", holds)),
    LintExample(
      code: .missingRole, name: "of an assertion", findings: ["A: the assert has no role"],
      bad: rule("p:row", "<assert id='A' see='s' xml:lang='en' test='@n'>t</assert>"),
      good:
        "<pattern id='P'><rule context='p:row' role='info'><assert id='A' see='s' xml:lang='en' test='@n'>t</assert></rule></pattern>"
    ),
    LintExample(
      code: .missingSee, name: "of an assertion", findings: ["A: the assert has no see"],
      bad: rule("p:row", "<assert id='A' role='error' xml:lang='en' test='@n'>t</assert>"),
      good:
        "<pattern id='P' see='s'><rule context='p:row'><assert id='A' role='error' xml:lang='en' test='@n'>t</assert></rule></pattern>"
    ),
  ]

  private static let comparisons = [
    LintExample(
      code: .bareComparison, name: "of order",
      findings: [
        "A: '@n' is compared by '<=' as it stands, which XPath 2.0 reads otherwise or refuses where it is no number"
      ],
      bad: test("@n &lt;= @m"), good: test("number(@n) &lt;= number(@m)")),
    LintExample(
      code: .bareComparison, name: "with a number",
      findings: [
        "A: 'cost' is compared by '=' as it stands, which XPath 2.0 reads otherwise or refuses where it is no number"
      ],
      bad: test("0 = p:cost"), good: test("number(p:cost) = 0 and p:cost = '0' and p:a = p:b")),
  ]

  private static let declarations = [
    LintExample(
      code: .unusedDeclaration, name: "diagnostics and properties",
      findings: [
        "D: no assertion names the diagnostic 'D'", "M: no assertion names the property 'M'",
      ],
      bad: rule("p:row", holds)
        + "<diagnostics xml:lang='en'><diagnostic id='D'>d</diagnostic></diagnostics><properties xml:lang='en'><property id='M'>m</property></properties>",
      good: rule(
        "p:row",
        "<assert id='A' role='error' see='s' xml:lang='en' test='@n' diagnostics='D' properties='M'/>"
      )
        + "<diagnostics xml:lang='en'><diagnostic id='D'>d</diagnostic></diagnostics><properties xml:lang='en'><property id='M'>m</property></properties>"
    ),
    LintExample(
      code: .unusedDeclaration, name: "abstract rules and patterns",
      findings: [
        "Q: no pattern is an instance of the abstract pattern 'Q'",
        "r: no rule extends the abstract rule 'r'",
      ],
      bad:
        "<pattern id='P'><rule abstract='true' id='r'>\(holds)</rule><rule context='p:row'>\(holds)</rule></pattern><pattern abstract='true' id='Q'/>",
      good:
        "<pattern is-a='Q' id='P'/><pattern abstract='true' id='Q'><rule abstract='true' id='r'>\(holds)</rule><rule context='p:row'><extends rule='r'/></rule></pattern>"
    ),
    LintExample(
      code: .unusedDeclaration, name: "keys",
      findings: ["k: no expression asks for the key 'k'"],
      bad: "<xsl:key name='k' match='p:row' use='@n'/>" + rule("p:row", holds),
      good: "<xsl:key name='k' match='p:row' use='@n'/>" + test("key('k', @n)")),
  ]
}

struct LintTests {
  private static let grammar = """
    <grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:p">
      <start><element name="plan"><zeroOrMore><ref name="row"/></zeroOrMore>
        <optional><element name="foot"><empty/></element></optional></element></start>
      <define name="row"><element name="row"><attribute name="n"/>
        <optional><attribute name="a"/></optional><ref name="cost"/></element></define>
      <define name="cost"><element name="cost"><text/></element></define>
    </grammar>
    """

  private func findings(_ body: String, hasGrammar: Bool) throws -> [LintFinding] {
    let files = ["schema.sch": Array(schemaText(body).utf8)]
    return try SchemaLint.findings(
      path: "schema.sch", resources: ResourceResolver(files: files),
      vocabulary: hasGrammar
        ? try DocumentVocabulary(relaxNG: parse(Self.grammar, name: "plan.rng")) : nil)
  }

  @Test(arguments: LintExample.all)
  func `a matter is found where it is, and not where it is not`(example: LintExample) throws {
    let bad = try findings(example.bad, hasGrammar: example.hasGrammar)
      .filter { $0.code == example.code }
    #expect(bad.map { "\($0.subject ?? ""): \($0.found)" }.sorted() == example.findings)
    #expect(bad.allSatisfy { $0.file == "schema.sch" && $0.line == 3 && !$0.expected.isEmpty })
    let good = try findings(example.good, hasGrammar: example.hasGrammar)
    #expect(good.filter { $0.code == example.code }.map(\.description) == [])
  }

  @Test func `every kind of matter has an example`() {
    #expect(Set(LintExample.all.map(\.code)) == Set(LintCode.allCases))
  }

  @Test func `an instance of an abstract pattern is looked at as it is filled in, and told once`()
    throws
  {
    let body = """
      <pattern abstract='true' id='Q'>
      <rule context='$c'><assert id='A' role='error' see='s' xml:lang='en' test='@n &lt; 1'/></rule></pattern>
      <pattern is-a='Q' id='P1'><param name='c' value='p:row'/></pattern>
      <pattern is-a='Q' id='P2'><param name='c' value='p:none'/></pattern>
      """
    let found = try findings(body, hasGrammar: true)
    #expect(found.map(\.code) == [.bareComparison, .deadContext, .unknownName])
    #expect(found.map(\.line) == [4, 4, 4])
    #expect(found.filter { $0.subject != "A" }.map(\.subject) == ["P2", "P2"])
  }

  @Test func `a phase's patterns are looked at with its variables`() throws {
    let body = """
      <phase id='one'><let name='v' value='1'/><active pattern='P'/></phase>
      <pattern id='P'><rule context='p:row[@n = $v]'><assert id='A' role='error' see='s' xml:lang='en' test='@n &lt; 1'/></rule></pattern>
      """
    #expect(try findings(body, hasGrammar: true).map(\.code) == [.bareComparison])
  }

  @Test(arguments: [
    ("<schema xmlns='urn:x'/>", "notAGrammar"),
    (
      "<grammar xmlns='http://relaxng.org/ns/structure/1.0'><start><ref name='x'/></start></grammar>",
      "undefinedReference"
    ),
    (
      "<grammar xmlns='http://relaxng.org/ns/structure/1.0'><start><externalRef href='x'/></start></grammar>",
      "unsupported"
    ),
    (
      "<grammar xmlns='http://relaxng.org/ns/structure/1.0'><start><ref name='x'/></start><define name='x'><ref name='x'/></define></grammar>",
      "tooDeep"
    ),
  ])
  func `a grammar that cannot be followed is refused`(text: String, problem: String) throws {
    let document = try parse(text, name: "g.rng")
    do throws(VocabularyError) {
      _ = try DocumentVocabulary(relaxNG: document)
      Issue.record("the grammar was accepted")
    } catch {
      let name: String? = Mirror(reflecting: error).children.first?.label
      #expect(name == problem)
      #expect("\(error)".hasPrefix("g.rng"))
    }
  }

  @Test func `open names leave everything possible`() throws {
    let grammar = """
      <element xmlns="http://relaxng.org/ns/structure/1.0"><choice><name>a</name><nsName ns="urn:p"/></choice>
        <zeroOrMore><element><anyName/><mixed><attribute><anyName/></attribute></mixed></element></zeroOrMore></element>
      """
    let vocabulary = try DocumentVocabulary(relaxNG: parse(grammar))
    let files = [
      "schema.sch": Array(
        schemaText(
          "<pattern id='P'><rule context='/a/p:x/@y | /p:q | x/text() | /z | z[@a]'><assert id='A' role='error' see='s' xml:lang='en' test='p:anything'/></rule></pattern>"
        ).utf8)
    ]
    let found = try SchemaLint.findings(
      path: "schema.sch", resources: ResourceResolver(files: files), vocabulary: vocabulary)
    #expect(found.map(\.found) == ["no document of the grammar has a node for '/z'"])
  }
}
