import AuditReports
import Auditing
import Foundation
import Spreadsheets
import TestSupport
import Testing
import XMLTree

@testable import AuditReports

/// What a report says of one finding, read back from it.
struct ReadFinding: Hashable {
  var rule: String
  var message: String
  var status: String
  /// Where the format says it.
  var fingerprint: String?
}

/// Reads the findings back out of a report.
enum FindingReading {
  static func json(_ bytes: [UInt8], _ language: String) throws -> [ReadFinding] {
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let submissions = try #require(root["submissions"] as? [[String: Any]])
    return try submissions.flatMap { submission in
      try #require(submission["findings"] as? [[String: Any]])
    }.map { finding in
      let message = try #require(finding["message"] as? [String: String])
      return ReadFinding(
        rule: try #require(finding["rule"] as? String),
        message: InvisibleCharacters.shown(try #require(message[language])),
        status: try #require(finding["status"] as? String),
        fingerprint: try #require(finding["fingerprint"] as? String))
    }
  }

  static func xml(_ bytes: [UInt8], _ language: String) throws -> [ReadFinding] {
    let namespace = "urn:planaudit:audit:1"
    let document = try XMLDocument(parsing: bytes, name: "report")
    return try document.root.descendantElements("finding", namespace: namespace).map { finding in
      let message = try #require(
        finding.childElements("message", namespace: namespace).first {
          $0.attribute("lang", namespace: XMLDocument.xmlNamespace) == language
        })
      return ReadFinding(
        rule: try #require(finding.attribute("rule")),
        message: InvisibleCharacters.shown(message.stringValue),
        status: try #require(finding.attribute("status")),
        fingerprint: finding.attribute("fingerprint"))
    }
  }

  /// The first line of each case's text is `place: rank: message [RULE]`.
  static func junit(_ bytes: [UInt8]) throws -> [ReadFinding] {
    let document = try XMLDocument(parsing: bytes, name: "report")
    return try document.root.descendantElements("testcase", namespace: "").compactMap {
      testCase -> ReadFinding? in
      let properties = testCase.descendantElements("property", namespace: "")
      func property(_ name: String) -> String? {
        properties.first { $0.attribute("name") == name }?.attribute("value")
      }
      guard let rule = property("rule") else { return nil }
      let status = try #require(property("status"))
      let outcome = try #require(testCase.childElements.last)
      let text =
        outcome.localName == "skipped"
        ? try #require(outcome.attribute("message")) : outcome.stringValue
      let line = try #require(text.split(separator: "\n").first)
      return ReadFinding(
        rule: rule, message: try message(in: String(line), rule), status: status,
        fingerprint: property("fingerprint"))
    }
  }

  /// Every result, whose level and suppressions agree with its rank and status; the first line of its message is the
  /// finding's.
  static func sarif(_ bytes: [UInt8]) throws -> [ReadFinding] {
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let run = try #require((root["runs"] as? [[String: Any]])?.first)
    return try #require(run["results"] as? [[String: Any]]).map { result in
      let message = try #require((result["message"] as? [String: String])?["text"])
      let first = try #require(message.split(separator: "\n").first)
      let properties = try #require(result["properties"] as? [String: Any])
      let status = try #require(properties["status"] as? String)
      let suppressions = try #require(result["suppressions"] as? [[String: Any]])
      #expect(suppressions.isEmpty == (status == "open"))
      let hashes = try #require(result["partialFingerprints"] as? [String: String])
      return ReadFinding(
        rule: try #require(result["ruleId"] as? String), message: withoutPlace(String(first)),
        status: status, fingerprint: hashes["planaudit/v1"])
    }
  }

