internal import Auditing
internal import JSONText

extension GateStatement {
  /// What a part of the gate says in the JSON report `report`: its findings, then the rules that were not evaluated.
  static func all(
    in part: JSONValue, of report: String
  ) throws(MergeProblem) -> [GateStatement] {
    func lacks(_ what: String) -> MergeProblem {
      MergeProblem(description: "\(report): a part of the gate lacks its \(what)")
    }
    var statements: [GateStatement] = []
    for finding in part["findings"]?.elements ?? [] {
      guard let rule = finding["rule"]?.text,
        let severity = finding["severity"]?.text.flatMap({ Severity(rawValue: $0) }),
        let outcome = finding["outcome"]?.text.flatMap({ FindingOutcome(rawValue: $0) }),
        let message = Message(finding["message"])
      else { throw lacks("rule, severity, outcome or message of a finding") }
      statements.append(
        GateStatement(
          rule: rule, rank: Rank(severity, outcome), line: finding["location"]?["line"]?.integer,
          message: message))
    }
    for entry in part["ledger"]?.elements ?? []
    where entry["outcome"]?.text == "not-evaluated" {
      guard let rule = entry["rule"]?.text, let reason = Message(entry["reason"]) else {
        throw lacks("reason why a rule was not evaluated")
      }
      statements.append(GateStatement(rule: rule, rank: nil, line: nil, message: reason))
    }
    return statements
  }
}

extension Message {
  /// A message of a report in JSON.
  fileprivate init?(_ value: JSONValue?) {
    guard let japanese = value?["ja"]?.text else { return nil }
    self.init(ja: japanese, en: value?["en"]?.text)
  }
}
