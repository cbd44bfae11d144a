import PlanModel
import PlanReading

/// The printed parts of a submission with the lines they take, to see that no line and no character is dropped.
struct LineAccount {
  private var textsByLine: [Int: [String]] = [:]

  init(_ submission: Submission) {
    for plan in submission.plans {
      add(plan.heading)
      add(plan.unit)
      for entry in plan.entries { add(entry) }
      if case .stated(let sums) = plan.totals {
        add(sums.cost)
        add(sums.target)
        add(sums.reference)
      }
      for note in plan.notes { add(note.text, note.place) }
    }
    for piece in submission.furniture { add(piece.text, piece.place) }
    for piece in submission.unplaced { add(piece.text, piece.place) }
  }

  private mutating func add(_ entry: Entry) {
    add(entry.number)
    add(entry.municipality)
    if let theme = entry.theme { add(theme) }
    add(entry.title)
    add(entry.description)
    add(entry.category)
    add(entry.cost)
    add(entry.target)
    add(entry.reference)
    add(entry.start)
    add(entry.url)
    if let link = entry.url.value?.link, let line = link.line {
      add(link.text, Place(lines: line, through: line))
    }
    add(entry.contact.department)
    add(entry.contact.section)
    add(entry.contact.phone)
  }

  private mutating func add<Value>(_ field: Field<Value>) { add(field.text, field.place) }

  private mutating func add(_ text: String, _ place: Place) {
    guard let first = place.line, let last = place.lastLine else { return }
    for line in first...last { textsByLine[line, default: []].append(text) }
  }

  /// The lines of `text` that no part takes, or of which a character is in none of the parts that take them.
  func faults(in text: String) -> [String] {
    var faults: [String] = []
    for (index, line) in lines(of: text).enumerated() {
      let wanted = line.unicodeScalars.filter { !isBlank($0) }
      if wanted.isEmpty { continue }
      guard let texts = textsByLine[index + 1] else {
        faults.append("line \(index + 1) is in nothing: \(line)")
        continue
      }
      let parts = Set(texts.joined().unicodeScalars)
      let mark = isNoteStart(line) ? Set("（注）(注)０１２３４５６７８９0123456789．.、".unicodeScalars) : []
      if let missing = wanted.first(where: { !parts.contains($0) && !mark.contains($0) }) {
        faults.append("line \(index + 1) lost \(missing): \(line)")
        continue
      }
      // Characters that stand more often on the line than in its parts were dropped somewhere.
      let count = texts.reduce(0) { $0 + $1.unicodeScalars.count { !isBlank($0) } }
      if count + mark.count < wanted.count { faults.append("line \(index + 1) is cut: \(line)") }
    }
    return faults
  }

  private func isNoteStart(_ line: String) -> Bool {
    let words = line.drop { $0 == " " || $0 == "\u{3000}" || $0 == "\u{C}" }
    return words.contains("注）") || (words.first?.isNumber ?? false)
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\u{3000}" || scalar == "\t" || scalar == "\u{C}"
      || scalar == "\u{A0}" || scalar == "\n"
  }

  private func lines(of text: String) -> [String] {
    var lines: [String] = [""]
    var wasReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\n" && wasReturn {
        wasReturn = false
        continue
      }
      wasReturn = scalar == "\r"
      if scalar == "\n" || scalar == "\r" {
        lines.append("")
      } else {
        lines[lines.count - 1].unicodeScalars.append(scalar)
      }
    }
    return lines
  }
}
