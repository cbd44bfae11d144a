internal import PlanModel

/// Puts the lines of notes together, be they one a row, several in a cell, or one over several rows.
struct NoteLines {
  private(set) var notes: [Note] = []
  /// Whether a note has begun, so that a bare number or an unfinished sentence goes on.
  private(set) var isOpen = false
  /// How the first numbered note is numbered; ① below a note that begins with １． is a part of it.
  private var style: NoteMark.Style?
  /// The marks and labels that stand alone: （注）, 注意事項.
  private(set) var labels: [Furniture] = []

  /// Words that open the notes and are none themselves.
  private static let openers: Set = [
    "注意", "注意事項", "記入上の注意", "記載上の注意", "記載要領", "記入要領", "備考", "留意事項", "注記", "作成上の注意",
    "記載上の留意点", "記入にあたっての注意",
  ]

  /// Takes the lines of `text`; `false`, and nothing taken, where its first line is no part of a note.
  mutating func take(_ text: String, at place: Place) -> Bool {
    let lines = text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }
      .map { Array($0)[...].trimmingLayoutBlanks }.filter { !$0.isEmpty }
    guard let first = lines.first, begins(first) || goesOn(first) || opens(first) else {
      return false
    }
    for line in lines { add(line, at: place) }
    return true
  }

  /// Adds the notes of another place behind these.
  mutating func append(_ other: NoteLines) {
    notes += other.notes
    labels += other.labels
  }

  private func begins(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    NoteMark.length(line) != nil || (line.first == "※" && line.count > 1)
      || (isOpen && nextNumber(line) != nil)
  }

  /// The number at the start of `line` where the next note can have it, and the length of its mark.
  private func nextNumber(
    _ line: ArraySlice<Unicode.Scalar>
  ) -> (number: Int, length: Int, style: NoteMark.Style)? {
    guard let found = NoteMark.anyNumber(line),
      NoteMark.follows(
        found.number, after: notes.last?.number, notes.last?.text.unicodeScalars.last),
      style == nil || style == found.style
    else { return nil }
    return found
  }

  private func opens(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    guard line.count <= 16 else { return false }
    let words = ComparisonKey.label(String(scalars: line)).filter { !"()[]【】<>《》:※".contains($0) }
    return Self.openers.contains(words)
  }

  /// Whether a line goes on with the last note: that has no end yet, or a sentence follows that belongs to it.
  private func goesOn(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    guard isOpen, let last = notes.last?.text.unicodeScalars.last else { return false }
    if last != "。" { return true }
    return ["また、", "なお、", "ただし、", "また，", "なお，", "ただし，"]
      .contains { line.starts(with: $0.unicodeScalars) }
  }

  private mutating func add(_ line: ArraySlice<Unicode.Scalar>, at place: Place) {
    var words = line
    var number: Int?
    if let mark = NoteMark.length(line) {
      words = line.dropFirst(mark).drop(while: \.isLayoutBlank)
      if let found = NoteMark.anyNumber(words) {
        number = found.number
        style = style ?? found.style
        words = words.dropFirst(found.length)
      }
    } else if line.first == "※", line.count > 1 {
      words = line.dropFirst().drop(while: \.isLayoutBlank)
      if let found = NoteMark.anyNumber(words) {
        number = found.number
        style = style ?? found.style
        words = words.dropFirst(found.length)
      }
    } else if isOpen, let found = nextNumber(line) {
      number = found.number
      style = style ?? found.style
      words = line.dropFirst(found.length)
    } else if !isOpen || opens(line) {
      labels.append(Furniture(.other, String(scalars: line), at: place))
      isOpen = true
      return
    } else if goesOn(line), !notes.isEmpty {
      notes[notes.count - 1].text += String(scalars: line)
      partLast(at: place)
      return
    }
    isOpen = true
    if words.isEmpty {
      labels.append(Furniture(.other, String(scalars: line), at: place))
    } else {
      notes.append(Note(number: number, place: place, text: String(scalars: words)))
      partLast(at: place)
    }
  }

  /// Parts the last note where further ones stand on its line.
  private mutating func partLast(at place: Place) {
    guard let style else { return }
    while let last = notes.last, let number = last.number {
      let words = Array(last.text.unicodeScalars)
      guard let next = NoteMark.next(in: words[...], after: number, style) else { return }
      notes[notes.count - 1].text = String(scalars: words[..<next.start].trimmingLayoutBlanks)
      notes.append(
        Note(number: next.number, place: place, text: String(scalars: words[next.words...])))
    }
  }
}