  /// Every issue that is about a finding; what is settled begins with its status in brackets.
  static func gitlab(_ bytes: [UInt8]) throws -> [ReadFinding] {
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]])
    return try root.filter { $0["severity"] as? String != "blocker" }.map { issue in
      var text = try #require(issue["description"] as? String)
      var status = "open"
      for (word, name) in [
        ("[免除] ", "waived"), ("[既知] ", "baselined"), ("[waived] ", "waived"),
        ("[baselined] ", "baselined"),
      ]
      where text.hasPrefix(word) {
        text.removeFirst(word.count)
        status = name
      }
      let fingerprint = try #require(issue["fingerprint"] as? String)
      return ReadFinding(
        rule: try #require(issue["check_name"] as? String), message: withoutPlace(text),
        status: status, fingerprint: String(fingerprint.prefix(32)))
    }
  }

  /// Every annotation, and every line of the log that stands for one.
  static func github(_ bytes: [UInt8]) throws -> [ReadFinding] {
    try String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      if let match = try /^::(?:error|warning|notice) .*?title=([A-Z]+-[0-9A-Za-z-]+)[^:]*::(.*)$/
        .wholeMatch(in: line), line.contains(" ")
      {
        let text = String(match.2).replacing("%25", with: "%")
        guard let first = text.split(separator: "%0A").first else { return nil }
        return ReadFinding(
          rule: String(match.1), message: withoutPlace(String(first)), status: "open",
          fingerprint: nil)
      }
      if let match = try
        /^- (免除：|既知：|waived: |baselined: |).*?: (?:error|warning|info|review): (.*?) \[([A-Z]+-[^\]]*)\](?: .*)?$/
        .wholeMatch(in: line)
      {
        let status =
          ["免除：": "waived", "既知：": "baselined", "waived: ": "waived", "baselined: ": "baselined"][
            String(match.1)] ?? "open"
        return ReadFinding(
          rule: String(match.3), message: String(match.2), status: status, fingerprint: nil)
      }
      return nil
    }
  }

  /// `text` without the place in brackets at its end, which formats add where a line cannot say it.
  private static func withoutPlace(_ text: String) -> String {
    text.replacing(#/ \((?:シート|sheet )[^()]*(?:セル|cell )[A-Z]+[0-9]+\)$/#, with: "")
  }

  /// Joins wrapped lines, and counts a rolled-up rule as often as it says.
  static func text(_ bytes: [UInt8], sources: [String]) throws -> [(String, Int)] {
    var found: [(String, Int)] = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if let head = sources.first(where: { line.hasPrefix($0) }),
        line.dropFirst(head.count).contains(": ")
      {
        found.append((String(line), 1))
      } else if line.hasPrefix("    "), let last = found.indices.last {
        if let count = try rolledUpCount(in: line) {
          found[last].1 = count
        } else {
          found[last].0 += line.drop { $0 == " " }
        }
      }
    }
    return found
  }

  private static func rolledUpCount(in line: Substring) throws -> Int? {
    guard let match = try /^ {4}[A-Z]+-[0-9A-Za-z-]+：([0-9]+)件/.prefixMatch(in: line) else {
      return nil
    }
    return Int(match.1)
  }

  /// Every assertion that failed and every report that fired.
  static func svrl(_ bytes: [UInt8]) throws -> [ReadFinding] {
    let namespace = "http://purl.oclc.org/dsdl/svrl"
    let document = try XMLDocument(parsing: bytes, name: "report")
    return try ["failed-assert", "successful-report"].flatMap {
      document.root.descendantElements($0, namespace: namespace)
    }.map { fired in
      let text = try #require(fired.childElements("text", namespace: namespace).first)
      return ReadFinding(
        rule: try #require(fired.attribute("id")), message: closed(text.stringValue),
        status: "open", fingerprint: nil)
    }
  }

  /// `text` without white space.
  static func closed(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  /// Every row of the worklist.
  static func workbook(_ bytes: [UInt8]) throws -> [ReadFinding] {
    let sheet = try #require(try Workbook(bytes, name: "audit.xlsx").sheets.first)
    let header = try #require(sheet.rows.first)
    func column(_ heading: String) throws -> Int {
      try #require(header.cells.first { $0.text == heading }?.address.column, "\(heading)")
    }
    let columns = try ["規則", "内容", "状態", "指摘の識別番号"].map(column)
    let statuses = ["未処理": "open", "免除": "waived", "既知": "baselined"]
    return try sheet.rows.dropFirst().compactMap { row in
      let cells = columns.map { column in
        row.cells.first { $0.address.column == column }?.text ?? ""
      }
      // The row that says that there is none.
      if cells[3].isEmpty { return nil }
      return ReadFinding(
        rule: cells[0], message: cells[1], status: try #require(statuses[cells[2]]),
        fingerprint: cells[3])
    }
  }

  private static func message(in line: String, _ rule: String) throws -> String {
    let match = try #require(
      try /^.*?: (?:error|warning|info|review): (.*) \[(.*?)\](?: [^\[]*(?:免除（|[Ww]aived)[^\[]*)?$/
        .wholeMatch(
          in: line))
    #expect(match.2 == rule)
    return String(match.1)
  }
}

@Suite struct `Agreement of formats` {
  private static func bytes(_ format: ReportFormat, _ language: ReportLanguage) throws -> [UInt8] {
    try GoldenCase(format: format, language: language, profile: .default)
      .bytes(of: FixedReport.report)
  }

  private static func expected(
    _ language: ReportLanguage, of report: AuditReport = FixedReport.report
  ) -> [ReadFinding] {
    report.submissions.flatMap(\.findings).map {
      ReadFinding(
        rule: $0.rule, message: InvisibleCharacters.shown($0.message.text(in: language)),
        status: $0.status.rawValue, fingerprint: $0.fingerprint)
    }
  }

  /// The fixed report, and what a gate makes of it.
  private static let reports = [FixedReport.report, GatedReport.report]

  @Test(arguments: reports.indices)
  func `the formats for machines have the same findings, words and ids`(index: Int) throws {
    let report = Self.reports[index]
    let expected = Self.expected(.japanese, of: report)
    func bytes(_ format: ReportFormat) throws -> [UInt8] {
      try GoldenCase(format: format, language: .japanese, profile: .default).bytes(of: report)
    }
    #expect(try FindingReading.json(bytes(.json), "ja") == expected)
    #expect(try FindingReading.sarif(bytes(.sarif)) == expected)
    #expect(try FindingReading.gitlab(bytes(.gitlab)) == expected)
    #expect(counts(try FindingReading.junit(bytes(.junit))) == counts(expected))
    let github = try FindingReading.github(bytes(.github))
    #expect(counts(github) == counts(anonymous(expected)))
  }

  /// The folders of `Reports` that hold a report in every format.
  private static let sampleFolders: [String] = {
    let reports = SharedMaterial.packageFolder.appendingPathComponent("Reports").path
    let names = (FileManager.default.enumerator(atPath: reports)?.allObjects ?? [])
      .compactMap { $0 as? String }
    return names.filter { $0.hasSuffix("/audit.json") }
      .map { String($0.dropLast("/audit.json".count)) }.sorted()
  }()

  /// What is checked in is what users see: not the fixed report of these tests, but whole plans.
  @Test(arguments: sampleFolders)
  func `every report of a sample has the same findings`(folder: String) throws {
    let url = SharedMaterial.packageFolder.appendingPathComponent("Reports/" + folder)
    func bytes(_ name: String) throws -> [UInt8] {
      Array(try Data(contentsOf: url.appendingPathComponent(name)))
    }
    let expected = try FindingReading.json(bytes("audit.json"), "ja")
    let all = counts(expected)
    #expect(try FindingReading.xml(bytes("audit.xml"), "ja") == expected)
    #expect(try FindingReading.sarif(bytes("audit.sarif")) == expected)
    #expect(try FindingReading.gitlab(bytes("audit.gitlab.json")) == expected)
    #expect(try FindingReading.csv(bytes("audit.csv"), .japanese) == expected)
    #expect(try counts(FindingReading.junit(bytes("audit.junit.xml"))) == all)
    #expect(try counts(FindingReading.html(bytes("audit.html"))) == all)
    #expect(try counts(FindingReading.markdown(bytes("audit.md"))) == all)
    #expect(try counts(FindingReading.workbook(bytes("audit.xlsx"))) == all)
    let nameless = counts(anonymous(expected))
    #expect(try counts(FindingReading.github(bytes("audit.github.txt"))) == nameless)
    let names = try FileManager.default.contentsOfDirectory(atPath: url.path)
    let svrl = try #require(names.first { $0.hasSuffix(".svrl") })
    #expect(try counts(FindingReading.svrl(bytes(svrl))) == counts(closed(anonymous(expected))))
    let source = "Samples/" + svrl.dropLast(".svrl".count)
    let text = try FindingReading.text(bytes("audit.txt"), sources: [source])
    let count = expected.count { $0.status == "open" }
    #expect(text.reduce(0) { $0 + $1.1 } == count)
  }

  @Test func `of the samples are looked at`() {
    #expect(Self.sampleFolders.count >= 7, "\(Self.sampleFolders)")
  }

  /// The findings without the id, for formats that have no room for one.
  private func anonymous(_ findings: [ReadFinding]) -> [ReadFinding] {
    findings.map {
      ReadFinding(rule: $0.rule, message: $0.message, status: $0.status, fingerprint: nil)
    }
  }

  /// The findings with messages without white space, which SVRL keeps as the rule has it.
  private func closed(_ findings: [ReadFinding]) -> [ReadFinding] {
    findings.map { finding in
      var finding = finding
      finding.message = FindingReading.closed(finding.message)
      return finding
    }
  }

  @Test(arguments: reports.indices, ReportLanguage.allCases)
  func `every format has the same findings with the same words`(
    index: Int, language: ReportLanguage
  ) throws {
    let report = Self.reports[index]
    let expected = Self.expected(language, of: report)
    func bytes(_ format: ReportFormat) throws -> [UInt8] {
      try GoldenCase(format: format, language: language, profile: .default).bytes(of: report)
    }
    let json = try FindingReading.json(bytes(.json), language.rawValue)
    #expect(json == expected)
    let junit = try FindingReading.junit(bytes(.junit))
    #expect(counts(junit) == counts(expected))
    let xml = try FindingReading.xml(bytes(.xml), language.rawValue)
    let xmlExpected = expected.map {
      ReadFinding(
        rule: $0.rule, message: $0.message.replacing("<U+FFFE>", with: "\u{FFFD}"),
        status: $0.status, fingerprint: $0.fingerprint)
    }
    #expect(xml == xmlExpected)
    let html = try FindingReading.html(bytes(.html))
    #expect(counts(html) == counts(expected))
    let csv = try FindingReading.csv(bytes(.csv), language)
    #expect(csv == expected)
    let markdown = try FindingReading.markdown(bytes(.markdown))
    #expect(counts(markdown) == counts(expected))
    #expect(try FindingReading.sarif(bytes(.sarif)) == expected)
    #expect(try FindingReading.gitlab(bytes(.gitlab)) == expected)
    let github = try FindingReading.github(bytes(.github))
    #expect(counts(github) == counts(anonymous(expected)))
  }

  @Test(arguments: [ReportFormat.html, .csv, .markdown])
  func `the formats for people have the fingerprints of the JSON report`(format: ReportFormat)
    throws
  {
    let text = try String(decoding: Self.bytes(format, .japanese), as: UTF8.self)
    for finding in FixedReport.report.submissions.flatMap(\.findings) {
      #expect(text.contains(finding.fingerprint), "\(finding.fingerprint)")
    }
  }

  @Test func `the text report counts every open finding`() throws {
    let found = try FindingReading.text(
      Self.bytes(.text, .japanese), sources: ["plan-2020.txt:", "sub/一般.xlsx#"])
    let open = Self.expected(.japanese).filter { $0.status == "open" }
    #expect(found.reduce(0) { $0 + $1.1 } == open.count)
    for finding in open where finding.rule != "STA-07" {
      let words = finding.message.filter { $0 != " " }
      #expect(found.contains { $0.0.filter { $0 != " " }.contains(words) }, "\(words)")
    }
  }

  private func counts(_ findings: [ReadFinding]) -> [ReadFinding: Int] {
    findings.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}
