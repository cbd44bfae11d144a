internal import Auditing

/// Writes SARIF 2.1.0 as GitHub's code scanning takes it, and as other readers do.
struct SARIFReporter: Reporter {
  /// The most results of a run that GitHub takes; the gravest are kept.
  static let resultCountMax = 25_000
  static let schema = "https://json.schemastore.org/sarif-2.1.0.json"
  /// Stands for the folder that all paths are relative to.
  static let baseID = "%SRCROOT%"

  let language: ReportLanguage

  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    let all = PlacedFinding.all(of: report)
    let listed = PlacedFinding.gravest(all, countMax: Self.resultCountMax)
    let rules = SARIFRules(report, language: language)
    var json = JSONWriter()
    json.object { json in
      json.string("$schema", Self.schema)
      json.string("version", "2.1.0")
      json.array("runs") { json in
        json.object { json in
          json.object("tool") { json in
            json.object("driver") { json in
              json.string("name", report.tool.name)
              json.string("version", report.tool.version)
              json.string("semanticVersion", report.tool.version)
              json.string("language", languageTag)
              rules.write(to: &json)
            }
          }
          json.object("automationDetails") { $0.string("id", "\(report.tool.name)/") }
          SARIFInvocation(report: report, language: language, rules: rules)
            .write(leftOutCount: all.count - listed.count, to: &json)
          json.string("language", languageTag)
          json.string("columnKind", "unicodeCodePoints")
          json.object("originalUriBaseIds") { json in
            json.object(Self.baseID) { json in
              json.object("description") { json in
                json.string("text", "The folder that the paths of this report are relative to.")
              }
            }
          }
          writeArtifacts(report, to: &json)
          var results = SARIFResults(report: report, language: language, rules: rules)
          json.array("results") { json in
            for finding in listed { results.write(finding, to: &json) }
          }
          json.object("properties") { json in
            json.string("verdict", report.verdict.rawValue)
            json.string("rulesSHA256", report.rules.sha256)
            json.string("phase", report.rules.phase)
            for file in report.options.files {
              json.string(file.role.rawValue, file.name)
            }
            writeSums(report, to: &json)
          }
        }
      }
    }
    output += json.finish()
  }

  private var languageTag: String {
    switch language {
    case .japanese: "ja-JP"
    case .english: "en-US"
    }
  }

  /// Every sum of every plan, in the form of the JSON report.
  private func writeSums(_ report: AuditReport, to json: inout JSONWriter) {
    let plans = report.submissions.flatMap { submission in
      submission.plans.map { (source: submission.source.name, plan: $0) }
    }.filter { !$0.plan.reconciliation.isEmpty }
    if plans.isEmpty { return }
    json.array("plans") { json in
      for (source, plan) in plans {
        json.object { json in
          json.string("source", source)
          json.string("plan", plan.id)
          json.array("reconciliation") { json in
            for sum in plan.reconciliation { JSONReporter().write(sum, to: &json) }
          }
        }
      }
    }
  }

  private func writeArtifacts(_ report: AuditReport, to json: inout JSONWriter) {
    json.array("artifacts") { json in
      for submission in report.submissions where submission.hasFile {
        json.object { json in
          json.object("location") { json in
            json.string("uri", SARIFReporter.uri(of: submission.source.name))
            json.string("uriBaseId", Self.baseID)
          }
          json.array("roles") { $0.element("analysisTarget") }
          if let encoding = submission.source.encoding { json.string("encoding", encoding) }
          if let sha256 = submission.source.sha256 {
            json.object("hashes") { $0.string("sha-256", sha256) }
          }
        }
      }
    }
  }

  /// `path` as a relative reference (RFC 3986): what is not unreserved is encoded, the slashes stay.
  static func uri(of path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        result.append(byte)
      default: result += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension Rank {
  /// The level of a result; a review is a note, since it accuses nobody.
  var sarifLevel: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info, .review: "note"
    }
  }

  /// The priority of a result, from 0 to 100.
  var sarifRank: Int {
    switch self {
    case .error: 100
    case .warning: 60
    case .info: 30
    case .review: 20
    }
  }

  /// What GitHub calls the severity of a rule.
  fileprivate var problemSeverity: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info, .review: "recommendation"
    }
  }
}

