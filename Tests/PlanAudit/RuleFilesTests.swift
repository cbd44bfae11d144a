import Auditing
import PlanAudit
import Testing

struct RuleFilesTests {
  @Test func `a folder with the files that were built in gives the same rules`() throws {
    let builtIn = try PlanAuditor(rules: .builtIn).ruleSet
    let folder = RuleFiles(folder: "Rules", files: RuleFiles.builtInWithExamples.files)
    let own = try PlanAuditor(rules: folder).ruleSet
    #expect(own.identity.origin == .folder(name: "Rules"))
    #expect(own.identity.sha256 == builtIn.identity.sha256)
    #expect(own.rules == builtIn.rules)
  }

  @Test func `a folder with one other byte is compiled`() throws {
    var files = RuleFiles.builtInWithExamples.files
    let path = try #require(files.keys.first { $0.hasSuffix("TOT-01-cost-is-sum.sch") })
    let text = String(decoding: files[path] ?? [], as: UTF8.self)
    files[path] = Array(text.replacing("role=\"error\"", with: "role=\"warning\"").utf8)
    let own = try PlanAuditor(rules: RuleFiles(folder: "Rules", files: files)).ruleSet
    #expect(own.rule("TOT-01")?.severity == .warning)
    let builtIn = try PlanAuditor(rules: .builtIn).ruleSet
    #expect(own.identity.sha256 != builtIn.identity.sha256)
  }

  @Test func `a phase of the rules that were built in is compiled`() throws {
    let notes = try PlanAuditor(rules: .builtIn, phase: "notes").ruleSet
    #expect(notes.identity.phase == "notes")
    #expect(notes.rule("TOT-01") == nil)
    #expect(notes.rule("NUM-04") != nil)
  }
}
