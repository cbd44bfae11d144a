import AuditReports
import Auditing
import Foundation
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

  /// Every result, whose level and suppressions agree with its rank and status.
  static func sarif(_ bytes: [UInt8]) throws -> [ReadFinding] {
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let run = try #require((root["runs"] as? [[String: Any]])?.first)
    return try #require(run["results"] as? [[String: Any]]).map { result in
      let message = try #require((result["message"] as? [String: String])?["text"])
      let properties = try #require(result["properties"] as? [String: Any])
      let status = try #require(properties["status"] as? String)
      let suppressions = try #require(result["suppressions"] as? [[String: Any]])
      #expect(suppressions.isEmpty == (status == "open"))
      let hashes = try #require(result["partialFingerprints"] as? [String: String])
      return ReadFinding(
        rule: try #require(result["ruleId"] as? String), message: withoutPlace(message),
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
      for (word, name) in [("[免除] ", "waived"), ("[既知] ", "baselined")]
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
        /^- (免除：|既知：|).*?: (?:error|warning|info|review): (.*?) \[([A-Z]+-[^\]]*)\](?: .*)?$/
        .wholeMatch(in: line)
      {
        let status = ["免除：": "waived", "既知：": "baselined"][String(match.1)] ?? "open"
        return ReadFinding(
          rule: String(match.3), message: String(match.2), status: status, fingerprint: nil)
      }
      return nil
    }
  }

  /// `text` without the place in brackets at its end, which formats add where a line cannot say it.
  private static func withoutPlace(_ text: String) -> String {
    text.replacing(#/ \((?:p\.[0-9]+ )?[^()]*[!][A-Z]+[0-9]+\)$/#, with: "")
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
    guard let match = try /^ {4}[A-Z]+-[0-9]+：([0-9]+)件/.prefixMatch(in: line) else { return nil }
    return Int(match.1)
  }

  private static func message(in line: String, _ rule: String) throws -> String {
    let match = try #require(
      try /^.*?: (?:error|warning|info|review): (.*) \[(.*?)\](?: [^\[]*免除（[^\[]*)?$/.wholeMatch(
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
    let anonymous = expected.map {
      ReadFinding(rule: $0.rule, message: $0.message, status: $0.status, fingerprint: nil)
    }
    #expect(counts(github) == counts(anonymous))
  }

  @Test(arguments: ReportLanguage.allCases)
  func `every format has the same findings with the same words`(language: ReportLanguage) throws {
    let expected = Self.expected(language)
    let json = try FindingReading.json(Self.bytes(.json, language), language.rawValue)
    #expect(json == expected)
    let junit = try FindingReading.junit(Self.bytes(.junit, language))
    #expect(counts(junit) == counts(expected))
    let xml = try FindingReading.xml(Self.bytes(.xml, language), language.rawValue)
    let xmlExpected = expected.map {
      ReadFinding(
        rule: $0.rule, message: $0.message.replacing("<U+FFFE>", with: "\u{FFFD}"),
        status: $0.status, fingerprint: $0.fingerprint)
    }
    #expect(xml == xmlExpected)
    let html = try FindingReading.html(Self.bytes(.html, language))
    #expect(counts(html) == counts(expected))
    let csv = try FindingReading.csv(Self.bytes(.csv, language), language)
    #expect(csv == expected)
    let markdown = try FindingReading.markdown(Self.bytes(.markdown, language))
    #expect(counts(markdown) == counts(expected))
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
