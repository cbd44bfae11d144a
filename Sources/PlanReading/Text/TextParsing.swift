internal import PlanModel

/// Finds entries, totals, notes and the furniture of the form in the lines of a text.
struct TextParsing {
  let text: TextLines
  let shapes: LineShapes
  var items: [FoundItem] = []
  /// The index of the last entry, behind which things of the form may follow without end.
  private(set) var lastEntryAt: Int?
  /// The words of the headings found so far.
  private(set) var headings: Set<[Unicode.Scalar]> = []
  /// Lines outside of entries for which no shape is known yet.
  private var pending: [Int] = []
  /// For each line the next one from it on that is a row, and the next that is a head.
  private(set) var nextRow: [Int] = []
  private(set) var nextHead: [Int] = []
  /// The rows that narrow columns wrapped, or that do not begin their line, by their first line.
  private var anchors: [Int: RowAnchor] = [:]
  /// Whether of most entries the number stands on a line of its own.
  private(set) var hasNumbersAlone = false

  init(_ text: TextLines, _ shapes: LineShapes) {
    self.text = text
    self.shapes = shapes
    indexShapes()
    var line = 0
    while line < text.count {
      let next = parse(line)
      precondition(next > line, "parsing goes forward")
      line = next
    }
    flushPending()
  }

  private mutating func indexShapes() {
    nextRow = [Int](repeating: text.count, count: text.count + 1)
    nextHead = nextRow
    for line in text.lines.indices.reversed() {
      if shapes.shapes[line] == .text || shapes.shapes[line] == .note {
        anchors[line] = shapes.rowAnchor(on: line, in: text[line].content)
      } else if endsBehindAmounts(line) {
        // Without a month or the rest of the cost on the next lines it is a row as it stands, whatever it says.
        let anchor = shapes.rowAnchor(on: line, in: text[line].content)
        let isMore = anchor.map { !$0.row.start.isEmpty || !$0.row.costRest.isEmpty } ?? false
        anchors[line] = isMore ? anchor : nil
      } else if shapes.shapes[line] == .head, let rest = shapes.head(at: line)?.rest {
        anchors[line] = shapes.rowAnchor(on: rest.line, in: rest.range)
      }
      let isRow = shapes.shapes[line] == .row || anchors[line] != nil
      nextRow[line] = isRow ? line : nextRow[line + 1]
      nextHead[line] = shapes.shapes[line] == .head ? line : nextHead[line + 1]
    }
    let heads = text.lines.indices.filter { shapes.shapes[$0] == .head }
    let alone = heads.count(where: isNumberAlone)
    hasNumbersAlone = alone >= 2 && alone * 3 > heads.count * 2
  }

  /// Whether the line is a row that ends behind its amounts or a year, so that its month may follow on the next lines.
  private func endsBehindAmounts(_ line: Int) -> Bool {
    guard let row = shapes.rows[line] else { return false }
    let hasMonth = row.start.contains { text.slice($0).contains("月") }
    return row.isCategoryKnown && !hasMonth && row.url == nil && row.trailing.isEmpty
  }

  /// Takes what begins on `line` and gives the line behind it.
  private mutating func parse(_ line: Int) -> Int {
    switch shapes.shapes[line] {
    case .blank:
      return line + 1
    case .head:
      guard var head = shapes.head(at: line) else { preconditionFailure("a head has parts") }
      var draft = EntryDraft(firstLine: line, lastLine: head.next - 1)
      draft.isMixed = anchors[line] != nil && standsBetweenLines(line)
      if isRestOfNumber(line, after: pending.last), let number = head.number {
        draft.strays.append(number)
        head.number = nil
      }
      flushPending()
      if draft.isMixed { mixBefore() }
      return entry(from: line, head, &draft)
    case .row:
      return headlessEntry(rowAt: line, anchors[line])
    case .text:
      if let anchor = anchors[line] { return headlessEntry(rowAt: line, anchor) }
      if isPageNumber(line), SerialNumber.read(text.text(text.piece(line))) == text[line].page {
        flushPending()
        add(.furniture(.pageMark, text.piece(line)), line: line)
        return line + 1
      }
      if let split = splitSums(from: line) { return sums(split) }
      pending.append(line)
      return line + 1
    case .note:
      // （注） can open a description whose row stands on its line.
      if let anchor = anchors[line] { return headlessEntry(rowAt: line, anchor) }
      if isMarkOfEntry(line) {
        pending.append(line)
        return line + 1
      }
      flushPending()
      return notes(from: line)
    case .heading:
      return heading(at: line)
    case .totalsLabel:
      if let split = splitSums(from: line) { return sums(split) }
      flushPending()
      furniture(at: line)
      return line + 1
    case .sums, .unit, .columnHeading, .pageMark:
      if let split = wrappedSums(from: line) { return sums(split) }
      flushPending()
      furniture(at: line)
      return line + 1
    }
  }

