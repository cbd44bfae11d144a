internal import PlanModel

/// An entry whose parts are found but not yet given a meaning.
struct EntryDraft {
  /// The indices of the first and last line that it takes.
  var firstLine: Int
  var lastLine: Int
  var number: Piece?
  var municipality: [Piece] = []
  /// What stands behind the name on its line.
  var rest: Piece?
  /// The lines between head and row: theme, title, description.
  var body: [Int] = []
  /// What stands before the row on its line: the end of those.
  var lead: Piece?
  var row: RowShape?
  var url: [Piece] = []
  var department: [Piece] = []
  var section: [Piece] = []
  var phone: [Piece] = []
  /// Whether lines near it hold parts of several cells side by side, so that its wrapped cells cannot be put together.
  var isMixed = false
  /// Words behind the row on its own lines that are nothing known.
  var strays: [Piece] = []

  /// Whether a part is missing that tables read cell by cell always have near each other.
  var isTorn: Bool { row == nil || isMixed || (number == nil && municipality.isEmpty) }

  mutating func take(_ piece: Piece) {
    firstLine = min(firstLine, piece.line)
    lastLine = max(lastLine, piece.line)
  }
}

/// Text that stands outside of rows: torn from merged cells, or strange to the form.
struct LooseBlock {
  enum Kind {
    case month, address, contact, words

    /// Whether it stands at the end of an entry.
    var endsEntries: Bool {
      switch self {
      case .month, .contact: true
      case .address, .words: false
      }
    }
  }

  var kind: Kind
  var pieces: [Piece]
}

/// One thing found in a text, in the order of the text.
enum TextItem {
  case entry(EntryDraft)
  case sums(SumsShape)
  case unit(Piece)
  case heading([Piece])
  case note(number: Int?, pieces: [Piece])
  case furniture(Furniture.Kind, Piece)
  case loose(LooseBlock)
}

/// A thing found and the index of its first line.
struct FoundItem {
  var item: TextItem
  var line: Int
}
