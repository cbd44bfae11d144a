internal import ArgumentParser
internal import Auditing
internal import FileAccess
internal import PlanAudit

/// `planaudit rules`: what the rule set says, and whether its examples prove it.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "規則を調べ、試す。 Shows the rule set and tests its examples.",
    subcommands: [List.self, Show.self, Docs.self, Test.self, Lint.self])

  /// `planaudit rules list`
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "規則の一覧。 Lists every rule: id, severity, kind, title.")

    @OptionGroup var ruleOptions: RuleOptions

    func run() throws {
      let rules = try ruleOptions.auditor().ruleSet.rules
      let width = rules.reduce(0) { max($0, $1.id.count) }
      let lines = rules.map { rule in
        let kind = rule.kind == .review ? "review" : rule.severity.rawValue
        return padded(rule.id, to: width) + "  " + padded(kind, to: 7) + "  "
          + (rule.title ?? rule.message.ja)
      }
      try FileBytes.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "-")
    }

    private func padded(_ text: String, to width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
  }

  /// `planaudit rules show`
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "一つの規則の説明と例。 One rule: meaning, messages, examples.")

    @Argument(help: ArgumentHelp("規則の番号。 The id of the rule, such as TOT-01.", valueName: "id"))
    var id: String

    @OptionGroup var ruleOptions: RuleOptions

    func run() throws {
      let rules = try ruleOptions.ruleSetWithExamples()
      guard let rule = rules.rule(id) else {
        throw CommandFailure.usage("there is no rule '\(id)'; `planaudit rules list` shows all")
      }
      let text = RuleCatalogueText(rules: rules, examples: try rules.examples())
      let page = text.section(rule).joined(separator: "\n") + "\n"
      try FileBytes.write(Array(page.utf8), to: "-")
    }
  }

  /// `planaudit rules docs`
  struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "規則の目録をMarkdownで書く。 Writes the catalogue of rules as Markdown.")

    @OptionGroup var ruleOptions: RuleOptions

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp("出力先。 Where to write (default: standard output).", valueName: "path"))
    var output: String = "-"

    func run() throws {
      let rules = try ruleOptions.ruleSetWithExamples()
      let text = RuleCatalogueText(rules: rules, examples: try rules.examples())
      try FileBytes.write(Array(text.markdown().utf8), to: output)
    }
  }

  /// `planaudit rules lint`
  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "規則の書き方を点検する。 Looks through the rule set; status 1 where something is found.")

    @OptionGroup var ruleOptions: RuleOptions
    @OptionGroup var lintOptions: LintOptions

    func run() throws {
      try lintOptions.report(try ruleOptions.files().lintFindings())
    }
  }

  /// `planaudit rules test`
  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "規則の例を試す。 Runs the examples of every rule; status 1 where one ends otherwise.")

    @OptionGroup var ruleOptions: RuleOptions

    func run() throws {
      let rules = try ruleOptions.ruleSetWithExamples()
      let runner = RuleExampleRunner(rules: rules)
      let examples = try rules.examples()
      var failures: [String] = []
      for example in examples {
        switch try runner.run(example, variant: .asWritten) {
        case .asExpected: continue
        case .differs(let difference):
          failures.append("\(example.file):\(example.line): \(example.name): \(difference)")
        }
      }
      let summary = "\(examples.count - failures.count) passed, \(failures.count) failed"
      let lines = failures + [summary]
      try FileBytes.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "-")
      if !failures.isEmpty { throw ExitCode(ExitStatus.findings.rawValue) }
      guard !examples.isEmpty else { throw ExitCode(ExitStatus.incomplete.rawValue) }
    }
  }
}
