/// Holds waivers against the findings of a run, and says of each that had no effect why it had none.
struct WaiverRun {
  private let list: WaiverList
  private let date: CalendarDate?
  private var usedIndexes: Set<Int> = []
  /// The value met at the place of a waiver that accepts another, and the last submission that has it.
  private var otherValues: [Int: (value: String?, source: SourceSummary)] = [:]
  /// The rules of which some submission was not looked through.
  private var unjudgedRules: Set<String> = []
  private let byRule: [String: [Int]]

  /// A run on the day `date`; without one, a waiver that expires is not applied.
  init(_ list: WaiverList, date: CalendarDate?) {
    self.list = list
    self.date = date
    byRule = Dictionary(grouping: list.waivers.indices) { list.waivers[$0].rule }
  }

  /// Marks the findings of `submission` that are waived; submissions may come in any order.
  mutating func apply(to submission: inout SubmissionReport) {
    for index in submission.findings.indices {
      let finding = submission.findings[index]
      for waiverIndex in byRule[finding.rule] ?? [] {
        let waiver = list.waivers[waiverIndex]
        guard waiver.speaksOf(finding) else { continue }
        guard waiver.accepts(finding) else {
          keep(finding.found, of: submission.source, for: waiverIndex)
          continue
        }
        usedIndexes.insert(waiverIndex)
        guard state(of: waiver) == .inForce else { continue }
        submission.findings[index].status = .waived
        submission.findings[index].waiver = waiver.evidence
      }
    }
    for rule in byRule.keys where !submission.isJudged(by: rule) { unjudgedRules.insert(rule) }
  }

  /// Keeps the value that stands at the place of a waiver, unless one of a later submission is known.
  private mutating func keep(_ value: String?, of source: SourceSummary, for waiverIndex: Int) {
    if let known = otherValues[waiverIndex], BatchLine.isBefore(source, known.source) { return }
    otherValues[waiverIndex] = (value, source)
  }

  /// What the waivers themselves come to.
  func submission() -> SubmissionReport {
    var findings: [Finding] = []
    var traces: [WaiverTrace] = []
    var counts: [WaiverState: Int] = [:]
    var fingerprints = Fingerprints()
    for (index, waiver) in list.waivers.enumerated() {
      let fault = state(of: waiver, at: index)
      traces.append(
        WaiverTrace(
          line: waiver.line, state: fault,
          submission: fault == .changed ? otherValues[index]?.source.name : nil))
      guard fault.isFault else { continue }
      counts[fault, default: 0] += 1
      findings.append(
        Finding(
          rule: fault.rule, severity: .warning, outcome: .breach, plan: nil,
          position: nil, number: waiver.number, municipality: waiver.municipality,
          title: waiver.title, field: waiver.field, found: otherValue(fault, index),
          expected: fault == .changed ? waiver.value : nil, message: message(fault, waiver, index),
          location: Location(line: waiver.line), related: [], basis: nil,
          fingerprint: fingerprints.next([fault.rule] + waiver.identity), status: .open))
    }
    let ledger = WaiverState.allCases.filter(\.isFault).map { fault in
      let count = counts[fault]
      return LedgerEntry(
        rule: fault.rule, severity: .warning, kind: .breach, title: fault.title, see: nil,
        seeName: nil, evaluatedCount: list.waivers.count, failedCount: count ?? .zero,
        outcome: count != nil ? .failed : list.waivers.isEmpty ? .noNode : .held)
    }
    var part = SubmissionReport(gate: list.file, findings: findings, ledger: ledger)
    part.gateTrace = .waivers(traces)
    return part
  }

  private enum State { case inForce, expired, undated }

  private func state(of waiver: Waiver) -> State {
    switch (waiver.evidence.expiry, date) {
    case (.never, _): .inForce
    case (.date, nil): .undated
    case (.date(let last), .some(let date)): date <= last ? .inForce : .expired
    }
  }

  private func state(of waiver: Waiver, at index: Int) -> WaiverState {
    switch state(of: waiver) {
    case .expired: return .expired
    case .undated: return .undated
    case .inForce: break
    }
    if usedIndexes.contains(index) { return .used }
    if otherValues[index] != nil { return .changed }
    return unjudgedRules.contains(waiver.rule) ? .unjudged : .unused
  }

  private func otherValue(_ fault: WaiverState, _ index: Int) -> String? {
    fault == .changed ? otherValues[index]?.value : nil
  }

  private func message(_ fault: WaiverState, _ waiver: Waiver, _ index: Int) -> Message {
    let (subject, expiry) = (waiver.subject, waiver.evidence.expiry.text)
    switch fault {
    case .used, .unjudged: preconditionFailure("a waiver that is no finding has no message")
    case .unused:
      return Message(
        ja: "この免除（\(subject)）に当たる指摘はありません。",
        en: "No finding corresponds to this waiver (\(subject)).")
    case .changed:
      let value = otherValues[index]?.value ?? ""
      return Message(
        ja: "免除（\(subject)）は値「\(waiver.value)」についてのものですが、現在の値は「\(value)」です。効力を失いました。",
        en: "The waiver (\(subject)) is for the value '\(waiver.value)', and the value is now "
          + "'\(value)': it has lapsed.")
    case .expired:
      let day = date?.text ?? ""
      return Message(
        ja: "免除（\(subject)）の期限\(expiry)を、点検の日付\(day)は過ぎています。効力を失いました。",
        en: "The waiver (\(subject)) was good until \(expiry), and the audit is of \(day): it has "
          + "lapsed.")
    case .undated:
      return Message(
        ja: "点検の日付がないので、免除（\(subject)）の期限\(expiry)を確かめられません。適用しません（--date）。",
        en:
          "The run has no date, so that the expiry \(expiry) of the waiver (\(subject)) cannot be "
          + "checked: it is not applied (--date gives one).")
    }
  }
}

extension WaiverState {
  /// The rule of the gate that says so.
  fileprivate var rule: String { "WVR-\(rawValue)" }

  fileprivate var title: String {
    switch self {
    case .used, .unjudged: preconditionFailure("a waiver that is no finding has no rule")
    case .unused: "免除には当たる指摘がある"
    case .changed: "免除した値は変わっていない"
    case .expired: "免除の期限は過ぎていない"
    case .undated: "期限のある免除には点検の日付がある"
    }
  }
}
