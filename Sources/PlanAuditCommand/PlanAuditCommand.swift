internal import ArgumentParser
internal import PlanAudit

/// The program: it parses arguments, reads and writes files, and maps the verdict to an exit status.
struct PlanAuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "planaudit",
    abstract: "地域人材確保総合支援事業の計画書を点検する。 Checks plans for regional workforce projects.",
    discussion: """
      終了コード  Exit status:
        0  指摘なし。点検はすべて済んだ。      clean: everything was checked
        1  指摘あり（--fail-on の水準以上）。  findings at or above --fail-on
        2  使い方の誤り。                      wrong usage
        3  読めない入力か、点検できない規則。  unreadable input, or something not checked

      例  Examples:
        planaudit check 計画書.txt
        planaudit check plans/ --reports out --fail-on warning
        planaudit compare 案.txt 修正案.txt --fail-on new-findings
        planaudit merge machine-1.json machine-2.json -o all.json
        planaudit check plans/ --baseline planaudit-baseline.json --waivers planaudit-waivers.yml
        planaudit init
        planaudit convert 計画書.txt --to xml -o plan.xml
        planaudit rules show TOT-01
      """,
    version: version,
    subcommands: [
      CheckCommand.self, CompareCommand.self, MergeCommand.self, InitCommand.self,
      ConvertCommand.self, RulesCommand.self, SchematronCommand.self, LintCommand.self,
    ])
}
