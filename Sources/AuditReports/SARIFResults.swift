internal import Auditing

/// Writes the results of a SARIF run, each with the id that GitHub follows it by.
struct SARIFResults {
  let report: AuditReport
  let language: ReportLanguage
  let rules: SARIFRules
  private let wording: Wording
  private let hasBaseline: Bool
  private var fingerprints = UniqueFingerprints()

  init(report: AuditReport, language: ReportLanguage, rules: SARIFRules) {
    self.report = report
    self.language = language
    self.rules = rules
    wording = Wording(language: language)
    hasBaseline = report.options.files.contains { $0.role == .baseline }
  }

  mutating func write(_ placed: PlacedFinding, to json: inout JSONWriter) {
    let finding = placed.finding
    let ordinal = fingerprints.ordinal(finding.fingerprint)
    json.object { json in
      json.string("ruleId", finding.rule)
      json.integer("ruleIndex", rules.index(of: finding.rule))
      json.string("level", finding.rank.sarifLevel)
      json.integer("rank", finding.rank.sarifRank)
      json.object("message") { $0.string("text", Self.plain(message(of: placed))) }
      json.array("locations") { json in
        json.object { json in
          let line = placed.textLine
          let end = line == nil ? nil : finding.location.endLine
          write(placed.submission.source.name, line: line, endLine: end, to: &json)
          writeLogical(placed, to: &json)
        }
      }
      writeRelated(placed, to: &json)
      json.object("partialFingerprints") { json in
        json.string("primaryLocationLineHash", "\(finding.fingerprint):\(ordinal)")
        json.string("planaudit/v1", finding.fingerprint)
      }
      json.array("suppressions") { json in
        if let justification = justification(of: finding) {
          json.object { json in
            json.string("kind", "external")
            json.string("status", "accepted")
            json.string("justification", justification)
          }
        }
      }
      if hasBaseline {
        json.string("baselineState", finding.status == .baselined ? "unchanged" : "new")
      }
      writeProperties(placed, to: &json)
    }
  }

  /// The sentence with the place, and a line for each sum that it tells of.
  private func message(of placed: PlacedFinding) -> String {
    let sentence = InvisibleCharacters.shown(placed.finding.message.text(in: language))
    let first = placed.placeInWords(wording).map { "\(sentence) (\($0))" } ?? sentence
    return ([first] + placed.sums.map(wording.line)).joined(separator: "\n")
  }

  /// `text` without what readers would take for a link (section 3.11.6): `[words](target)`.
  static func plain(_ text: String) -> String { text.replacing("](", with: "] (") }

  private func write(
    _ path: String, line: Int?, endLine: Int?, to json: inout JSONWriter
  ) {
    json.object("physicalLocation") { json in
      json.object("artifactLocation") { json in
        json.string("uri", SARIFReporter.uri(of: path))
        json.string("uriBaseId", SARIFReporter.baseID)
      }
      // GitHub takes no location without a region; the logical location says where it is in a workbook or PDF.
      json.object("region") { json in
        json.integer("startLine", line ?? 1)
        json.integer("endLine", endLine)
      }
    }
  }

  private func writeLogical(_ placed: PlacedFinding, to json: inout JSONWriter) {
    let finding = placed.finding
    let name = placed.submission.source.name
    var names: [(String, String)] = []
    if let place = placed.fragment { names.append((name + place, "member")) }
    if let path = finding.location.path { names.append((path, "element")) }
    let words = [
      finding.plan, wording.entry(number: finding.number, position: finding.position),
      finding.municipality, finding.field?.name(in: language),
    ].compactMap { $0 }
    if !words.isEmpty { names.append((words.joined(separator: "/"), "object")) }
    if names.isEmpty { return }
    json.array("logicalLocations") { json in
      for (name, kind) in names {
        json.object { json in
          json.string("fullyQualifiedName", InvisibleCharacters.shown(name))
          json.string("kind", kind)
        }
      }
    }
  }

  /// The related places, then the entries that a cause of a difference lies with.
  private func writeRelated(_ placed: PlacedFinding, to json: inout JSONWriter) {
    let related = placed.finding.related.map { place in
      let words = [
        place.plan, wording.entry(number: place.number, position: place.position),
        place.municipality,
      ].compactMap { $0 }
      return (location: place.location, words: words.joined(separator: " "))
    }
    let suspects = placed.sums.flatMap(\.causes).compactMap { cause in
      cause.entry.map { (location: $0.location, words: cause.message.text(in: language)) }
    }
    if related.isEmpty && suspects.isEmpty { return }
    json.array("relatedLocations") { json in
      for (index, place) in (related + suspects).enumerated() {
        var other = placed
        other.finding.location = place.location
        let words = [place.words, other.placeInWords(wording)].compactMap { $0 }
          .filter { !$0.isEmpty }
        json.object { json in
          json.integer("id", index + 1)
          let end = other.textLine == nil ? nil : place.location.endLine
          write(
            placed.submission.source.name, line: other.textLine, endLine: end, to: &json)
          json.object("message") { json in
            json.string(
              "text", Self.plain(InvisibleCharacters.shown(words.joined(separator: " "))))
          }
        }
      }
    }
  }

  private func justification(of finding: Finding) -> String? {
    switch finding.status {
    case .open: nil
    case .waived: finding.waiver?.sentence(in: language) ?? wording.name(of: finding.status)
    case .baselined: wording.name(of: finding.status)
    }
  }

  private func writeProperties(_ placed: PlacedFinding, to json: inout JSONWriter) {
    let finding = placed.finding
    json.object("properties") { json in
      json.string("severity", finding.severity.rawValue)
      json.string("outcome", finding.outcome.rawValue)
      json.string("status", finding.status.rawValue)
      json.string("plan", finding.plan)
      json.integer("position", finding.position)
      json.string("number", finding.number)
      json.string("municipality", finding.municipality)
      json.string("title", finding.title)
      json.string("field", finding.field?.rawValue)
      json.string("found", finding.found)
      json.string("expected", finding.expected)
      json.string("basis", finding.basis)
      if !placed.sums.isEmpty {
        json.array("reconciliation") { json in
          for sum in placed.sums { JSONReporter().write(sum, to: &json) }
        }
      }
    }
  }
}
