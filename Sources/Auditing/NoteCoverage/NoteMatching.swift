internal import PlanModel
internal import XMLTree

/// Matches the notes that a plan prints with those that the rules rest on, by their terms.
struct NoteMatching {
  /// How well a note and an entry of the list must agree; a whole column name or half the terms are enough.
  private static let scoreMin = 120

  private let known: [Vocabulary.NoteTerms]
  private let folded: [FoldedTerms]
  private let rulesBySource: [String: [String]]
  private let sourceNames: [String: Message]

  /// Terms in the form in which they are looked for; UTF-8, since a substring search over characters is dear.
  private struct FoldedTerms {
    var label: [UInt8]
    var required: [[UInt8]]
    var optional: [[UInt8]]
  }

  private static func folded(_ text: String) -> [UInt8] { Array(ComparisonKey.label(text).utf8) }

  init(_ known: [Vocabulary.NoteTerms], rules: RuleSet) {
    self.known = known
    folded = known.map { note in
      FoldedTerms(
        label: Self.folded(note.label), required: note.required.map(Self.folded),
        optional: note.optional.map(Self.folded))
    }
    var bySource: [String: [String]] = [:]
    var names: [String: Message] = [:]
    for rule in rules.rules {
      guard let see = rule.see else { continue }
      bySource[see, default: []].append(rule.id)
      names[see] = rule.seeName
    }
    rulesBySource = bySource
    sourceNames = names
  }

  /// The notes of the element `plan` in the order in which it prints them, then those that it does not print.
  ///
  /// Without a list of notes nothing can be said, and nothing is.
  func coverage(of plan: XMLNode) -> [NoteCoverage] {
    if known.isEmpty { return [] }
    let printed = plan.planChildren("note")
    let texts = printed.map { Self.folded($0.stringValue) }
    let matches = matches(texts, numbers: printed.map { $0.integer("number") })
    var notes: [NoteCoverage] = []
    var used: Set<Int> = []
    for (index, element) in printed.enumerated() {
      var note = NoteCoverage(
        number: element.integer("number"), text: element.stringValue,
        location: Location(attributesOf: element), source: nil, sourceName: nil, rules: [],
        problems: [])
      if let match = matches[index] {
        used.insert(match.note)
        describe(&note, as: match, text: texts[index])
      } else {
        note.problems = [.uncovered]
      }
      notes.append(note)
    }
    for index in known.indices where !used.contains(index) {
      notes.append(
        NoteCoverage(
          number: known[index].number, text: nil, location: Location(), source: known[index].code,
          sourceName: sourceNames[known[index].code],
          rules: rulesBySource[known[index].code] ?? [], problems: [.notPrinted]))
    }
    return notes
  }

  private struct Match {
    /// The place in `known`.
    var note: Int
    /// Whether another printed note agrees with it better.
    var isRepeated: Bool
  }

  private func describe(_ note: inout NoteCoverage, as match: Match, text: [UInt8]) {
    let terms = known[match.note]
    note.source = terms.code
    note.sourceName = sourceNames[terms.code]
    if match.isRepeated {
      note.problems.append(.repeated)
      return
    }
    note.rules = rulesBySource[terms.code] ?? []
    if note.rules.isEmpty { note.problems.append(.uncovered) }
    if note.number != terms.number {
      note.problems.append(.numberDiffers(printed: note.number, known: terms.number))
    }
    if let label = printedLabel(in: text) {
      if label != match.note {
        note.problems.append(
          .fieldDiffers(printed: known[label].label, known: terms.label))
      }
    } else {
      note.problems.append(.lacksTerm(terms.label))
    }
    for (term, key) in zip(terms.required, folded[match.note].required)
    where text.firstOffset(of: key) == nil {
      note.problems.append(.lacksTerm(term))
    }
  }

  /// The best matches of all notes together: pairs are taken from the best score down; ties go to the earlier note.
  private func matches(_ texts: [[UInt8]], numbers: [Int?]) -> [Int: Match] {
    var pairs: [(score: Int, text: Int, note: Int)] = []
    for (index, text) in texts.enumerated() {
      let label = printedLabel(in: text)
      for note in known.indices {
        let score = score(text, label: label, number: numbers[index], note)
        if score >= Self.scoreMin { pairs.append((score, index, note)) }
      }
    }
    pairs.sort { left, right in
      left.score != right.score
        ? left.score > right.score
        : (left.text, left.note) < (right.text, right.note)
    }
    var found: [Int: Match] = [:]
    var used: Set<Int> = []
    for pair in pairs where found[pair.text] == nil && used.insert(pair.note).inserted {
      found[pair.text] = Match(note: pair.note, isRepeated: false)
    }
    for pair in pairs where found[pair.text] == nil {
      found[pair.text] = Match(note: pair.note, isRepeated: true)
    }
    return found
  }

  private func score(_ text: [UInt8], label: Int?, number: Int?, _ index: Int) -> Int {
    let terms = folded[index]
    let required = terms.required.count { text.firstOffset(of: $0) != nil }
    let optional = terms.optional.count { text.firstOffset(of: $0) != nil }
    var score = 0
    if label == index { score += 100 }
    if !terms.required.isEmpty { score += 200 * required / terms.required.count }
    if !terms.optional.isEmpty { score += 50 * optional / terms.optional.count }
    if number == known[index].number { score += 30 }
    return score
  }

  /// The note whose column is named first in `text`.
  private func printedLabel(in text: [UInt8]) -> Int? {
    let places = folded.indices.compactMap { index in
      text.firstOffset(of: folded[index].label).map { (place: $0, index: index) }
    }
    return places.min { $0.place < $1.place }?.index
  }
}

extension [UInt8] {
  /// Where `needle` first stands in it; nowhere where it is empty.
  fileprivate func firstOffset(of needle: [UInt8]) -> Int? {
    guard let first = needle.first, count >= needle.count else { return nil }
    return (0...(count - needle.count)).first { start in
      self[start] == first && self[start...].starts(with: needle)
    }
  }
}
