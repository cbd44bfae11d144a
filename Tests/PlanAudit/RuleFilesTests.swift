import Auditing
import PlanAudit
import Testing

struct RuleFilesTests {
  private let builtInFiles = RuleFiles.builtInWithExamples.files

  @Test func `a folder with the files that were built in gives the same rules`() throws {
    let builtIn = try PlanAuditor(rules: .builtIn).ruleSet
    let compiled = try PlanAuditor(rules: RuleFiles(folder: "Rules", files: builtInFiles)).ruleSet
    let unchanged = try PlanAuditor(rules: #require(unchangedRules(in: builtInFiles))).ruleSet
    for own in [compiled, unchanged] {
      #expect(own.identity.origin == .folder(name: "Rules"))
      #expect(own.identity.sha256 == builtIn.identity.sha256)
      #expect(own.rules == builtIn.rules)
    }
  }

  @Test func `a folder with another byte, or without a file, is not taken for the built-in rules`()
    throws
  {
    let needed = builtInFiles.keys.filter { !RuleFiles.isExamples($0) }
    #expect(needed.contains("plan.rng"))
    for path in needed {
      var files = builtInFiles
      files[path]?.append(0x20)
      #expect(unchangedRules(in: files) == nil, "\(path) has another byte")
      files[path] = nil
      #expect(unchangedRules(in: files) == nil, "\(path) is missing")
    }
    let rulesAlone = builtInFiles.filter { !RuleFiles.isExamples($0.key) }
    #expect(unchangedRules(in: rulesAlone) != nil, "examples are not needed")
  }

  /// What a run makes of a folder `Rules` that holds `files`.
  private func unchangedRules(in files: [String: [UInt8]]) -> RuleFiles? {
    RuleFiles(folder: "Rules") { path, text in files[path] == Array(text.utf8) }
  }

  @Test func `a folder with one other byte is compiled`() throws {
    var files = builtInFiles
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
