/// Parts the lines of one column of a page among rows of which only one line each is known, that of the serial number.
///
/// A cell is proven where every way of parting that the evidence allows gives it the same lines. The evidence is where
/// cells stand in their rows, the runs of empty lines, and, where a column has it, how its cells begin and end.
struct RowParting {
  /// How the cells of a table stand in their rows.
  enum Setting: CaseIterable {
    /// As many lines above the line of the serial number as below it.
    case middle
    /// From the line of the serial number downwards.
    case top
  }

  /// How lines of a column tell cells apart by what they say.
  enum Mark {
    /// The line opens a cell: the start of an address.
    case opens
    /// The line closes a cell: a telephone number.
    case closes
  }

  /// What is known of one cell.
  enum Cell: Equatable {
    /// The cell holds these lines of its column; none where it is empty.
    case lines(Range<Int>)
    /// Nobody can say which lines the cell holds; these it could.
    case doubtful(Range<Int>)
  }

  /// The line of each row, and for each line of the page how many runs of empty lines stand before it.
  private let rows: [Int]
  private let stretches: [Int]
  /// Whether nothing of the first row can stand on the page before, nothing of the last one on the next.
  private let isWholeAbove: Bool
  private let isWholeBelow: Bool
  /// For each two rows, the last line known to be the upper one's and the first known to be the lower one's.
  private var bounds: [(upper: Int, lower: Int)]

  /// Rows of the lines `rows`, which ascend and are indices of `stretches`: one for each printed line of the table.
  init(rows: [Int], stretches: [Int], isWholeAbove: Bool, isWholeBelow: Bool) {
    precondition(zip(rows, rows.dropFirst()).allSatisfy { $0 < $1 }, "rows stand one below another")
    self.rows = rows
    self.stretches = stretches
    self.isWholeAbove = isWholeAbove
    self.isWholeBelow = isWholeBelow
    bounds = zip(rows, rows.dropFirst()).map { ($0, $1) }
  }

  /// The lines of a column, and what they say of where cells begin and end.
  struct Column {
    var lines: [Int]
    var marks: [Mark?]
    /// Whether its cells are known to stand exactly in the middle, which parts rows without empty lines between.
    var isExact = false
  }

  /// The cells of a column, one for each row.
  func cells(of column: Column, setting: Setting) -> [Cell] {
    switch setting {
    case .top: topCells(of: column)
    case .middle: middleCells(of: column)
    }
  }

  /// Takes two cells, one below another, as evidence of where the other columns part these rows.
  ///
  /// A cell beside an empty one is none, because it may be merged and reach over several rows.
  mutating func learn(from cells: [Cell], of column: Column) {
    for (row, (upper, lower)) in zip(cells, cells.dropFirst()).enumerated() {
      guard case .lines(let above) = upper, case .lines(let below) = lower,
        let last = above.last, let first = below.first
      else { continue }
      bounds[row].upper = max(bounds[row].upper, column.lines[last])
      bounds[row].lower = min(bounds[row].lower, column.lines[first])
    }
  }

  // MARK: Cells from the top

  private func topCells(of column: Column) -> [Cell] {
    let lines = column.lines
    var cells: [Cell] = []
    var start = 0
    for (row, line) in rows.enumerated() {
      let first = lines.partition(from: start) { $0 < line }
      let next = row + 1 < rows.count ? rows[row + 1] : stretches.count
      let end = lines.partition(from: first) { $0 < next }
      let isClean =
        (row > 0 || first == 0) && (first == end || lines[first] == line)
        && isOneByMarks(first..<end, column) != false
      cells.append(isClean ? .lines(first..<end) : .doubtful((row > 0 ? first : 0)..<end))
      start = end
    }
    return withDoubtfulNeighbours(cells, always: true)
  }

  /// Whether words stand above the first row, as cells that begin at its line have none.
  func hasWordsAbove(_ column: Column) -> Bool {
    guard isWholeAbove, let first = column.lines.first, let row = rows.first else { return false }
    return first < row
  }

  // MARK: Cells in the middle

  private func middleCells(of column: Column) -> [Cell] {
    let cuts = cuts(of: column.lines)
    let cells = groups(cuts).flatMap { solve(column, $0, cuts) }
    return withDoubtfulNeighbours(cells, always: false)
  }

  /// The rows by groups, within which it is open which lines are whose.
  private func groups(_ cuts: [[Int]]) -> [ClosedRange<Int>] {
    var groups: [ClosedRange<Int>] = []
    for row in rows.indices {
      if row > 0, cuts[row - 1].count != 1, let last = groups.popLast() {
        groups.append(last.lowerBound...row)
      } else {
        groups.append(row...row)
      }
    }
    return groups
  }

  /// How many cells of several lines stand exactly in the middle and how many do not, of those that nothing else doubts.
  func standing(of column: Column) -> (exact: Int, off: Int) {
    let cuts = cuts(of: column.lines)
    var result = (exact: 0, off: 0)
    for group in groups(cuts) where group.count == 1 && isWhole(group.lowerBound) {
      guard case .lines(let cell)? = solve(column, group, cuts).first, cell.count > 1 else {
        continue
      }
      let (above, below) = sides(of: cell, group.lowerBound, column)
      if above == below { result.exact += 1 } else { result.off += 1 }
    }
    return result
  }

