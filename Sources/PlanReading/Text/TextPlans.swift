internal import PlanModel

/// What stands between two page or table boundaries.
struct TextChunk {
  var items: [FoundItem]
  /// Whether it begins with a unit, or with a heading where headings come first.
  var isOpener = false
  /// Whether it holds a totals row or notes.
  var isClosed = false
  var hasSums = false
  /// The words of its heading.
  var heading: [Unicode.Scalar] = []
  var showsThemes = false
  var firstNumber: Int?
  var lastNumber: Int?
  var entryCount = 0
}

/// Puts chunks together into plans, whatever the order of their pages.
struct TextPlans {
  let text: TextLines
  let splitting: BodySplitting
  private(set) var chunks: [TextChunk] = []

  init(text: TextLines, items: [FoundItem], splitting: BodySplitting) {
    self.text = text
    self.splitting = splitting
    cut(items)
  }

  // MARK: Chunks

  private mutating func cut(_ items: [FoundItem]) {
    let headingsComeFirst = Self.headingsComeFirst(items)
    let marksPages = indentMarksPages(items)
    var chunk = TextChunk(items: [])
    var lastLine = 0
    for found in items {
      let isNewPage =
        text[found.line].page > text[lastLine].page || (marksPages && isIndentedHead(found))
      let opens: Bool
      switch found.item {
      case .unit: opens = chunk.entryCount > 0 || chunk.isClosed
      case .heading: opens = headingsComeFirst && (chunk.entryCount > 0 || chunk.isClosed)
      case .entry: opens = chunk.isClosed
      case .sums, .note, .furniture, .loose: opens = false
      }
      if (isNewPage || opens) && !chunk.items.isEmpty {
        append(chunk)
        chunk = TextChunk(items: [])
      }
      note(found.item, in: &chunk, headingsComeFirst: headingsComeFirst)
      chunk.items.append(found)
      lastLine = found.line
    }
    if !chunk.items.isEmpty { append(chunk) }
  }

  /// Adds a chunk; one without entries that opens nothing belongs to the one before it, and what only opens to the one behind.
  private mutating func append(_ chunk: TextChunk) {
    guard let at = chunks.indices.last else {
      chunks.append(chunk)
      return
    }
    let isRemainder = chunk.entryCount == 0 && (!chunk.isOpener || isEnd(chunk, of: chunks[at]))
    let isFollowed = chunks[at].entryCount == 0 && !chunks[at].isClosed
    guard isRemainder || isFollowed else {
      chunks.append(chunk)
      return
    }
    // In place, since many pages may belong to one chunk.
    chunks[at].items += chunk.items
    chunks[at].isOpener = chunks[at].isOpener || (isFollowed && chunk.isOpener)
    chunks[at].isClosed = chunks[at].isClosed || chunk.isClosed
    chunks[at].hasSums = chunks[at].hasSums || chunk.hasSums
    chunks[at].showsThemes = chunks[at].showsThemes || chunk.showsThemes
    if chunks[at].heading.isEmpty { chunks[at].heading = chunk.heading }
    guard !isRemainder else { return }
    chunks[at].firstNumber = chunk.firstNumber
    chunks[at].lastNumber = chunk.lastNumber
    chunks[at].entryCount = chunk.entryCount
  }

  /// Whether a page that repeats the heading has nothing but the totals or the notes that the plan before still lacks.
  private func isEnd(_ chunk: TextChunk, of plan: TextChunk) -> Bool {
    guard chunk.isClosed, plan.entryCount > 0,
      chunk.heading.isEmpty || plan.heading.isEmpty || chunk.heading == plan.heading
    else { return false }
    return chunk.hasSums ? !plan.isClosed : plan.hasSums
  }

