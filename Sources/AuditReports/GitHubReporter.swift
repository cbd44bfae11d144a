internal import Auditing

/// Writes GitHub's workflow commands: the gravest findings as annotations, every other one as a line of the log.
///
/// GitHub shows 10 errors, 10 warnings and 10 notices of a step and drops the rest without a word; what is beyond that is
/// written as log lines, and the last notice says how many.
struct GitHubReporter: Reporter {
  /// The most annotations of one level that a step shows.
  static let annotationCountMax = 10
  static let titleCharacterCountMax = 255

  let language: ReportLanguage

  private enum Level: String, CaseIterable {
    case error, warning, notice
  }

  private struct Annotation {
    var level: Level
    var file: String?
    var line: Int?
    var endLine: Int?
    var title: String
    var text: String
    /// The same in one line of a log.
    var logLine: String
  }

  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    let wording = Wording(language: language)
    var lines: [String] = []
    let (shown, leftOut) = chosen(annotations(of: report))
    lines += shown.map(command)
    if !leftOut.isEmpty {
      let words = wording.notAnnotated(leftOut.count)
      lines.append("::notice title=planaudit::\(Self.escapedData(words))")
      lines += group(words, leftOut.map(\.logLine))
    }
    let settled = PlacedFinding.all(of: report).filter { $0.finding.status != .open }
    if !settled.isEmpty {
      lines += group("\(wording.settled) (\(settled.count))", settled.map(settledLine))
    }
    let sums = report.submissions.flatMap { wording.sumLines(of: $0, openOnly: true) }
    if !sums.isEmpty { lines += group(wording.openSums, sums) }
    lines.append("planaudit: \(wording.verdict)\(wording.colon)\(wording.name(of: report.verdict))")
    output += Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private func annotations(of report: AuditReport) -> [Annotation] {
    var annotations = RunProblem.all(of: report, language: language).map { problem in
      let place = problem.source.map { InvisibleCharacters.shown($0) } ?? report.tool.name
      return Annotation(
        level: .error, file: problem.source, line: nil, endLine: nil,
        title: [problem.code, problem.rule].compactMap { $0 }.joined(separator: " "),
        text: problem.sentence,
        logLine: "\(place): error: \(problem.sentence) [\(problem.code)]")
    }
    let open = PlacedFinding.all(of: report).filter { $0.finding.status == .open }
    for rank in Rank.allCases {
      annotations += open.filter { $0.finding.rank == rank }.map(annotation)
    }
    return annotations
  }

  private func annotation(_ placed: PlacedFinding) -> Annotation {
    let finding = placed.finding
    let source = placed.submission.source.name
    let text = FindingText(language: language, sourceName: source)
    let entry = placed.submission.ledger.first { $0.rule == finding.rule }
    let title = [
      finding.rule, text.wording.entry(number: finding.number, position: finding.position),
      finding.municipality, finding.field?.name(in: language),
    ].compactMap { $0 }.joined(separator: " ")
    let level: Level =
      switch finding.rank {
      case .error: .error
      case .warning: .warning
      case .info, .review: .notice
      }
    let place = placed.placeInWords(text.wording).map { " (\($0))" } ?? ""
    let words =
      [text.sentence(finding) + place]
      + text.details(finding, see: entry?.source(in: language))
      + placed.sums.map(text.wording.line)
    return Annotation(
      level: level, file: placed.submission.hasFile ? source : nil, line: placed.textLine,
      endLine: placed.textLine == nil ? nil : finding.location.endLine,
      title: InvisibleCharacters.shown(title), text: words.joined(separator: "\n"),
      logLine: text.headline(finding))
  }

  /// What is annotated within the caps, and what is not; one notice is kept for saying so.
  private func chosen(_ all: [Annotation]) -> (shown: [Annotation], leftOut: [Annotation]) {
    func choose(noticeCountMax: Int) -> (shown: [Annotation], leftOut: [Annotation]) {
      var counts: [Level: Int] = [:]
      var shown: [Annotation] = []
      var leftOut: [Annotation] = []
      for annotation in all {
        let count = (counts[annotation.level] ?? .zero) + 1
        counts[annotation.level] = count
        let limit = annotation.level == .notice ? noticeCountMax : Self.annotationCountMax
        if count <= limit { shown.append(annotation) } else { leftOut.append(annotation) }
      }
      return (shown, leftOut)
    }
    let first = choose(noticeCountMax: Self.annotationCountMax)
    return first.leftOut.isEmpty ? first : choose(noticeCountMax: Self.annotationCountMax - 1)
  }

  private func command(_ annotation: Annotation) -> String {
    var properties: [String] = []
    if let file = annotation.file { properties.append("file=\(Self.escapedProperty(file))") }
    if let line = annotation.line { properties.append("line=\(line)") }
    if let endLine = annotation.endLine { properties.append("endLine=\(endLine)") }
    let title = String(annotation.title.prefix(Self.titleCharacterCountMax))
    properties.append("title=\(Self.escapedProperty(title))")
    return "::\(annotation.level.rawValue) \(properties.joined(separator: ","))::"
      + Self.escapedData(annotation.text)
  }

  private func settledLine(_ placed: PlacedFinding) -> String {
    let text = FindingText(language: language, sourceName: placed.submission.source.name)
    let status = text.wording.name(of: placed.finding.status)
    return [
      status + text.wording.colon + text.headline(placed.finding),
      text.evidence(placed.finding),
    ].compactMap { $0 }.joined(separator: " ")
  }

  /// Log lines under a heading that folds; none of them can be taken for a command.
  private func group(_ heading: String, _ lines: [String]) -> [String] {
    ["::group::\(Self.escapedData(heading))"]
      + lines.map { "- \($0.replacing("##[", with: "## ["))" } + ["::endgroup::"]
  }

  /// The message of a command: its line breaks and per cent signs are encoded.
  static func escapedData(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing("\r\n", with: "%0D%0A")
      .replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  /// A property of a command, which a colon or a comma would end.
  static func escapedProperty(_ text: String) -> String {
    escapedData(InvisibleCharacters.shown(text)).replacing(":", with: "%3A")
      .replacing(",", with: "%2C")
  }
}
