import Foundation
import TestSupport
import Testing

@Suite struct `planaudit rules` {
  @Test func `the list has every rule once, with its severity`() throws {
    let run = try ProgramRun.planaudit(["rules", "list"])
    #expect(run.status == 0, "\(run.errorText)")
    let ids = run.text.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    #expect(ids.count > 40)
    #expect(Set(ids).count == ids.count)
  }

  @Test func `one rule is shown with its messages and examples`() throws {
    let id = try #require(
      try ProgramRun.planaudit(["rules", "list"]).text.split(separator: "\n")
        .compactMap { $0.split(separator: " ").first }.first { $0.hasPrefix("TOT-") })
    let run = try ProgramRun.planaudit(["rules", "show", String(id)])
    #expect(run.status == 0, "\(run.errorText)")
    #expect(run.text.contains(id))
    #expect(run.text.contains("合計"))
  }

  @Test func `an unknown rule is wrong usage`() throws {
    let run = try ProgramRun.planaudit(["rules", "show", "ZZZ-99"])
    #expect(run.status == 2)
    #expect(run.errorText.contains("ZZZ-99"))
  }

  @Test func `the examples of the rule set end as they say`() throws {
    let run = try ProgramRun.planaudit(["rules", "test"])
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
  }

  @Test func `the catalogue that is checked in is current`() throws {
    let run = try ProgramRun.planaudit(["rules", "docs", "--rules", "Rules"])
    #expect(run.status == 0, "\(run.errorText)")
    let page = SharedMaterial.packageFolder.appendingPathComponent("Documentation/Rules.md")
    #expect(
      run.output == Array(try Data(contentsOf: page)),
      "Documentation/Rules.md is stale: run `make docs`")
  }

  @Test func `the rule set has nothing that lint finds`() throws {
    let run = try ProgramRun.planaudit(["rules", "lint", "--rules", "Rules"])
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    #expect(run.text == "0 warnings\n")
  }

  @Test func `the rules that were built in are linted where no folder has any`() throws {
    let scratch = try ScratchFolder()
    let run = try ProgramRun.planaudit(["rules", "lint"], in: scratch.url)
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    #expect(run.text == "0 warnings\n")
  }

  @Test func `lint tells a rule set's matters as text and as JSON, with status 1`() throws {
    let scratch = try ScratchFolder()
    let grammar = SharedMaterial.packageFolder.appendingPathComponent("Rules/plan.rng")
    try scratch.write("Rules/plan.rng", Array(try Data(contentsOf: grammar)))
    try scratch.write(
      "Rules/audit.sch",
      Array(
        """
        <schema xmlns="http://purl.oclc.org/dsdl/schematron" xml:lang="ja">
          <ns prefix="p" uri="urn:planaudit:plan:1"/>
          <pattern id="a"><rule context="p:entry/p:totals">
            <assert id="A" role="error" see="note:1" test="cost">費用</assert></rule></pattern>
        </schema>
        """.utf8))
    let text = try ProgramRun.planaudit(["rules", "lint", "--rules", "Rules"], in: scratch.url)
    #expect(text.status == 1)
    #expect(
      text.text == """
        audit.sch:3: warning: no document of the grammar has a node for 'p:entry/p:totals'; expected a context that some node has [dead-context a]
        audit.sch:4: warning: 'cost' is in no namespace, and the document is; expected p:cost [unprefixed-name A]
        2 warnings

        """)
    let json = try ProgramRun.planaudit(
      ["rules", "lint", "--rules", "Rules", "--format", "json"], in: scratch.url)
    #expect(json.status == 1)
    let object = try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
    let warnings = try #require(object?["warnings"] as? [[String: Any]])
    #expect(warnings.map { $0["code"] as? String } == ["dead-context", "unprefixed-name"])
    #expect(warnings[1]["line"] as? Int == 4)
    #expect(warnings[1]["subject"] as? String == "A")
    #expect(warnings[1]["file"] as? String == "audit.sch")
    #expect(warnings[1]["expected"] as? String == "p:cost")
  }

  @Test func `a rule set that does not compile is told with file and line`() throws {
    let scratch = try ScratchFolder()
    try scratch.write(
      "Rules/audit.sch",
      Array(
        """
        <schema xmlns="http://purl.oclc.org/dsdl/schematron">
          <pattern id="a"><rule context="x"><assert id="A" test="nosuch(.)"/></rule></pattern>
        </schema>
        """.utf8))
    let run = try ProgramRun.planaudit(["rules", "list", "--rules", "Rules"], in: scratch.url)
    #expect(run.status == 3)
    #expect(run.errorText.contains("audit.sch"), "\(run.errorText)")
  }
}

@Suite struct `Help` {
  @Test(arguments: [["--help"], ["check", "--help"], ["convert", "--help"], ["rules", "--help"]])
  func `help is short lines in both languages`(arguments: [String]) throws {
    let run = try ProgramRun.planaudit(arguments)
    #expect(run.status == 0)
    #expect(run.text.contains("計画書") || run.text.contains("規則"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a shell gets its completions`(shell: String) throws {
    let run = try ProgramRun.planaudit(["--generate-completion-script", shell])
    #expect(run.status == 0)
    #expect(run.text.contains("--fail-on") || run.text.contains("fail-on"))
  }
}
