/// What tools are told of a program; no evaluation asks for it.
struct ProgramNotes: Sendable {
  var nameTests: [NameTestNote] = []
  /// The names of the functions that it calls.
  var functions: [String] = []
}

/// A node test by name, as `XPathAnalysis` tells it.
struct NameTestNote: BitwiseCopyable {
  let axis: Axis
  let name: Int32
  var hasPredicate = false
}

extension ProgramContent {
  var analysis: XPathAnalysis {
    var found = XPathAnalysis()
    let notes = notes
    found.functions = notes.functions
    for note in notes.nameTests {
      let name = names[Int(note.name)]
      found.nameTests.append(
        XPathAnalysis.NameTest(
          axis: note.axis.spelling, namespaceURI: name.namespaceURI,
          localName: name.kind == .namespace ? "*" : name.localName,
          hasPredicate: note.hasPredicate))
    }
    return found
  }
}
