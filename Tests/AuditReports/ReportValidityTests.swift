import AuditReports
import Auditing
import Foundation
import TestSupport
import Testing
import TextForms
import XMLTree

/// The `xmllint` of the system, which judges by XML Schema.
enum XMLLint {
  static let path = "/usr/bin/xmllint"

  static var isPresent: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// What is wrong with `bytes` by the XML Schema in the file `schema`; empty when they are valid.
  static func issues(_ bytes: [UInt8], schema: URL) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "planaudit-\(UUID().uuidString).xml")
    try Data(bytes).write(to: file)
    defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: file) } }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["--nonet", "--noout", "--schema", schema.path, file.path]
    let output = Pipe()
    process.standardError = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? "" : String(decoding: text, as: UTF8.self)
  }
}

@Suite struct `Valid reports` {
  static let reports: [(name: String, report: AuditReport)] = {
    var empty = FixedReport.cleanReport
    empty.submissions = []
    return [
      ("rich", FixedReport.report), ("clean", FixedReport.cleanReport), ("empty", empty),
      ("gated", GatedReport.report),
    ]
  }()

  @Test(arguments: reports.map(\.name))
  func `the audit report follows its grammar`(name: String) throws {
    let report = try #require(Self.reports.first { $0.name == name }).report
    let file = SharedMaterial.packageFolder.appendingPathComponent(
      "Documentation/Schemas/audit-report.rng")
    let schema = try RelaxNGSchema(
      parsing: Array(try Data(contentsOf: file)), name: "audit-report.rng")
    let bytes = try GoldenCase(format: .xml, language: .japanese, profile: .default)
      .bytes(of: report)
    #expect(try schema.validate(bytes, name: name) == [])
  }

  /// The schemas are shared material and `xmllint` is a system tool (libxml2-utils); without them this is skipped.
  @Test(
    .enabled(if: SharedMaterial.isPresent && XMLLint.isPresent),
    arguments: [
      (JUnitProfile.jenkins, "jenkins-junit-10.xsd"), (.surefire, "surefire-test-report.xsd"),
      (.ant, "JUnit.xsd"), (.ant, "jenkins-junit-10.xsd"),
    ])
  func `each JUnit profile follows its schema`(profile: JUnitProfile, schema: String) throws {
    let folder = try #require(SharedMaterial.folder)
    for (name, report) in Self.reports {
      let bytes = try GoldenCase(format: .junit, language: .japanese, profile: profile)
        .bytes(of: report)
      let issues = try XMLLint.issues(
        bytes, schema: folder.appendingPathComponent("standards/junit/\(schema)"))
      #expect(issues == "", "\(name)")
    }
  }

  @Test(arguments: JUnitProfile.allCases)
  func `every reader of JUnit finds what it needs`(profile: JUnitProfile) throws {
    for (name, report) in Self.reports {
      let bytes = try GoldenCase(format: .junit, language: .english, profile: profile)
        .bytes(of: report)
      let document = try XMLDocument(parsing: bytes, name: name)
      let suites = document.root.descendantElements("testsuite", namespace: "")
      #expect(!suites.isEmpty)
      var names: Set<String> = []
      for suite in suites {
        let cases = suite.childElements("testcase", namespace: "")
        #expect(!cases.isEmpty, "an empty suite reads as no result")
        #expect(suite.attribute("tests") == String(cases.count))
        for (attribute, element) in [
          ("failures", "failure"), ("errors", "error"), ("skipped", "skipped"),
        ] {
          let count = cases.count { !$0.childElements(element, namespace: "").isEmpty }
          #expect(suite.attribute(attribute) == String(count))
        }
        for testCase in cases {
          let className = try #require(testCase.attribute("classname"))
          let caseName = try #require(testCase.attribute("name"))
          #expect(testCase.attribute("time") != nil && !caseName.isEmpty && !className.isEmpty)
          #expect(names.insert("\(className) \(caseName)").inserted, "\(className) \(caseName)")
          #expect(!className.split(separator: ".", omittingEmptySubsequences: false).contains(""))
        }
      }
    }
  }

  @Test func `the text report says where a plan prints no note at all`() throws {
    var report = FixedReport.cleanReport
    func text() throws -> String {
      try String(
        decoding: GoldenCase(format: .text, language: .japanese, profile: .default)
          .bytes(of: report), as: UTF8.self)
    }
    #expect(!(try text().contains("印刷されていない注：すべて")))
    for index in report.submissions[0].plans[0].notes.indices {
      report.submissions[0].plans[0].notes[index].text = nil
      report.submissions[0].plans[0].notes[index].problems = [.notPrinted]
    }
    #expect(try text().contains("印刷されていない注：すべて"))
  }

  @Test func `no line of the text report is wider than the terminal`() throws {
    for language in ReportLanguage.allCases {
      let bytes = try GoldenCase(format: .text, language: language, profile: .default)
        .bytes(of: FixedReport.report)
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        #expect(TextForms.columnCount(of: String(line)) <= 80, "\(line)")
        #expect(!line.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
      }
    }
  }
}