  private func note(_ item: TextItem, in chunk: inout TextChunk, headingsComeFirst: Bool) {
    switch item {
    case .entry(let draft):
      let number = draft.number.flatMap { SerialNumber.read(text.text($0)) }
      if chunk.entryCount == 0 { chunk.firstNumber = number }
      chunk.entryCount += 1
      chunk.lastNumber = number ?? chunk.lastNumber.map { $0 + 1 }
      if !chunk.showsThemes { chunk.showsThemes = splitting.showsTheme(draft) }
    case .unit:
      if chunk.entryCount == 0 { chunk.isOpener = true }
    case .heading(let pieces):
      if chunk.entryCount == 0 && headingsComeFirst { chunk.isOpener = true }
      if chunk.heading.isEmpty { chunk.heading = pieces.flatMap { text.slice($0).withoutBlanks } }
    case .sums:
      chunk.isClosed = true
      chunk.hasSums = true
    case .note:
      chunk.isClosed = true
    case .furniture, .loose:
      break
    }
  }

  private static func headingsComeFirst(_ items: [FoundItem]) -> Bool {
    for found in items {
      switch found.item {
      case .heading: return true
      case .entry: return false
      case .sums, .unit, .note, .furniture, .loose: continue
      }
    }
    return true
  }

  /// Whether a single blank before a head marks a page, as an extractor leaves it for a form feed: only few heads have one.
  private func indentMarksPages(_ items: [FoundItem]) -> Bool {
    var headCount = 0
    var indentedCount = 0
    for found in items {
      guard case .entry = found.item else { continue }
      headCount += 1
      if isIndentedHead(found) { indentedCount += 1 }
    }
    return indentedCount > 0 && indentedCount * 3 <= headCount
  }

  private func isIndentedHead(_ found: FoundItem) -> Bool {
    guard case .entry(let draft) = found.item, draft.number != nil else { return false }
    let line = text[found.line]
    return line.indent == text.margin + 1 && text.scalars[line.content.lowerBound - 1] == " "
  }

  // MARK: Chains

  /// The chunks of each plan in the order of its serial numbers; plans in the order of the text.
  func chains() -> [[Int]] {
    var isUsed = [Bool](repeating: false, count: chunks.count)
    var chains: [[Int]] = []
    let byFirst = Dictionary(grouping: chunks.indices) { chunks[$0].firstNumber }
    let starters = chunks.indices.filter { isStarter($0) }
    let ordered =
      starters.filter { chunks[$0].firstNumber == 1 }
      + starters.filter { chunks[$0].firstNumber != 1 }
    for start in ordered where !isUsed[start] {
      isUsed[start] = true
      var chain = [start]
      while let last = chain.last, !chunks[last].isClosed,
        let next = successor(of: last, byFirst, isUsed)
      {
        isUsed[next] = true
        chain.append(next)
      }
      chains.append(chain)
    }
    var chainByChunk: [Int: Int] = [:]
    for (index, chain) in chains.enumerated() {
      for chunk in chain { chainByChunk[chunk] = index }
    }
    for chunk in chunks.indices where !isUsed[chunk] {
      if let before = chainByChunk[chunk - 1], let last = chains[before].last,
        !chunks[last].isClosed
      {
        chains[before].append(chunk)
        chainByChunk[chunk] = before
      } else {
        chainByChunk[chunk] = chains.count
        chains.append([chunk])
      }
    }
    return chains.sorted { $0[0] < $1[0] }
  }

  private func isStarter(_ index: Int) -> Bool {
    chunks[index].isOpener || chunks[index].firstNumber == 1
  }

  /// The chunk that goes on where `chunk` ends: by its first number, else the next one of the text.
  private func successor(of chunk: Int, _ byFirst: [Int?: [Int]], _ isUsed: [Bool]) -> Int? {
    let this = chunks[chunk]
    if let number = this.lastNumber, let candidates = byFirst[number + 1] {
      let fitting = candidates.filter { candidate in
        let other = chunks[candidate]
        let hasOneHeading = !this.heading.isEmpty && other.heading == this.heading
        let mayHaveOne = other.heading.isEmpty || this.heading.isEmpty
        return !isUsed[candidate] && candidate != chunk
          && (hasOneHeading || (mayHaveOne && other.showsThemes == this.showsThemes))
      }
      if let next = fitting.first(where: { $0 > chunk }) ?? fitting.first { return next }
    }
    let next = chunk + 1
    return next < chunks.count && !isUsed[next] && !isStarter(next) ? next : nil
  }
}
