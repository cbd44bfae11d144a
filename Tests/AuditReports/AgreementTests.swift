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
        status: try #require(finding["status"] as? String))
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
        status: try #require(finding.attribute("status")))
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
      return ReadFinding(rule: rule, message: try message(in: String(line), rule), status: status)
    }
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
      try /^.*?: (?:error|warning|info|review): (.*) \[(.*?)\]$/.wholeMatch(in: line))
    #expect(match.2 == rule)
    return String(match.1)
  }
}

@Suite struct `Agreement of formats` {
  private static func bytes(_ format: ReportFormat, _ language: ReportLanguage) throws -> [UInt8] {
    try GoldenCase(format: format, language: language, profile: .default)
      .bytes(of: FixedReport.report)
  }

  private static func expected(_ language: ReportLanguage) -> [ReadFinding] {
    FixedReport.report.submissions.flatMap(\.findings).map {
      ReadFinding(
        rule: $0.rule, message: InvisibleCharacters.shown($0.message.text(in: language)),
        status: $0.status.rawValue)
    }
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
        status: $0.status)
    }
    #expect(xml == xmlExpected)
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
