internal import Auditing

/// Writes test results: a suite a plan, a case a finding, and one for each rule that held or could not be checked.
///
/// A finding that reaches `failOn` is a failure, a graver matter of the run itself an error, a waived one skipped; any
/// other is a passing case that says it in its output. A suite has the sums of its plan.
struct JUnitReporter: Reporter {
  /// The time of a run without a date, where a profile requires one.
  static let timestampWithoutDate = "1970-01-01T00:00:00"

  let profile: JUnitProfile
  let language: ReportLanguage

  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    let suites = JUnitSuites.make(of: report, language: language)
    let timestamp =
      report.options.date.map { "\($0)T00:00:00" } ?? Self.timestampWithoutDate
    var xml = MarkupWriter()
    switch profile {
    case .surefire:
      let whole = JUnitSuite(
        name: report.tool.name, cases: suites.flatMap(\.cases), sums: suites.flatMap(\.sums))
      write(whole, [:], to: &xml)
    case .ant:
      xml.element("testsuites") { xml in
        for (index, suite) in suites.enumerated() {
          write(
            suite,
            [
              "timestamp": timestamp, "hostname": "localhost", "package": "planaudit",
              "id": String(index),
            ], to: &xml)
        }
      }
    case .jenkins, .default:
      let counts = JUnitCounts(suites.flatMap(\.cases))
      let skipped = profile == .default ? String(counts.skipped) : nil
      xml.element(
        "testsuites",
        [
          "name": report.tool.name, "tests": String(counts.tests),
          "failures": String(counts.failures), "errors": String(counts.errors),
          "skipped": skipped, "time": "0",
        ]
      ) { xml in
        for suite in suites { write(suite, ["timestamp": timestamp], to: &xml) }
      }
    }
    output += xml.finish()
  }

  private func write(
    _ suite: JUnitSuite, _ more: KeyValuePairs<String, String?>, to xml: inout MarkupWriter
  ) {
    let counts = JUnitCounts(suite.cases)
    var attributes: [(String, String?)] = [
      ("name", suite.name.isEmpty ? "planaudit" : InvisibleCharacters.shown(suite.name)),
      ("tests", String(counts.tests)), ("failures", String(counts.failures)),
      ("errors", String(counts.errors)), ("skipped", String(counts.skipped)), ("time", "0"),
    ]
    for (name, value) in more { attributes.append((name, value)) }
    xml.element("testsuite", attributes) { xml in
      writeProperties(of: suite, to: &xml)
      for testCase in suite.cases { write(testCase, to: &xml) }
      writeOutput(of: suite, to: &xml)
    }
  }

  /// Surefire's suites have properties and no output, so that the sums are properties there.
  private func writeProperties(of suite: JUnitSuite, to xml: inout MarkupWriter) {
    switch profile {
    case .default, .jenkins: return
    case .ant: xml.element("properties")
    case .surefire:
      if suite.sums.isEmpty { return }
      xml.element("properties") { xml in
        for (index, line) in suite.sums.enumerated() {
          xml.element(
            "property", ["name": "reconciliation.\(index + 1)", "value": line])
        }
      }
    }
  }

  private func writeOutput(of suite: JUnitSuite, to xml: inout MarkupWriter) {
    switch profile {
    case .surefire: return
    case .default, .jenkins:
      if suite.sums.isEmpty { return }
      xml.element("system-out", text: suite.sums.joined(separator: "\n"))
    case .ant:
      let passing = suite.cases.filter { $0.outcome == .passed && !$0.text.isEmpty }
      let lines = suite.sums + passing.map(\.text)
      xml.element("system-out", text: lines.joined(separator: "\n"))
      xml.element("system-err")
    }
  }

  private func write(_ testCase: JUnitCase, to xml: inout MarkupWriter) {
    let isDefault = profile == .default
    xml.element(
      "testcase",
      [
        ("name", testCase.name), ("classname", testCase.className), ("time", "0"),
        ("file", isDefault ? testCase.file : nil),
        ("line", isDefault ? testCase.line.map(String.init) : nil),
      ]
    ) { xml in
      if isDefault && !testCase.properties.isEmpty {
        xml.element("properties") { xml in
          for (name, value) in testCase.properties {
            xml.element("property", ["name": name, "value": value])
          }
        }
      }
      switch testCase.outcome {
      case .passed:
        if profile != .ant && !testCase.text.isEmpty {
          xml.element("system-out", text: testCase.text)
        }
      case .failure(let type, let message):
        xml.element("failure", ["type": type, "message": message], text: testCase.text)
      case .error(let type, let message):
        xml.element("error", ["type": type, "message": message], text: testCase.text)
      case .skipped(let message):
        xml.element("skipped", ["message": message])
      }
    }
  }
}

/// The counts of a suite.
private struct JUnitCounts {
  var tests = 0
  var failures = 0
  var errors = 0
  var skipped = 0

  init(_ cases: [JUnitCase]) {
    tests = cases.count
    for testCase in cases {
      switch testCase.outcome {
      case .passed: break
      case .failure: failures += 1
      case .error: errors += 1
      case .skipped: skipped += 1
      }
    }
  }
}
