import Auditing
import Schematron
import Testing
import XMLTree

@Suite struct `Rule sets` {
  @Test func `the digest covers what decides and not the examples`() throws {
    var files = SmallRuleSet.files()
    func digest() throws -> String {
      try RuleSet(files: files, origin: .builtIn, phase: .default).identity.sha256
    }
    let before = try digest()
    files["a/X-01.examples.xml"] = Array("<examples/>".utf8)
    #expect(try digest() == before)
    files["codelists/x.xml"] = Array("<codes/>".utf8)
    #expect(try digest() != before)
  }

  @Test func `what rules say is known before they run`() throws {
    let rules = try SmallRuleSet.ruleSet()
    #expect(rules.rules.map(\.id) == ["TOT-01", "NUM-03", "URL-05", "STA-04", "SRC-03"])
    let sta = try #require(rules.rule("STA-04"))
    #expect(sta.needs == [.fiscalYear] && sta.severity == .error && sta.stem == "STA")
    #expect(rules.rule("URL-05")?.kind == .review)
    #expect(
      rules.rule("TOT-01")?.message
        == Message(ja: "合計は〔…〕ですが、和は〔…〕です。", en: "The total is […], the sum […]."))
  }

  @Test(arguments: [
    (" id=\"STA-04\"", "", "has no id"), ("id=\"STA-04\"", "id=\"URL-05\"", "is"),
    ("role=\"info\"", "role=\"fatal\"", "'fatal'"), ("role=\"info\" ", "", "missing"),
    ("r:needs=\"fiscalYear\"", "r:needs=\"luck\"", "'luck'"),
    ("sch:schema", "sch:scheme", "scheme"),
    ("test=\"true()\"", "test=\"true(\"", "true("),
  ])
  func `a faulty rule set is refused with its place`(
    old: String, new: String, word: String
  ) throws {
    let schema = SmallRuleSet.schema.replacing(old, with: new)
    #expect {
      try SmallRuleSet.ruleSet(schema: schema)
    } throws: { error in
      "\(error)".contains("audit.sch:") && "\(error)".contains(word)
    }
  }

  @Test func `a rule set without its schema is refused`() {
    #expect(throws: RuleSetError.self) {
      try RuleSet(files: [:], origin: .builtIn, phase: .default)
    }
  }

  @Test func `what readers met is said in the words of the code list, and in their own in English`()
    throws
  {
    var files = SmallRuleSet.files()
    files["codelists/issues.xml"] = Array(
      """
      <codes xmlns="urn:planaudit:codes:1" name="issues"><code value="short-row" name="欄が足りません" english="cells are missing"/></codes>
      """.utf8)
    let document = try XMLDocument(
      parsing: Array(
        """
        <submission xmlns="urn:planaudit:plan:1"><source name="a.txt" format="text" sha256="0"/>
        <issue code="short-row" line="3">expected 3 amounts, found 2</issue>
        <issue code="new-one" line="4">something else</issue></submission>
        """.utf8), name: "a.xml")
    let rules = try RuleSet(files: files, origin: .builtIn, phase: .default)
    let report = Auditor(rules: rules, limits: .standard).audit(document, keepsValidation: false)
    #expect(
      report.issues.map(\.message) == [
        Message(ja: "欄が足りません。", en: "expected 3 amounts, found 2"),
        Message(ja: "something else", en: "something else"),
      ])
  }

  @Test func `what rules rest on is named by the code list`() throws {
    var files = SmallRuleSet.files()
    files["codelists/sources.xml"] = Array(
      """
      <codes xmlns="urn:planaudit:codes:1" name="sources"><code value="注３" name="注３（目標）" english="note 3"/></codes>
      """.utf8)
    let rules = try RuleSet(files: files, origin: .builtIn, phase: .default)
    #expect(rules.rule("TOT-01")?.seeName == Message(ja: "注３（目標）", en: "note 3"))
    #expect(rules.rule("NUM-03")?.seeName == nil)
    files["codelists/sources.xml"] = Array(
      "<codes xmlns=\"urn:planaudit:codes:1\"><code value=\"x\"/></codes>".utf8)
    #expect(throws: RuleSetError.self) {
      try RuleSet(files: files, origin: .builtIn, phase: .default)
    }
  }
}
