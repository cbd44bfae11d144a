package import Auditing
internal import Digests
internal import YAMLText

/// Reads a file of waivers.
package enum WaiverFile {
  /// The largest file in bytes.
  package static let byteCountMax = 4 << 20

  private static let keys = [
    "rule", "plan", "municipality", "title", "number", "field", "value", "requested-by",
    "approved-by", "reason", "expires",
  ]

  /// The waivers in `bytes`; `name` is what reports and errors call the file.
  package static func parse(_ bytes: [UInt8], name: String) throws(GateFileProblem) -> WaiverList {
    let root = try parsedYAML(bytes, name: name)
    let top = try MappingReader(root, file: name, what: "the file", allowed: ["waivers"])
    var waivers: [Waiver] = []
    var lines: [[String]: Int] = [:]
    for element in try top.sequence("waivers") {
      let waiver = try waiver(element, file: name)
      if let line = lines.updateValue(waiver.line, forKey: waiver.identity) {
        throw GateFileProblem(
          name, waiver.line, "the same finding is waived in line \(line) already")
      }
      waivers.append(waiver)
    }
    return WaiverList(
      file: UsedFile(role: .waivers, name: name, sha256: SHA256.hexadecimalDigest(of: bytes)),
      waivers: waivers)
  }

  /// Refuses waivers of rules that `auditor` does not know in any phase.
  package static func check(_ list: WaiverList, with auditor: PlanAuditor) throws {
    for waiver in list.waivers where try auditor.ruleOfAnyPhase(waiver.rule) == nil {
      throw GateFileProblem(list.file.name, waiver.line, "there is no rule '\(waiver.rule)'")
    }
  }

  private static func waiver(_ node: YAMLNode, file: String) throws(GateFileProblem) -> Waiver {
    let reader = try MappingReader(node, file: file, what: "a waiver", allowed: keys)
    let expiry = try reader.requiredText("expires")
    let evidence = WaiverEvidence(
      requestedBy: try reader.requiredText("requested-by"),
      approvedBy: try reader.requiredText("approved-by"),
      reason: try reader.requiredText("reason"),
      expiry: try self.expiry(expiry, file: file, line: reader.line(of: "expires")))
    return Waiver(
      rule: try reader.requiredText("rule"), plan: try reader.text("plan"),
      municipality: try reader.text("municipality"), title: try reader.text("title"),
      number: try reader.text("number"), field: try reader.choice("field"),
      value: try reader.requiredValue("value"), evidence: evidence, line: reader.line)
  }

  private static func expiry(
    _ text: String, file: String, line: Int
  ) throws(GateFileProblem) -> WaiverExpiry {
    if text == "never" { return .never }
    guard let date = CalendarDate(text) else {
      throw GateFileProblem(
        file, line, "'expires' is '\(text)', expected a date as YYYY-MM-DD, or never")
    }
    return .date(date)
  }
}
