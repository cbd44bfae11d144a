internal import AuditReports
package import Auditing
internal import Digests
internal import YAMLText

/// Reads and writes a baseline: JSON with its members in a fixed order, one entry after another, no time and no version
/// of the tool, so that it changes only where the findings do.
package enum BaselineFile {
  /// The version of the members' meaning.
  private static let schemaVersion = 1
  /// The largest file in bytes.
  package static let byteCountMax = 256 << 20
  private static let limits = YAMLLimits(
    byteCountMax: byteCountMax, depthMax: 8, nodeCountMax: 20_000_000)

  private static let entryKeys = [
    "fingerprint", "count", "rule", "plan", "municipality", "title", "field", "message",
  ]

  /// The file that holds `entries`, which stand in the order of their submissions.
  package static func bytes(of entries: [BaselineEntry]) -> [UInt8] {
    var groups: [(name: String, entries: [BaselineEntry])] = []
    for entry in entries {
      if groups.last?.name != entry.submission { groups.append((entry.submission, [])) }
      groups[groups.count - 1].entries.append(entry)
    }
    var json = JSONWriter()
    json.object { json in
      json.integer("schemaVersion", schemaVersion)
      json.array("submissions") { json in
        for group in groups {
          json.object { json in
            json.string("name", group.name)
            json.array("findings") { json in
              for entry in group.entries { json.object { write(entry, to: &$0) } }
            }
          }
        }
      }
    }
    return json.finish()
  }

  private static func write(_ entry: BaselineEntry, to json: inout JSONWriter) {
    json.string("fingerprint", entry.fingerprint)
    json.integer("count", entry.count)
    json.string("rule", entry.rule)
    json.string("plan", entry.plan)
    json.string("municipality", entry.municipality)
    json.string("title", entry.title)
    json.string("field", entry.field?.rawValue)
    json.string("message", entry.message)
  }

  /// The baseline in `bytes`; `name` is what reports and errors call the file.
  package static func parse(_ bytes: [UInt8], name: String) throws(GateFileProblem) -> Baseline {
    let root = try parsedYAML(bytes, name: name, limits: limits)
    let top = try MappingReader(
      root, file: name, what: "the file", allowed: ["schemaVersion", "submissions"])
    guard try top.integer("schemaVersion", in: 1...1_000) == schemaVersion else {
      throw GateFileProblem(
        name, top.line(of: "schemaVersion"), "'schemaVersion' is not \(schemaVersion)")
    }
    var entries: [BaselineEntry] = []
    var lines: [[String]: Int] = [:]
    for node in try top.sequence("submissions") {
      let submission = try MappingReader(
        node, file: name, what: "a submission", allowed: ["name", "findings"])
      let source = try submission.requiredText("name")
      for element in try submission.sequence("findings") {
        let entry = try entry(element, submission: source, file: name)
        if let line = lines.updateValue(element.line, forKey: entry.identity) {
          throw GateFileProblem(
            name, element.line, "the finding stands already in line \(line)")
        }
        entries.append(entry)
      }
    }
    return Baseline(
      file: UsedFile(role: .baseline, name: name, sha256: SHA256.hexadecimalDigest(of: bytes)),
      entries: entries)
  }

  private static func entry(
    _ node: YAMLNode, submission: String, file: String
  ) throws(GateFileProblem) -> BaselineEntry {
    let reader = try MappingReader(node, file: file, what: "a finding", allowed: entryKeys)
    let fingerprint = try reader.requiredText("fingerprint")
    guard fingerprint.utf8.count == 32,
      fingerprint.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else {
      throw GateFileProblem(
        file, reader.line(of: "fingerprint"),
        "'fingerprint' is '\(fingerprint.prefix(60))', expected 32 hexadecimal digits")
    }
    guard let count = try reader.integer("count", in: 1...1_000_000) else {
      throw GateFileProblem(file, reader.line, "'count' is missing")
    }
    return BaselineEntry(
      submission: submission, fingerprint: fingerprint, count: count,
      rule: try reader.requiredText("rule"), plan: try reader.value("plan"),
      municipality: try reader.value("municipality"), title: try reader.value("title"),
      field: try reader.choice("field"), message: try reader.requiredValue("message"),
      line: reader.line)
  }
}
