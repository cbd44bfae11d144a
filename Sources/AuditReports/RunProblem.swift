internal import Auditing

/// Something that kept a run from being complete, or its report from being whole: what is not a finding of a rule.
struct RunProblem {
  /// The name of the input; `nil` where it is about the run.
  var source: String?
  /// A permanent word for the kind of problem.
  var code: String
  /// The rule that could not be evaluated.
  var rule: String?
  /// The sentence in the language of the report, on one line.
  var sentence: String

  /// Every such problem of `report`, in its order.
  static func all(of report: AuditReport, language: ReportLanguage) -> [RunProblem] {
    let wording = Wording(language: language)
    var problems: [RunProblem] = []
    func add(_ source: String?, _ code: String, _ sentence: String, rule: String? = nil) {
      problems.append(
        RunProblem(
          source: source, code: code, rule: rule,
          sentence: InvisibleCharacters.shown(sentence)))
    }
    if report.planSubmissions.isEmpty {
      add(nil, "nothing-to-check", wording.sentence(for: .nothingToCheck))
    }
    for submission in report.submissions {
      let source = submission.hasFile ? submission.source.name : nil
      if let failure = submission.failure {
        add(source, failure.code, failure.message.text(in: language))
        continue
      }
      if submission.incompleteness.contains(.nothingChecked) {
        add(source, "nothing-checked", wording.sentence(for: .nothingChecked))
      }
      if submission.unlistedFindingCount > 0 {
        add(source, "finding-limit", wording.unlisted(submission.unlistedFindingCount))
      }
      for entry in submission.ledger {
        if case .notEvaluated(let reason) = entry.outcome {
          add(
            source, "not-evaluated",
            "\(entry.rule)\(wording.colon)\(reason.text(in: language))", rule: entry.rule)
        }
      }
    }
    return problems
  }
}

/// The findings of a report with the submissions that they belong to, in its order.
struct PlacedFinding {
  var submission: SubmissionReport
  var finding: Finding
  /// The sums that it tells of: of each sum that is open, one finding does.
  var sums: [Reconciliation]

  static func all(of report: AuditReport) -> [PlacedFinding] {
    report.submissions.flatMap(all)
  }

  /// The findings of one submission, in its order.
  static func all(of submission: SubmissionReport) -> [PlacedFinding] {
    let telling = SumTelling(submission)
    return submission.findings.enumerated().map { index, finding in
      PlacedFinding(
        submission: submission, finding: finding, sums: telling.sums(ofFindingAt: index))
    }
  }

  /// The gravest of `findings` within `countMax`, in the order that they have.
  static func gravest(_ findings: [PlacedFinding], countMax: Int) -> [PlacedFinding] {
    if findings.count <= countMax { return findings }
    let ranked = findings.indices.sorted { left, right in
      let (first, second) = (findings[left].finding.weight, findings[right].finding.weight)
      return first != second ? first < second : left < right
    }
    return ranked.prefix(countMax).sorted().map { findings[$0] }
  }

  /// The 1-based line in an input that is a text; `nil` in workbooks and PDF, whose lines are no lines of the file.
  var textLine: Int? {
    switch submission.source.format {
    case "text", "xml", "csv", "waivers", "baseline": finding.location.line
    default: nil
    }
  }

  /// What leads behind the file's name to the place, where a line does not: `#一般事業!F35`, `#page=2` (RFC 8118).
  var fragment: String? {
    if textLine != nil { return nil }
    if let page = finding.location.page { return "#page=\(page)" }
    let suffix = finding.location.suffix
    return suffix.isEmpty ? nil : InvisibleCharacters.shown(suffix)
  }

  /// The place as people look it up, where a line does not say it.
  func placeInWords(_ wording: Wording) -> String? {
    textLine == nil ? wording.placeInWords(finding.location) : nil
  }
}

extension Finding {
  /// Its place in the order of weight: open findings by rank, then those that are waived or known.
  var weight: Int { status == .open ? rank.rawValue : Rank.allCases.count }
}

/// Gives each finding of a report an id that no other has: its fingerprint, and an ordinal where it comes again.
struct UniqueFingerprints {
  private var counts: [String: Int] = [:]

  /// The ordinal of `fingerprint`, from 1.
  mutating func ordinal(_ fingerprint: String) -> Int {
    let ordinal = (counts[fingerprint] ?? .zero) + 1
    counts[fingerprint] = ordinal
    return ordinal
  }
}