  mutating func add(_ item: TextItem, line: Int) {
    if case .entry = item { lastEntryAt = items.count }
    items.append(FoundItem(item: item, line: line))
  }

  /// Adds a line that is a thing of the form by itself.
  private mutating func furniture(at line: Int) {
    let piece = text.piece(line)
    switch shapes.shapes[line] {
    case .unit: add(.unit(piece), line: line)
    case .heading: add(.heading([piece]), line: line)
    case .totalsLabel: add(.furniture(.totalsLabel, piece), line: line)
    case .columnHeading: add(.furniture(.columnHeading, piece), line: line)
    case .pageMark: add(.furniture(.pageMark, piece), line: line)
    case .sums:
      guard let sums = shapes.sums(text.tokens(line)) else { return }
      add(.sums(sums), line: line)
      if let label = sums.label { add(.furniture(.totalsLabel, label), line: line) }
    case .blank, .text, .head, .row, .note:
      preconditionFailure("not a thing by itself")
    }
  }

  /// Takes a heading, with the line before it where that is the start of its words.
  private mutating func heading(at line: Int) -> Int {
    var pieces = [text.piece(line)]
    if let last = pending.last, last == line - 1,
      text.content(line).starts(with: FormWords.heading),
      text[last].columns <= 100
    {
      pending.removeLast()
      pieces.insert(text.piece(last), at: 0)
    }
    flushPending()
    headings.insert(pieces.flatMap { text.slice($0).withoutBlanks })
    add(.heading(pieces), line: pieces[0].line)
    return line + 1
  }

  // MARK: Entries

  /// Whether lines that no cell claims stand between the entry on `line`, which is all on that line, and the one before it:
  /// the rest of their wrapped cells.
  private func standsBetweenLines(_ line: Int) -> Bool {
    guard let last = pending.last, case .entry = items.last?.item else { return false }
    return last == line - 1 && text[last].page == text[line].page
  }

  /// Says of the last entry that its cells stand side by side.
  private mutating func mixBefore() {
    guard let at = lastEntryAt, case .entry(var draft) = items[at].item else { return }
    draft.isMixed = true
    items[at].item = .entry(draft)
  }

  private mutating func entry(
    from line: Int, _ head: HeadShape, _ draft: inout EntryDraft
  ) -> Int {
    draft.number = head.number
    draft.municipality = head.municipality
    draft.rest = head.rest
    if let anchor = anchors[line] {
      draft.rest = nil
      draft.lead = anchor.lead
      return close(&draft, anchor.row, rowLine: anchor.next - 1, next: anchor.next, [])
    }
    return finish(&draft, from: head.next)
  }

  /// Takes the lines up to the row, the row, and what follows it.
  private mutating func finish(_ draft: inout EntryDraft, from start: Int) -> Int {
    var between: [FoundItem] = []
    var line = start
    scan: while line < text.count {
      switch shapes.shapes[line] {
      case .blank:
        break
      case .row where anchors[line] == nil:
        var row = shapes.rows[line]
        unwrapCategory(&row, &draft)
        return close(&draft, row, rowLine: line, next: line + 1, between)
      case .note where anchors[line] != nil, .text, .row:
        if let anchor = anchors[line] {
          draft.lead = anchor.lead
          return close(&draft, anchor.row, rowLine: anchor.next - 1, next: anchor.next, between)
        }
        if isPageNumber(line) {
          between.append(
            FoundItem(item: .furniture(.pageMark, text.piece(line)), line: line))
        } else {
          draft.body.append(line)
        }
      case .head:
        if anchors[line] != nil || isNextEntry(line, after: draft) { break scan }
        draft.body.append(line)
      case .sums:
        if nextRow[line] < nextHead[line] {
          draft.body.append(line)
          break
        }
        guard let sums = shapes.sums(text.tokens(line)), sums.label == nil,
          !endsPlan(behind: line)
        else { break scan }
        let row = RowShape(
          category: [], amounts: sums.amounts, start: [], url: nil, surplus: [], trailing: [],
          isCategoryKnown: false)
        return close(&draft, row, rowLine: line, next: line + 1, between)
      case .note, .totalsLabel:
        if nextRow[line] >= nextHead[line] { break scan }
        draft.body.append(line)
      case .unit, .heading, .columnHeading, .pageMark:
        if nextRow[line] >= nextHead[line] { break scan }
        if !shapes.blocks.lines.contains(line), isProse(line, after: draft) {
          draft.body.append(line)
        } else {
          let count = items.count
          furniture(at: line)
          between += items[count...]
          items.removeSubrange(count...)
        }
      }
      line += 1
    }
    return close(&draft, nil, rowLine: line - 1, next: line, between)
  }

  /// Whether a line is a number alone at the end of its page, as the page's is.
  private func isPageNumber(_ line: Int) -> Bool {
    guard text.hasFormFeeds, text[line].content.count <= 3,
      text.content(line).allSatisfy({ $0.digitValue != nil }),
      let next = text.printed(from: line + 1)
    else { return false }
    return text[next].page > text[line].page
  }

