/// Where something stands in its input, in the terms of that input's format.
///
/// Text and PDF use `page`, `line` and `endLine`; workbooks `sheet` and `cell`; CSV `row` and `column`; XML
/// `line` and `path`. All numbers count from 1.
package struct Place: Hashable, Sendable {
  package var page: Int?
  package var line: Int?
  /// The last line, where it is not `line`.
  package var endLine: Int?
  package var box: PageBox?
  package var sheet: String?
  /// The address in A1 notation.
  package var cell: String?
  package var row: Int?
  package var column: Int?
  /// An XPath that leads to the node.
  package var path: String?

  /// No place: for what is not in the input.
  package static let nowhere = Place()

  package init() {}

  /// The lines `first` to `last` of a text.
  package init(page: Int? = nil, lines first: Int, through last: Int) {
    precondition(first >= 1 && last >= first, "lines run downwards from 1")
    self.page = page
    line = first
    endLine = last == first ? nil : last
  }

  /// The last line it takes, or `nil` where the format has no lines.
  package var lastLine: Int? { endLine ?? line }
}

/// A rectangle on a page, measured from its top left corner in hundredths of a point.
package struct PageBox: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}

extension PageBox {
  /// Reads `x y w h` in points with at most two decimals, or gives `nil`.
  package init?(points text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var numbers: [Int] = []
    for part in parts {
      guard let number = hundredths(part) else { return nil }
      numbers.append(number)
    }
    self.init(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
  }

  /// The rectangle as `x y w h` in points, without superfluous decimals.
  package var points: String {
    [x, y, width, height].map(decimal).joined(separator: " ")
  }
}

private func decimal(_ hundredths: Int) -> String {
  let magnitude = hundredths.magnitude
  let sign = hundredths < 0 ? "-" : ""
  let whole = magnitude / 100
  let rest = magnitude % 100
  if rest == 0 { return "\(sign)\(whole)" }
  if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
  return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}

private func hundredths(_ text: Substring) -> Int? {
  let isNegative = text.hasPrefix("-")
  let parts = text.drop(while: { $0 == "-" }).split(
    separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
  guard let first = parts.first, let whole = Int(first), whole >= 0 else { return nil }
  var rest = 0
  if parts.count == 2 {
    guard (1...2).contains(parts[1].count), let digits = Int(parts[1]), digits >= 0 else {
      return nil
    }
    rest = parts[1].count == 1 ? digits * 10 : digits
  }
  let (scaled, overflows) = whole.multipliedReportingOverflow(by: 100)
  if overflows { return nil }
  return isNegative ? -(scaled + rest) : scaled + rest
}
