import Auditing
import Schematron
import XMLTree

/// A rule set of a few rules, small enough to see through.
enum SmallRuleSet {
  static let schema = """
    <sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt" xml:lang="ja"
        xmlns:r="urn:planaudit:rules:1">
      <sch:ns prefix="p" uri="urn:planaudit:plan:1"/>
      <sch:phase id="sums"><sch:active pattern="TOT-01-p"/></sch:phase>
      <sch:pattern id="TOT-01-p">
        <sch:title>合計は明細の和</sch:title>
        <sch:rule context="p:totals/p:cost[@value]">
          <sch:assert id="TOT-01" role="error" see="注３" diagnostics="TOT-01-en TOT-01-found TOT-01-expected"
            test="number(@value) = sum(../../p:entry/p:cost/@value)">合計は<sch:value-of select="."/>ですが、和は<sch:value-of select="sum(../../p:entry/p:cost/@value)"/>です。</sch:assert>
        </sch:rule>
      </sch:pattern>
      <sch:pattern id="NUM-03-p">
        <sch:title>整理番号の重複</sch:title>
        <sch:rule context="p:entry">
          <sch:report id="NUM-03" role="warning" see="注１" subject="p:number" diagnostics="NUM-03-en NUM-03-found NUM-03-related"
            test="p:number/@value = preceding-sibling::p:entry/p:number/@value">整理番号<sch:value-of select="p:number"/>が重複しています。</sch:report>
        </sch:rule>
      </sch:pattern>
      <sch:pattern id="URL-05-p">
        <sch:rule context="p:entry/p:url">
          <sch:report id="URL-05" role="info" flag="review" diagnostics="URL-05-expected"
            test="@state = 'lost'">URLが読み取れません。</sch:report>
        </sch:rule>
      </sch:pattern>
      <sch:pattern id="STA-04-p">
        <sch:rule context="p:entry/p:start[@value]">
          <sch:assert id="STA-04" role="error" r:needs="fiscalYear"
            test="not(../../@fiscalYear) or starts-with(@value, ../../@fiscalYear)">年度の外です。</sch:assert>
        </sch:rule>
      </sch:pattern>
      <sch:pattern id="SRC-03-p">
        <sch:rule context="p:unplaced">
          <sch:report id="SRC-03" role="warning" flag="review" test="true()">置き場所が分かりません。</sch:report>
        </sch:rule>
      </sch:pattern>
      <sch:diagnostics>
        <sch:diagnostic id="TOT-01-en" xml:lang="en">The total is <sch:value-of select="."/>, the sum <sch:value-of select="sum(../../p:entry/p:cost/@value)"/>.</sch:diagnostic>
        <sch:diagnostic id="NUM-03-en" xml:lang="en">The number is repeated.</sch:diagnostic>
        <sch:diagnostic id="TOT-01-found"><sch:value-of select="."/></sch:diagnostic>
        <sch:diagnostic id="TOT-01-expected"><sch:value-of select="sum(../../p:entry/p:cost/@value)"/></sch:diagnostic>
        <sch:diagnostic id="NUM-03-found"><sch:value-of select="p:number"/></sch:diagnostic>
        <sch:diagnostic id="NUM-03-related"><sch:value-of select="preceding-sibling::p:entry[p:number/@value = current()/p:number/@value]/@position"/> model:1 nonsense</sch:diagnostic>
        <sch:diagnostic id="URL-05-expected"> </sch:diagnostic>
      </sch:diagnostics>
    </sch:schema>
    """

  static func files(schema: String = schema) -> [String: [UInt8]] {
    ["audit.sch": Array(schema.utf8), "plan.rng": Array("<grammar/>".utf8)]
  }

  static func ruleSet(
    schema: String = schema, phase: PhaseSelection = .default
  ) throws -> RuleSet {
    try RuleSet(files: files(schema: schema), origin: .builtIn, phase: phase)
  }

  static func audit(
    _ xml: String, phase: PhaseSelection = .default, limits: AuditLimits = .standard
  ) throws -> SubmissionReport {
    let document = try XMLDocument(parsing: Array(xml.utf8), name: "plan.xml")
    return Auditor(rules: try ruleSet(phase: phase), limits: limits)
      .audit(document, keepsValidation: false)
  }

  /// A row of a plan.
  struct Row {
    var number: String
    var municipality: String
    var title: String
    var cost: Int
    var description = "説明"
    var url = "<url state=\"blank\"/>"

    func xml(position: Int) -> String {
      """
      <entry position="\(position)" line="\(position * 10)"><number value="\(number)" line="\(position * 10)">\(number)</number>\
      <municipality value="\(municipality)" line="\(position * 10 + 1)">\(municipality)市</municipality>\
      <title key="\(title)" line="\(position * 10 + 2)" endLine="\(position * 10 + 3)">\(title)</title>\
      <description key="\(description)">\(description)</description>\
      <category value="workforce">労働力確保事業</category>\
      <cost value="\(cost)" line="\(position * 10 + 4)">\(cost)</cost>\
      <target value="1">1</target><reference state="dash">-</reference>\
      <start value="2020-04">令和２年４月</start>\(url)\
      <contact><department>課</department><section state="blank"/><phone state="lost"/></contact></entry>
      """
    }
  }

  static func plan(
    _ rows: [Row], id: String = "general", total: Int, fiscalYear: Int? = 2020
  ) -> String {
    let year = fiscalYear.map { " fiscalYear=\"\($0)\"" } ?? ""
    let entries = rows.enumerated().map { $0.element.xml(position: $0.offset + 1) }.joined()
    return """
      <plan id="\(id)" kind="\(id)"\(year)><heading state="lost"/><unit line="2" multiplier="1000">千円</unit>\
      \(entries)<totals><cost value="\(total)" line="431">\(total)</cost>\
      <target value="\(rows.count)">\(rows.count)</target><reference state="dash">-</reference></totals></plan>
      """
  }

  static func submission(_ plans: String..., stray: [String] = []) -> String {
    let unplaced = stray.map { "<unplaced line=\"500\">\($0)</unplaced>" }.joined()
    return """
      <submission xmlns="urn:planaudit:plan:1"><source name="plan.txt" format="text" encoding="UTF-8" \
      sha256="\(String(repeating: "0", count: 64))"/>\(plans.joined())\(unplaced)</submission>
      """
  }

  static let rows = [
    Row(number: "1", municipality: "131024", title: "甲", cost: 100),
    Row(number: "2", municipality: "131041", title: "乙", cost: 200),
    Row(number: "2", municipality: "131059", title: "丙", cost: 300, url: "<url state=\"lost\"/>"),
  ]
}
