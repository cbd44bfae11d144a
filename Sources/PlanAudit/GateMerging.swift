internal import AuditReports
internal import Auditing
internal import JSONText

/// Puts together what the gates of several runs over parts of a batch come to, as one run over all would say it.
///
/// A gate looks at a run as a whole: a waiver that one part does not use may be used in another, and warnings that
/// stay within the limit part by part may exceed it together.
struct GateMerging {
  private static let order = [
    UsedFile.Role.waivers.rawValue, UsedFile.Role.baseline.rawValue, demandsKind,
  ]
  /// The form of the part that says what the demands come to.
  private static let demandsKind = "gate"

  /// The names of the reports with the parts of their gates.
  let reports: [(name: String, parts: [JSONValue])]
  let demands: GateDemands
  /// The kinds of parts that each report has, for the run that it is of had them.
  let kinds: Set<String>

  /// Merging of the parts of `reports`, whose runs all had these options.
  init(reports: [(name: String, parts: [JSONValue])], options: JSONValue?) {
    self.reports = reports
    demands = GateDemands(options)
    var kinds = [UsedFile.Role.waivers, .baseline].map(\.rawValue).filter { options?[$0] != nil }
    if demands.hasPart { kinds.append(Self.demandsKind) }
    self.kinds = Set(kinds)
  }

  /// The parts of the whole, in the order of a report; `warningCount` says how many open warnings a part or a
  /// submission has, and `openWarnings` how many the submissions have.
  func merged(
    openWarnings: Int, warningCount: (JSONValue) throws(MergeProblem) -> Int
  ) throws(MergeProblem) -> [JSONValue] {
    var merged: [JSONValue] = []
    var warnings = openWarnings
    for kind in Self.order where kinds.contains(kind) {
      let parts = try parts(of: kind)
      if parts.count == 1 {
        merged += parts
        continue
      }
      switch kind {
      case UsedFile.Role.waivers.rawValue: merged.append(try waivers(parts))
      case UsedFile.Role.baseline.rawValue: merged.append(try baseline(parts))
      case _:
        merged.append(try outcome(parts, warnings: warnings))
        continue
      }
      if let last = merged.last { warnings += try warningCount(last) }
    }
    return merged
  }

  /// The part of this kind of each report.
  private func parts(of kind: String) throws(MergeProblem) -> [JSONValue] {
    var parts: [JSONValue] = []
    for report in reports {
      let own = report.parts.first { $0["source"]?["format"]?.text == kind }
      guard let own else {
        throw lacks(
          report.name,
          "part of the gate '\(kind)'; under a gate, merge what --report json writes, which has it, "
            + "and not the reports of single submissions")
      }
      parts.append(own)
    }
    return parts
  }

  private func lacks(_ report: String, _ what: String) -> MergeProblem {
    MergeProblem(description: "\(report): lacks its \(what)")
  }

  private func findings(of part: JSONValue, at index: Int) throws(MergeProblem) -> [JSONValue] {
    guard let findings = part["findings"]?.elements else {
      throw lacks(reports[index].name, "findings of the gate")
    }
    return findings
  }

  // MARK: Waivers

  private func waivers(_ parts: [JSONValue]) throws(MergeProblem) -> JSONValue {
    var faults: [[(trace: JSONValue, state: WaiverState, finding: JSONValue?)]] = []
    for (index, part) in parts.enumerated() {
      guard let traces = part["waivers"]?.elements else {
        throw lacks(reports[index].name, "states of waivers")
      }
      var rest = try findings(of: part, at: index)[...]
      var own: [(JSONValue, WaiverState, JSONValue?)] = []
      for trace in traces {
        guard let state = trace["state"]?.text.flatMap({ WaiverState(rawValue: $0) }) else {
          throw lacks(reports[index].name, "states of waivers")
        }
        own.append((trace, state, state.isFault ? rest.popFirst() : nil))
      }
      guard own.count == faults.first?.count ?? own.count, rest.isEmpty else {
        throw lacks(reports[index].name, "states of waivers")
      }
      faults.append(own)
    }
    var traces: [JSONValue] = []
    var found: [JSONValue] = []
    for index in faults[0].indices {
      let chosen = Self.decisive(faults.map { $0[index] })
      traces.append(chosen.trace)
      if let finding = chosen.finding { found.append(finding) }
    }
    return settled(parts[0], found).replacing("waivers", .array(traces))
  }

