internal import XMLTree

/// Adds notes to the two parts in which a sheet has its own.
enum CommentEditing {
  /// Adds notes to the part with the words; a note on a cell that has one goes behind its words.
  ///
  /// Gives the part, and the notes for which a box is still to be drawn.
  static func adding(
    _ comments: [CellComment], to bytes: [UInt8]
  ) -> (bytes: [UInt8], new: [CellComment])? {
    var markup = Markup(bytes)
    guard let authors = markup.first("authors", depth: 1),
      let list = markup.first("commentList", depth: 1)
    else { return nil }
    let prefix = markup.tags[list].prefix
    let authorCount = (authors..<max(authors, markup.end(of: authors))).count {
      markup.tags[$0].kind != .end && markup.tags[$0].localName == "author"
    }
    var names: [String] = []
    var new: [CellComment] = []
    var elements = ""
    for comment in comments {
      if let own = existing(comment.address, in: list, of: markup),
        let text = markup.first("text", depth: 3, from: own)
      {
        markup.append(run("\n――――\n" + comment.text, prefix), to: text)
        continue
      }
      if !names.contains(comment.author) { names.append(comment.author) }
      let author = authorCount + (names.firstIndex(of: comment.author) ?? names.startIndex)
      elements +=
        "<\(prefix)comment ref=\"\(comment.address.text)\" authorId=\"\(author)\"><\(prefix)text>"
        + run(comment.text, prefix) + "</\(prefix)text></\(prefix)comment>"
      new.append(comment)
    }
    if !names.isEmpty {
      let written = names.map { "<\(prefix)author>\(Markup.escaped($0))</\(prefix)author>" }
      markup.append(written.joined(), to: authors)
    }
    if !elements.isEmpty { markup.append(elements, to: list) }
    return (markup.edited(), new)
  }

  /// The tag of the note that `address` has already.
  private static func existing(
    _ address: CellAddress, in list: Int, of markup: Markup
  ) -> Int? {
    (list..<max(list, markup.end(of: list))).first { index in
      let tag = markup.tags[index]
      return tag.kind != .end && tag.depth == 2
        && markup.value(of: "ref", in: tag).flatMap { CellAddress($0) } == address
    }
  }

  private static func run(_ text: String, _ prefix: String) -> String {
    let words = Markup.escaped(TextEscapes.encoded(text))
    return "<\(prefix)r><\(prefix)t xml:space=\"preserve\">\(words)</\(prefix)t></\(prefix)r>"
  }

  private static let namespaces = [
    (prefix: "v", uri: "urn:schemas-microsoft-com:vml"),
    (prefix: "o", uri: "urn:schemas-microsoft-com:office:office"),
    (prefix: "x", uri: "urn:schemas-microsoft-com:office:excel"),
  ]

  /// Adds boxes to a drawing, or gives `nil` where it is none that is known here.
  ///
  /// Such parts need not be well-formed XML, so only their end is looked for.
  static func adding(boxesFor comments: [CellComment], to bytes: [UInt8]) -> [UInt8]? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(ofLast: "</xml>"), text.contains(namespaces[0].uri) else {
      return nil
    }
    // Programs that write other prefixes than Excel's get them with each box.
    let isUsual = namespaces.allSatisfy { text.contains("xmlns:\($0.prefix)=\"\($0.uri)\"") }
    let declarations = namespaces.map { " xmlns:\($0.prefix)=\"\($0.uri)\"" }.joined()
    let ids = text.matches(of: /_x0000_s([0-9]{1,9})/).compactMap { Int($0.1) }
    let first = (ids.max() ?? 1024) + 1
    let type = text.contains("id=\"_x0000_t202\"") ? "" : CommentWriting.shapeType
    let shapes = comments.enumerated().map { CommentWriting.shape(for: $1, id: first + $0) }
    let elements = ([type] + shapes).filter { !$0.isEmpty }.map { element in
      guard !isUsual, let name = element.firstIndex(of: " ") else { return element }
      return element[..<name] + declarations + element[name...]
    }
    return Array((text[..<end] + elements.joined(separator: "\n") + text[end...]).utf8)
  }
}

extension String {
  /// Where `pattern` stands last.
  fileprivate func range(ofLast pattern: String) -> String.Index? {
    ranges(of: pattern).last?.lowerBound
  }
}