/// The rules of a report, each with its place in the list.
struct SARIFRules {
  /// The longest full description that GitHub takes, in characters.
  static let descriptionCharacterCountMax = 1_024

  private let entries: [LedgerEntry]
  private let indexes: [String: Int]
  private let language: ReportLanguage

  init(_ report: AuditReport, language: ReportLanguage) {
    var entries: [LedgerEntry] = []
    var indexes: [String: Int] = [:]
    for submission in report.submissions {
      for entry in submission.ledger where indexes[entry.rule] == nil {
        indexes[entry.rule] = entries.count
        entries.append(entry)
      }
      for finding in submission.findings where indexes[finding.rule] == nil {
        indexes[finding.rule] = entries.count
        entries.append(
          LedgerEntry(
            rule: finding.rule, severity: finding.severity, kind: finding.outcome, title: nil,
            see: nil, seeName: nil, evaluatedCount: 1, failedCount: 1, outcome: .failed))
      }
    }
    self.entries = entries
    self.indexes = indexes
    self.language = language
  }

  /// The place of the rule `id`.
  func index(of id: String) -> Int? { indexes[id] }

  func write(to json: inout JSONWriter) {
    json.array("rules") { json in
      for entry in entries { json.object { write(entry, to: &$0) } }
    }
  }

  private func write(_ entry: LedgerEntry, to json: inout JSONWriter) {
    let rank = Rank(entry.severity, entry.kind)
    let title = InvisibleCharacters.shown(entry.title ?? entry.rule)
    let sentence = InvisibleCharacters.shown(entry.sentence?.text(in: language) ?? title)
    json.string("id", entry.rule)
    json.object("shortDescription") { $0.string("text", title) }
    json.object("fullDescription") { json in
      json.string("text", String(sentence.prefix(Self.descriptionCharacterCountMax)))
    }
    writeHelp(entry, title, sentence, to: &json)
    json.object("defaultConfiguration") { json in
      if case .switchedOff = entry.outcome { json.boolean("enabled", false) }
      json.string("level", rank.sarifLevel)
      json.integer("rank", rank.sarifRank)
    }
    json.object("properties") { json in
      json.string("problem.severity", rank.problemSeverity)
      json.string("precision", entry.kind == .review ? "medium" : "very-high")
      json.array("tags") { json in
        json.element(entry.rule.split(separator: "-").first.map(String.init) ?? entry.rule)
        json.element(entry.kind.rawValue)
      }
      json.string("see", entry.see)
      json.string("relevelledFrom", entry.relevelledFrom?.rawValue)
      if case .switchedOff(let reason) = entry.outcome {
        json.string("switchedOff", reason.text(in: language))
      }
    }
  }

  private func writeHelp(
    _ entry: LedgerEntry, _ title: String, _ sentence: String, to json: inout JSONWriter
  ) {
    let wording = Wording(language: language)
    let rank = Rank(entry.severity, entry.kind)
    var facts = ["\(wording.severity)\(wording.colon)\(wording.name(of: rank))"]
    if let see = entry.source(in: language) {
      facts.append("\(wording.see)\(wording.colon)\(InvisibleCharacters.shown(see))")
    }
    if case .switchedOff(let reason) = entry.outcome {
      facts.append(
        "\(wording.switchedOff)\(wording.colon)"
          + InvisibleCharacters.shown(reason.text(in: language)))
    }
    let text = ([title, sentence] + facts + ["planaudit rules show \(entry.rule)"])
    let markdown =
      ["**\(entry.rule)** \(Self.escaped(title))", "", "> \(Self.escaped(sentence))", ""]
      + facts.map { "- \(Self.escaped($0))" } + ["- `planaudit rules show \(entry.rule)`"]
    json.object("help") { json in
      json.string("text", text.joined(separator: "\n"))
      json.string("markdown", markdown.joined(separator: "\n"))
    }
  }

  /// `text` with the characters escaped that mean something in Markdown.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_{}[]<>|#&".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
