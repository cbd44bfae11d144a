extension ConfigurationFile {
  /// A configuration that says nothing, with a comment for each key: what `planaudit init` writes.
  package static let template = """
    # planaudit の設定。コマンドはこのファイルを作業フォルダーから上へ探す（.git のあるフォルダーまで）。
    # コマンド行の指定が優先する。パスはこのファイルのあるフォルダーから数える。知らない項目は誤りになる。
    # Settings of planaudit, looked for from the working directory upwards, as far as a folder with .git.
    # The command line wins. Paths are relative to this file's folder. Unknown keys are errors.

    # 終了コード１とする最も軽い水準： error, warning, info, review, never
    # The least grave findings that make the exit status 1.
    fail-on: error

    # 報告の言語： ja, en    The language of reports.
    lang: ja

    # 規則のフォルダーとフェーズ（なければ ./Rules、それもなければ内蔵の規則）
    # The folder of the rule set and its phase (else ./Rules, else the rules built in).
    # rules: Rules
    # phase: "#ALL"

    # 規則の重さを変える    Severities to use instead of the rule set's.
    # severities:
    #   URL-05: warning

    # 止める規則とその理由（理由は必須。報告には「停止」と載る）
    # Rules switched off, each with a reason; reports say so.
    # switched-off:
    #   TXT-05: 提出様式が旧版のため（2026-04-01 企画課）

    # 計画書に年度がないときの年度    The fiscal year of plans that do not say theirs.
    # fiscal-year: 2026

    # 報告の形式と出力先（- は標準出力）    Reports and where they go (- is standard output).
    # reports:
    #   text: "-"
    #   junit: build/planaudit.junit.xml
    #   sarif: build/planaudit.sarif

    # すべての形式を書くフォルダー    A folder that gets a report in every format.
    # reports-folder: build/reports

    # 区市町村ごとの通知にするには「by: municipality」と、reports-folder か、html と csv のフォルダーだけを書く。
    # For letters instead: "by: municipality" with reports-folder, or with folders for html and csv alone.

    # JUnit の方言： default, jenkins, surefire, ant
    # junit-profile: default

    # 既知の指摘（--write-baseline で作る）と、なくなった指摘があれば失敗とするか
    # Known findings, and whether one that is gone fails the run.
    # baseline: planaudit-baseline.json
    # strict-baseline: false

    # 免除の記録    Waivers as evidence.
    # waivers: planaudit-waivers.yml

    # 注意の上限、規則の最少数、該当箇所のない規則を許さないか
    # The most warnings, the fewest rules, and whether a rule that met nothing makes the run incomplete.
    # max-warnings: 0
    # expect-rules: 80
    # fail-on-vacuous: true

    """
}