  /// Whether the next thing of the form behind `line` is one that only follows a totals row.
  private func endsPlan(behind line: Int) -> Bool {
    for shape in shapes.shapes[(line + 1)...] {
      switch shape {
      case .blank, .text, .columnHeading, .pageMark: continue
      case .note, .totalsLabel, .unit, .heading: return true
      case .head, .row, .sums: return false
      }
    }
    return true
  }

  func value(_ number: Piece?) -> Int? {
    number.flatMap { SerialNumber.read(text.text($0)) }
  }

  /// Moves the first half of a wrapped category from the body's end to the row.
  private func unwrapCategory(_ row: inout RowShape?, _ draft: inout EntryDraft) {
    guard let found = row, !found.isCategoryKnown, found.category.count == 1,
      let last = draft.body.last
    else { return }
    let category = [text.piece(last)] + found.category
    guard text[last].columns <= 20, shapes.isCategory(category) else { return }
    draft.body.removeLast()
    row?.category = category
    row?.isCategoryKnown = true
  }

  private mutating func close(
    _ draft: inout EntryDraft, _ row: RowShape?, rowLine: Int, next: Int, _ between: [FoundItem]
  ) -> Int {
    if let last = draft.body.last {
      draft.lastLine = max(draft.lastLine, last)
      if goesByCells, isPageEnd(between: draft.firstLine, and: last) { draft.isMixed = true }
    }
    var row = row
    if let found = row, !found.isCategoryKnown, shapes.isCategoryEnd(found.category) {
      draft.strays += found.category
      row?.category = []
    }
    draft.row = row
    var end = next
    if let row {
      draft.lastLine = max(draft.lastLine, rowLine)
      draft.url = row.url.map { [$0] } ?? []
      var tail = TailReading(text: text, shapes: shapes)
      end = tail.read(&draft, trailing: row.trailing, from: next)
    }
    let line = draft.firstLine
    add(.entry(draft), line: line)
    items += between
    return end
  }
}

// MARK: Rows without a head

extension TextParsing {
  /// Takes a row before which no number stood with a known name, with what of the lines before it can be its own.
  private mutating func headlessEntry(
    rowAt line: Int, _ anchor: RowAnchor? = nil
  ) -> Int {
    var draft = EntryDraft(firstLine: line, lastLine: line)
    var body = pending
    pending = []
    let own =
      brokenHead(in: body, rowAt: line) ?? (goesByCells ? nextHead(in: body) : weakHead(in: body))
    // Where each cell stands alone, lines without a head may be the rest of another entry.
    draft.isMixed = goesByCells && own == nil
    if let own {
      pending = Array(body[..<own.offset])
      flushPending()
      draft.firstLine = body[own.offset]
      draft.number = own.head.number
      draft.municipality = own.head.municipality
      draft.rest = own.head.rest
      body = body.filter { $0 >= own.head.next }
    } else {
      let torn = body.lastIndex { isTornKind($0) }.map { body[...$0] } ?? []
      pending = Array(torn)
      flushPending()
      body = Array(body.dropFirst(torn.count))
      if let first = body.first { draft.firstLine = first }
    }
    draft.body = body
    draft.lead = anchor?.lead
    var row = anchor?.row ?? shapes.rows[line]
    unwrapCategory(&row, &draft)
    let next = anchor?.next ?? line + 1
    return close(&draft, row, rowLine: next - 1, next: next, [])
  }

  /// Whether the line is a month, an address or a number by which torn text ends.
  private func isTornKind(_ line: Int) -> Bool {
    let content = text.content(line)
    return shapes.isAddressStart(content) || shapes.readsAsMonth(content)
      || shapes.isPhoneLike(content)
  }

  /// Whether `line` is the first of the lines, or stands apart from those before it.
  func isParted(_ line: Int, in lines: [Int]) -> Bool {
    line == lines.first || text[line - 1].isBlank
  }

  /// The most telling beginning of an entry among lines that have no proper one.
  private func weakHead(in lines: [Int]) -> (offset: Int, head: HeadShape)? {
    // Where nothing stands before it, a number begins the entry whatever name follows.
    let offset = lines.firstIndex { shapes.namelikeHead(at: $0) != nil && isParted($0, in: lines) }
    if let offset, let head = shapes.namelikeHead(at: lines[offset]) { return (offset, head) }
    for find in [shapes.unnumberedHead, shapes.strangerHead, shapes.bareHead] {
      for (offset, line) in lines.enumerated() {
        if let head = find(line) { return (offset, head) }
      }
    }
    return nil
  }
}

// MARK: Torn text

extension TextParsing {
  mutating func flushPending() {
    guard !pending.isEmpty else { return }
    breakLastEntry(before: pending)
    let blocks = LooseReading(text: text, shapes: shapes).blocks(of: pending)
    pending = []
    for block in blocks { add(.loose(block), line: block.pieces[0].line) }
  }
}