  /// For each two rows, the ways to part the lines between them: indices of the first line of the lower one.
  private func cuts(of lines: [Int]) -> [[Int]] {
    var result: [[Int]] = []
    var start = 0
    for (upper, lower) in zip(rows, rows.dropFirst()) {
      let bound = bounds[result.count]
      start = lines.partition(from: start) { $0 <= bound.upper }
      let end = lines.partition(from: start) { $0 < bound.lower }
      guard start < end, stretches[upper] < stretches[lower] else {
        result.append(Array(start...max(start, end)))
        continue
      }
      // Where empty lines stand between two rows, one run of them parts the rows.
      var cuts = Set<Int>()
      var index = start
      while index <= end {
        let before = index > start ? stretches[lines[index - 1]] : stretches[upper]
        let after = index < end ? stretches[lines[index]] : stretches[lower]
        if before < after { cuts.insert(index) }
        index += 1
      }
      result.append(cuts.isEmpty ? Array(start...end) : cuts.sorted())
    }
    return result
  }

  private func solve(
    _ column: Column, _ group: ClosedRange<Int>, _ cuts: [[Int]]
  ) -> [Cell] {
    let from = group.lowerBound == 0 ? 0 : cuts[group.lowerBound - 1][0]
    let to = group.upperBound + 1 == rows.count ? column.lines.count : cuts[group.upperBound][0]
    var steps: [[(start: Int, end: Int)]] = []
    var starts: Set<Int> = [from]
    for row in group {
      let allowed = Set(row == group.upperBound ? [to] : cuts[row])
      let isApart = group.count == 1 && isWhole(row)
      var step: [(start: Int, end: Int)] = []
      for start in starts.sorted() {
        for end in ends(from: start, row, column, allowed)
        where fits(start..<end, row, column, isApart: isApart) {
          step.append((start, end))
        }
      }
      steps.append(step)
      starts = Set(step.map(\.end))
    }
    var goals: Set<Int> = [to]
    for index in steps.indices.reversed() {
      steps[index].removeAll { !goals.contains($0.end) }
      goals = Set(steps[index].map(\.start))
    }
    return zip(group, steps).map { row, step in
      if step.count == 1 { return .lines(step[0].start..<step[0].end) }
      let low = row == group.lowerBound ? from : cuts[row - 1].first ?? from
      let high = row == group.upperBound ? to : cuts[row].last ?? to
      return .doubtful(low..<max(low, high))
    }
  }

  /// Whether the row has no part on another page.
  private func isWhole(_ row: Int) -> Bool {
    (row > 0 || isWholeAbove) && (row + 1 < rows.count || isWholeBelow)
  }

  /// The ends that a cell which begins at `start` can have: near where it has as many lines below as above.
  private func ends(
    from start: Int, _ row: Int, _ column: Column, _ allowed: Set<Int>
  ) -> [Int] {
    let line = rows[row]
    let above = column.lines.partition(from: start) { $0 < line } - start
    let isOn = start + above < column.lines.count && column.lines[start + above] == line
    let even = start + 2 * above + (isOn ? 1 : 0)
    return (even - Self.blankMax...even + Self.blankMax).filter {
      $0 >= start && allowed.contains($0)
    }
  }

  /// How many runs of empty lines of its own a cell may have.
  private static let blankMax = 4

  private func fits(
    _ cell: Range<Int>, _ row: Int, _ column: Column, isApart: Bool
  ) -> Bool {
    if cell.isEmpty { return true }
    let (above, below) = sides(of: cell, row, column)
    if isApart { return abs(above - below) <= 1 }
    if let isMarked = isOneByMarks(cell, column) { return isMarked && abs(above - below) <= 1 }
    return above == below && (column.isExact || cell.count == 1)
  }

  /// How many lines a cell has above and below that of the row, with the empty ones within it.
  private func sides(
    of cell: Range<Int>, _ row: Int, _ column: Column
  ) -> (above: Int, below: Int) {
    let line = rows[row]
    let middle = column.lines.partition(from: cell.lowerBound) { $0 < line }
    let isOn = middle < cell.upperBound && column.lines[middle] == line
    let first = stretches[column.lines[cell.lowerBound]]
    let last = stretches[column.lines[cell.upperBound - 1]]
    return (
      above: middle - cell.lowerBound + max(0, stretches[line] - first),
      below: cell.upperBound - middle - (isOn ? 1 : 0) + max(0, last - stretches[line])
    )
  }

  /// Whether the marks say that the lines are one cell; `nil` where they have none.
  private func isOneByMarks(_ cell: Range<Int>, _ column: Column) -> Bool? {
    let marked = cell.filter { column.marks[$0] != nil }
    guard let only = marked.first else { return nil }
    guard marked.count == 1 else { return false }
    switch column.marks[only] {
    case .opens: return only == cell.lowerBound
    case .closes: return only == cell.upperBound - 1
    case nil: return nil
    }
  }

  /// Doubts empty cells beside doubtful ones, and where `always` all beside them: a merged cell shows its words once.
  private func withDoubtfulNeighbours(_ cells: [Cell], always: Bool) -> [Cell] {
    var result = cells
    for (index, cell) in cells.enumerated() {
      guard case .lines(let lines) = cell, lines.isEmpty || always else { continue }
      let isBeside = [index - 1, index + 1].contains { other in
        guard cells.indices.contains(other), case .doubtful(let range) = cells[other] else {
          return false
        }
        return !range.isEmpty
      }
      if isBeside { result[index] = .doubtful(lines) }
    }
    return result
  }
}

extension [Int] {
  /// The first index from `start` whose element does not satisfy `isBefore`, which all elements before it do.
  fileprivate func partition(from start: Int, where isBefore: (Int) -> Bool) -> Int {
    var low = start
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