  /// What a waiver comes to in the whole: it is used where a part uses it, else changed where a part has another
  /// value, and unused only where every part looked for all of its findings.
  private static func decisive(
    _ states: [(trace: JSONValue, state: WaiverState, finding: JSONValue?)]
  ) -> (trace: JSONValue, state: WaiverState, finding: JSONValue?) {
    let changed = states.filter { $0.state == .changed }.max { left, right in
      (left.trace["submission"]?.text ?? "").utf8
        .lexicographicallyPrecedes((right.trace["submission"]?.text ?? "").utf8)
    }
    return states.first { $0.state == .used } ?? changed
      ?? states.first { $0.state == .unjudged } ?? states[0]
  }

  // MARK: Baseline

  /// What is gone from any part, and what is in none.
  private func baseline(_ parts: [JSONValue]) throws(MergeProblem) -> JSONValue {
    var gone: [JSONValue] = []
    var absent: [JSONValue] = []
    for (index, part) in parts.enumerated() {
      let findings = try findings(of: part, at: index)
      gone += findings.filter { $0["rule"]?.text == BaselineRun.goneRule }
      let missing = findings.filter { $0["rule"]?.text == BaselineRun.absentRule }
      let ids = Set(missing.compactMap { $0["fingerprint"]?.text })
      absent =
        index == 0
        ? missing : absent.filter { ids.contains($0["fingerprint"]?.text ?? "") }
    }
    let ordered = gone.enumerated().sorted { left, right in
      let lines = [left, right].map { $0.element["location"]?["line"]?.integer ?? Int.max }
      return lines[0] != lines[1] ? lines[0] < lines[1] : left.offset < right.offset
    }.map(\.element)
    return settled(parts[0], ordered + absent)
  }

  /// `part` with `findings` instead of its own, and with a ledger that counts them.
  private func settled(_ part: JSONValue, _ findings: [JSONValue]) -> JSONValue {
    let ledger = (part["ledger"]?.elements ?? []).map { entry -> JSONValue in
      let count = findings.count { $0["rule"] == entry["rule"] }
      let isIdle = entry["outcome"]?.text == RuleOutcome.noNode.name
      let outcome = count > 0 ? RuleOutcome.failed : isIdle ? .noNode : .held
      return entry.replacing("failed", .integer(count))
        .replacing("outcome", .string(outcome.name))
    }
    return part.replacing("findings", .array(findings)).replacing("ledger", .array(ledger))
  }

  // MARK: Demands

  private func outcome(_ parts: [JSONValue], warnings: Int) throws(MergeProblem) -> JSONValue {
    var unmet: [String] = []
    if demands.refusesVacuousRules {
      for (index, part) in parts.enumerated() {
        guard let own = part["unmetRules"]?.elements?.compactMap(\.text) else {
          throw lacks(reports[index].name, "rules that met nothing")
        }
        unmet = index == 0 ? own : unmet.filter { own.contains($0) }
      }
    }
    let outcome = GateOutcome(warningCount: warnings, ruleCount: 0, unmetRules: unmet)
    guard let part = outcome.submission(under: demands) else {
      throw lacks(reports[0].name, "demands (options.gate)")
    }
    var json = JSONWriter()
    JSONReporter().write(part, to: &json)
    let written: JSONValue
    do {
      written = try JSONValue(parsing: json.finish(), name: reports[0].name)
    } catch {
      throw MergeProblem(description: "\(error)")
    }
    // The rules are those of every part.
    let ledger = (written["ledger"]?.elements ?? []).map { entry in
      guard entry["rule"]?.text == GateOutcome.ruleCountRule else { return entry }
      return parts[0]["ledger"]?.elements?.first { $0["rule"] == entry["rule"] } ?? entry
    }
    return written.replacing("ledger", .array(ledger))
  }
}

extension GateDemands {
  /// What the options of a report in JSON say.
  init(_ options: JSONValue?) {
    let gate = options?["gate"]
    self.init(
      warningCountMax: gate?["maxWarnings"]?.integer, ruleCountMin: gate?["expectRules"]?.integer,
      refusesVacuousRules: gate?["failOnVacuous"] == .bool(true),
      isBaselineStrict: gate?["strictBaseline"] == .bool(true))
  }
}

extension JSONValue {
  /// The object with another value at `key`, which it has.
  fileprivate func replacing(_ key: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(
      members.map { $0.key == key ? JSONMember(key: key, value: value) : $0 })
  }
}
