/// A flattened text that follows the changes of its canonical form.
struct TextCopy {
  private var lines: [Substring]

  init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  var text: String { lines.joined(separator: "\n") }

  /// The columns of the row that holds the amounts, in the order in which they are printed.
  private static let row = ["category", "cost", "target", "reference", "start", "url"]
  private static let totals = ["cost", "target", "reference"]

  /// Prints in the text what `changed` says otherwise than `original`.
  ///
  /// - Returns: `false` where flattened text cannot say it: nothing is printed any more, or it stood nowhere.
  mutating func follow(from original: PlanElement, to changed: PlanElement) -> Bool {
    guard original.children.count == changed.children.count else { return false }
    if original.children.isEmpty {
      if original.text == changed.text { return original["target"] == changed["target"] }
      return replace(original, by: changed.text)
    }
    for (before, after) in zip(original.children, changed.children) {
      guard before.name == after.name, follow(from: before, to: after) else { return false }
    }
    return true
  }

  private mutating func replace(_ field: PlanElement, by text: String) -> Bool {
    guard !text.isEmpty, !field.text.isEmpty, field["state"] != "inferred",
      let first = field["line"].flatMap({ Int($0) }), first <= lines.count
    else { return false }
    let last = field["endLine"].flatMap({ Int($0) }) ?? first
    if field.parent?.name == "totals" {
      return replaceWord(fromTheEnd: Self.totals, field.name, on: first - 1, by: text)
    }
    if first == last, Self.row.contains(field.name), isRow(first - 1) {
      return replaceWord(fromTheStart: Self.row, field.name, on: first - 1, by: text)
    }
    return replaceLines(field.text, first - 1, last - 1, by: text)
  }

  /// Whether amounts stand on this line behind a category.
  private func isRow(_ index: Int) -> Bool {
    lines[index].split(separator: " ").count >= 4
  }

  private mutating func replaceWord(
    fromTheStart columns: [String], _ name: String, on index: Int, by text: String
  ) -> Bool {
    var words = lines[index].split(separator: " ").map(String.init)
    guard let column = columns.firstIndex(of: name), column < words.count, !text.contains(" ")
    else { return false }
    words[column] = text
    lines[index] = Substring(words.joined(separator: " "))
    return true
  }

  private mutating func replaceWord(
    fromTheEnd columns: [String], _ name: String, on index: Int, by text: String
  ) -> Bool {
    var words = lines[index].split(separator: " ").map(String.init)
    guard let column = columns.firstIndex(of: name), words.count >= columns.count else {
      return false
    }
    words[words.count - columns.count + column] = text
    lines[index] = Substring(words.joined(separator: " "))
    return true
  }

  /// Replaces a value that fills its lines, but for what stands before it on the first one.
  private mutating func replaceLines(
    _ old: String, _ first: Int, _ last: Int, by text: String
  ) -> Bool {
    let line = lines[first]
    if first == last {
      guard line.ranges(of: old).count == 1, let range = line.firstRange(of: old) else {
        return false
      }
      lines[first] = Substring(line.replacingCharacters(in: range, with: text))
      return true
    }
    let shown = line.drop { $0 == " " || $0 == "\u{3000}" || $0 == "\u{C}" }
    // A few words directly below a title are taken for its end, and rightly so.
    let isUnderTitle = first > 0 && !lines[first - 1].isEmpty
    guard !isUnderTitle || text.count >= 40 else { return false }
    guard old.hasPrefix(shown) || shown.hasPrefix(old.prefix(4)) else { return false }
    let indent = line.prefix(line.count - shown.count)
    lines.replaceSubrange(first...last, with: Self.wrapped(indent + text))
    return true
  }

  /// `text` in lines of forty characters, as the form prints descriptions.
  private static func wrapped(_ text: String) -> [Substring] {
    var rest = text[...]
    var lines: [Substring] = []
    while rest.count > 40 {
      lines.append(rest.prefix(40))
      rest = rest.dropFirst(40)
    }
    return lines + [rest]
  }
}

extension Substring {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
