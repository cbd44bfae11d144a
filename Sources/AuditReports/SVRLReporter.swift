internal import Auditing
internal import Schematron

/// Writes the engine's own report of one submission, as Schematron Validation Report Language, under what the audit
/// makes of the sums.
struct SVRLReporter: Reporter {
  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    guard let only = report.submissions.first, report.submissions.count == 1 else {
      throw .oneSubmissionOnly(format: .svrl, submissionCount: report.submissions.count)
    }
    guard let validation = only.validation else {
      throw .notValidated(format: .svrl, name: only.source.name)
    }
    output += SVRLWriter.bytes(for: validation, remarks: remarks(on: only))
  }

  /// A file for each submission that was validated, named after its source; a name that comes again gets a number.
  func files(of report: AuditReport) -> [ReportFile] {
    var counts: [String: Int] = [:]
    return report.submissions.compactMap { submission in
      guard let validation = submission.validation else { return nil }
      let name = fileName(for: submission.source.name)
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      return ReportFile(
        name: count == 1 ? "\(name).svrl" : "\(name)-\(count).svrl",
        bytes: SVRLWriter.bytes(for: validation, remarks: remarks(on: submission)))
    }
  }

  /// Each sum in words of both languages, the first with the element `sum` of the audit report; what that says in words
  /// is left out there, so that readers who take the text alone get the sentence and nothing else.
  private func remarks(on submission: SubmissionReport) -> [RichText] {
    submission.plans.flatMap { plan in
      plan.reconciliation.flatMap { sum in
        ReportLanguage.allCases.map { language in
          let words =
            "\(plan.name(in: language)) \(Wording(language: language).line(for: sum))"
          var parts: [RichText.Part] = [.text(InvisibleCharacters.shown(words))]
          if language == .japanese { parts.append(.markup(markup(for: sum, of: plan))) }
          return RichText(parts, language: language.rawValue)
        }
      }
    }
  }

  private func markup(for sum: Reconciliation, of plan: PlanSummary) -> Markup {
    let causes = sum.causes.map { element("cause", XMLReporter.attributes(of: $0)) }
    let contributions = sum.contributions.map {
      element("contribution", XMLReporter.attributes(of: $0))
    }
    return element(
      "sum", [("plan", plan.id)] + XMLReporter.attributes(of: sum),
      (causes + contributions).map { .markup($0) })
  }

  /// An element of the audit report's namespace.
  private func element(
    _ name: String, _ attributes: [(String, String?)], _ parts: [RichText.Part] = []
  ) -> Markup {
    Markup(
      name: Markup.Name(
        prefix: "audit", localName: name, namespaceURI: XMLReporter.namespace),
      attributes: attributes.compactMap { name, value in
        value.map {
          Markup.Attribute(
            name: Markup.Name(prefix: "", localName: name, namespaceURI: ""),
            value: InvisibleCharacters.permittedInXML($0))
        }
      }, parts: parts)
  }

  /// The last part of a path as a plain file name.
  private func fileName(for source: String) -> String {
    let last = source.split(separator: "/").last.map(String.init) ?? "submission"
    let shown = InvisibleCharacters.shown(last)
    let plain = String(shown.map { "\\/:*?\"<>|".contains($0) ? "_" : $0 })
    return plain.hasPrefix(".") ? "_\(plain)" : plain
  }
}
