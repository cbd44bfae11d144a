internal import Auditing

/// Writes the audit report as XML, valid against `Documentation/Schemas/audit-report.rng`.
struct XMLReporter: Reporter {
  /// The namespace of every element.
  static let namespace = "urn:planaudit:audit:1"

  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    var xml = MarkupWriter()
    xml.element("audit", ["xmlns": Self.namespace, "verdict": report.verdict.rawValue]) { xml in
      xml.element("tool", ["name": report.tool.name, "version": report.tool.version])
      writeRules(report.rules, to: &xml)
      xml.element(
        "options",
        [
          "failOn": report.options.failOn.rawValue, "date": report.options.date,
          "fiscalYear": report.options.fiscalYear.map(String.init),
        ]
      ) { xml in
        for file in report.options.files {
          xml.element(
            "file", ["role": file.role.rawValue, "name": file.name, "sha256": file.sha256])
        }
      }
      for submission in report.submissions {
        write(submission, failOn: report.options.failOn, to: &xml)
      }
      for file in report.skipped {
        xml.element("skipped", ["name": file.name]) { write(file.reason, to: &$0) }
      }
    }
    output += xml.finish()
  }

  private func writeRules(_ rules: RuleSetIdentity, to xml: inout MarkupWriter) {
    switch rules.origin {
    case .builtIn:
      xml.element(
        "rules", ["origin": "built-in", "phase": rules.phase, "sha256": rules.sha256])
    case .folder(let name):
      xml.element(
        "rules",
        ["origin": "folder", "name": name, "phase": rules.phase, "sha256": rules.sha256])
    }
  }

  private func write(
    _ submission: SubmissionReport, failOn: FailOn, to xml: inout MarkupWriter
  ) {
    let role = submission.role == .gate ? submission.role.rawValue : nil
    xml.element(
      "submission", ["verdict": submission.verdict(failOn: failOn).rawValue, "role": role]
    ) { xml in
      let source = submission.source
      xml.element(
        "source",
        [
          "name": source.name, "format": source.format, "encoding": source.encoding,
          "evidence": source.evidence.isEmpty ? nil : source.evidence.joined(separator: " "),
          "sha256": source.sha256,
        ])
      if let failure = submission.failure {
        xml.element(
          "error",
          [
            "code": failure.code, "limit": failure.limit.map(String.init),
            "value": failure.value.map(String.init),
          ]
        ) { write(failure.message, to: &$0) }
      }
      for plan in submission.plans { write(plan, of: submission, to: &xml) }
      for finding in submission.findings { write(finding, to: &xml) }
      if submission.unlistedFindingCount > 0 {
        xml.element("unlisted", ["count": String(submission.unlistedFindingCount)])
      }
      if !submission.ledger.isEmpty {
        xml.element("ledger") { xml in
          for entry in submission.ledger { write(entry, to: &xml) }
        }
      }
      for issue in submission.issues {
        xml.element("issue", ["code": issue.code]) { xml in
          write(issue.message, to: &xml)
          write(issue.location, to: &xml)
        }
      }
      for note in submission.notes {
        xml.element("note", ["code": note.code]) { write(note.message, to: &$0) }
      }
    }
  }

  private func write(_ finding: Finding, to xml: inout MarkupWriter) {
    xml.element(
      "finding",
      [
        "rule": finding.rule, "severity": finding.severity.rawValue,
        "outcome": finding.outcome.rawValue, "plan": finding.plan,
        "position": finding.position.map(String.init), "number": finding.number,
        "municipality": finding.municipality, "field": finding.field?.rawValue,
        "basis": finding.basis, "fingerprint": finding.fingerprint,
        "status": finding.status.rawValue,
      ]
    ) { xml in
      if let title = finding.title { xml.element("title", text: title) }
      if let found = finding.found { xml.element("found", text: found) }
      if let expected = finding.expected { xml.element("expected", text: expected) }
      write(finding.message, to: &xml)
      write(finding.location, to: &xml)
      for place in finding.related {
        xml.element(
          "related",
          [
            "plan": place.plan, "position": place.position.map(String.init),
            "number": place.number, "municipality": place.municipality,
          ]
        ) { write(place.location, to: &$0) }
      }
      if let waiver = finding.waiver {
        xml.element(
          "waiver",
          [
            "requestedBy": waiver.requestedBy, "approvedBy": waiver.approvedBy,
            "expires": waiver.expiry.text,
          ], text: waiver.reason)
      }
    }
  }

  private func write(_ entry: LedgerEntry, to xml: inout MarkupWriter) {
    xml.element(
      "rule",
      [
        "id": entry.rule, "severity": entry.severity.rawValue, "kind": entry.kind.rawValue,
        "outcome": entry.outcome.name, "evaluated": String(entry.evaluatedCount),
        "failed": String(entry.failedCount), "relevelledFrom": entry.relevelledFrom?.rawValue,
      ]
    ) { xml in
      if let title = entry.title { xml.element("title", text: title) }
      if let see = entry.see { xml.element("see", text: see) }
      switch entry.outcome {
      case .notEvaluated(let reason), .switchedOff(let reason): write(reason, to: &xml)
      case .held, .failed, .noNode, .waived: break
      }
    }
  }

  func write(_ message: Message, to xml: inout MarkupWriter) {
    xml.element("message", ["xml:lang": "ja"], text: message.ja)
    if let english = message.en { xml.element("message", ["xml:lang": "en"], text: english) }
  }

  func write(_ location: Location, to xml: inout MarkupWriter) {
    if location.isEmpty { return }
    xml.element(
      "place",
      [
        "line": location.line.map(String.init), "endLine": location.endLine.map(String.init),
        "page": location.page.map(String.init), "sheet": location.sheet, "cell": location.cell,
        "row": location.row.map(String.init), "column": location.column.map(String.init),
        "path": location.path,
      ])
  }
}
