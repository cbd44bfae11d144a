internal import PlanModel

/// Cuts lines outside of entries into blocks that belong together.
struct LooseReading {
  let text: TextLines
  let shapes: LineShapes

  /// The least width of a line that a narrow column may have wrapped, in terminal columns.
  private static let fullColumns = 30

  func blocks(of lines: [Int]) -> [LooseBlock] {
    var blocks: [LooseBlock] = []
    for line in lines {
      let piece = text.piece(line)
      let content = text.content(line)
      if shapes.isAddressStart(content) {
        blocks.append(LooseBlock(kind: .address, pieces: [piece]))
      } else if shapes.readsAsMonth(content) {
        blocks.append(LooseBlock(kind: .month, pieces: [piece]))
      } else if shapes.isPhoneLike(content) {
        appendContact(piece, to: &blocks)
      } else if let last = blocks.last, last.kind == .words, continues(last, line) {
        blocks[blocks.count - 1].pieces.append(piece)
      } else {
        blocks.append(LooseBlock(kind: .words, pieces: [piece]))
      }
    }
    return blocks
  }

  /// Makes a contact of a telephone number and the departments before it.
  private func appendContact(_ phone: Piece, to blocks: inout [LooseBlock]) {
    var pieces = [phone]
    while let last = blocks.last, last.kind == .words, pieces.count <= 6 {
      var parts = ContactParts<Piece>()
      for piece in last.pieces { parts.add(piece, text.slice(piece)) }
      guard parts.isComplete || (pieces.count > 1 && isWrapped(last)), !holdsTitle(last) else {
        break
      }
      pieces.insert(contentsOf: last.pieces, at: 0)
      blocks.removeLast()
    }
    blocks.append(LooseBlock(kind: .contact, pieces: pieces))
  }

  /// Whether a line in which titles end stands before others.
  private func holdsTitle(_ block: LooseBlock) -> Bool {
    FormWords.holdTitle(block.pieces.map { text.slice($0) })
  }

  /// Whether the words are a department that a narrow column wrapped in mid-word.
  private func isWrapped(_ block: LooseBlock) -> Bool {
    guard let last = block.pieces.last, (18...24).contains(text.columns(last)) else { return false }
    return text.slice(last).contains { "部局室課".unicodeScalars.contains($0) }
  }

  /// Whether `line` goes on with a block: it follows at once, the line before it is full, and it names no municipality.
  private func continues(_ block: LooseBlock, _ line: Int) -> Bool {
    guard let last = block.pieces.last, last.line == line - 1,
      text[last.line].columns >= Self.fullColumns,
      shapes.vocabulary.municipality(atStartOf: text.content(line)) == nil
    else { return false }
    return text.content(last.line).last != "。"
  }
}
