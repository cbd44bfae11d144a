@_spi(Engine) internal import XMLTree

/// Reads the files of a schema and puts included elements in the place of `include` and `extends href`.
///
/// A reference is relative to the file it stands in. `file#ID` means the element of that file whose `id`
/// or `xml:id` is `ID`; without a fragment the document element is meant (ISO/IEC 19757-3, 5.4.4 and
/// 5.4.3). An inclusion within itself is an error.
struct SchemaInclusion {
  let resources: ResourceResolver
  let root: String
  let limits: SchemaLimits
  private var files: [String: SchemaFile] = [:]
  private var resolved = Resolution(reference: "", base: "", path: "")
  private var elementCount = 0
  private var depth = 0
  /// What is being included, outermost first, as `file` or `file#ID` of the resolved element.
  private var chain: [Link] = []

  private struct Link {
    let file: SchemaFile
    let element: Int
    /// The id by which the element was named.
    let fragment: String?

    var name: String { fragment.map { "\(file.path)#\($0)" } ?? file.path }
  }

  /// The last reference that was followed; those to the parts of one file follow one another.
  private struct Resolution {
    let reference: String
    let base: String
    let path: String
  }

  init(resources: ResourceResolver, root: String, limits: SchemaLimits) {
    self.resources = resources
    self.root = root
    self.limits = limits
  }

  /// The expanded document element of the file at `path`, which is relative to the resolver's folder.
  mutating func schema(at path: String) throws(SchemaError) -> SchemaElement {
    let origin = Origin(file: path, line: 0, element: "", reference: path)
    let file = try file(at: path, from: origin)
    let outermost = file.document.documentElement.index
    return try include(
      Link(file: file, element: outermost, fragment: nil), language: nil, from: origin)
  }

  /// Where a reference stands, for errors.
  private struct Origin {
    let file: String
    let line: Int
    let element: String
    let reference: String

    func error(_ problem: SchemaProblem) -> SchemaError {
      SchemaError(file: file, line: line, element: element, problem: problem)
    }
  }

  private mutating func file(
    at path: String, from origin: Origin
  ) throws(SchemaError) -> SchemaFile {
    if let known = files[path] { return known }
    let bytes: [UInt8]
    do {
      bytes = try resources.bytes(at: path)
    } catch {
      throw origin.error(.unavailable(reference: origin.reference, reason: "\(error)"))
    }
    do {
      let document = try XMLDocument(parsing: bytes, name: path, limits: limits.xml)
      let file = SchemaFile(document, path: path)
      files[path] = file
      return file
    } catch {
      throw SchemaError(file: path, line: 0, element: "", problem: .unreadable(error))
    }
  }

  private mutating func include(
    _ link: Link, language: String?, from origin: Origin
  ) throws(SchemaError) -> SchemaElement {
    guard !chain.contains(where: { $0.element == link.element && $0.file === link.file }) else {
      throw origin.error(.recursion(.file, chain: (chain + [link]).map(\.name)))
    }
    guard chain.count < limits.inclusionDepthMax else {
      throw origin.error(
        .limitExceeded(name: "inclusionDepthMax", limit: limits.inclusionDepthMax))
    }
    chain.append(link)
    let (file, element) = (link.file, link.element)
    let expanded = try expand(
      element, of: file, language: file.nearestLanguage(of: element) ?? language,
      foreign: file.foreignAttributes(around: element))
    chain.removeLast()
    return expanded
  }

  /// The element that a reference means, included.
  private mutating func target(
    of reference: String, from origin: Origin, language: String?
  ) throws(SchemaError) -> SchemaElement {
    let mark = reference.utf8.firstIndex(of: UInt8(ascii: "#"))
    let path = try path(
      of: mark.map { String(reference[..<$0]) } ?? reference, fragmentOnly: mark != nil,
      reference: reference, from: origin)
    let file = try file(at: path, from: origin)
    guard let mark else {
      let outermost = file.document.documentElement.index
      return try include(
        Link(file: file, element: outermost, fragment: nil), language: language, from: origin)
    }
    let id = String(reference[reference.utf8.index(after: mark)...])
    guard let element = file.element(withID: id) else {
      throw origin.error(.undefinedReference(.fragment, reference))
    }
    return try include(
      Link(file: file, element: element, fragment: id), language: language, from: origin)
  }

  /// The path of the file that the part of `reference` before its fragment means.
  private mutating func path(
    of part: String, fragmentOnly: Bool, reference: String, from origin: Origin
  ) throws(SchemaError) -> String {
    if part.isEmpty, fragmentOnly { return origin.file }
    if resolved.reference == part, resolved.base == origin.file { return resolved.path }
    do {
      let path = try ResourceResolver.resolve(part, against: origin.file, within: root)
      resolved = Resolution(reference: part, base: origin.file, path: path)
      return path
    } catch {
      throw origin.error(.refused(reference: reference, error))
    }
  }

  // MARK: Copying

  private mutating func expand(
    _ index: Int, of file: SchemaFile, language outer: String?,
    foreign: [SchemaElement.Attribute]
  ) throws(SchemaError) -> SchemaElement {
    elementCount += 1
    depth += 1
    let view = file.document.arena.view
    try checkLimits(at: index, of: file)
    let attributes = file.attributes(of: index)
    let language = file.language(at: index) ?? outer
    let own = attributes.filter(\.name.isForeign)
    let parent = Parent(
      file: file, name: file.name(index), language: language,
      foreign: own.isEmpty ? foreign : own + foreign)
    var content: [SchemaElement.Content] = []
    var child = view.firstChild(index)
    let end = view.treeEnd(index)
    while child < end {
      if view.tag(child) == NodeTag.text {
        content.append(.text(view.treeText(child).string))
      } else if view.kindBits(child) == UInt32(XMLNodeKind.element.rawValue) {
        try append(child, of: parent, to: &content)
      }
      child = view.treeEnd(child)
    }
    depth -= 1
    return SchemaElement(
      parent.name, attributes: attributes, content: content, file: file.path,
      line: view.line(index), language: language, foreignAttributes: parent.foreign)
  }

  /// What the children of an element need of it.
  private struct Parent {
    let file: SchemaFile
    let name: SchemaNodeName
    let language: String?
    let foreign: [SchemaElement.Attribute]
  }

  private func checkLimits(at index: Int, of file: SchemaFile) throws(SchemaError) {
    let problem: SchemaProblem
    if elementCount > limits.elementCountMax {
      problem = .limitExceeded(name: "elementCountMax", limit: limits.elementCountMax)
    } else if depth > limits.depthMax {
      problem = .limitExceeded(name: "depthMax", limit: limits.depthMax)
    } else {
      return
    }
    let node = XMLNode(document: file.document, index: index)
    throw SchemaError(
      file: file.path, line: node.line, element: node.qualifiedName, problem: problem)
  }

  private mutating func append(
    _ child: Int, of parent: Parent, to content: inout [SchemaElement.Content]
  ) throws(SchemaError) {
    let copy = try expand(
      child, of: parent.file, language: parent.language, foreign: parent.foreign)
    guard copy.isSchematron else {
      content.append(.element(copy))
      return
    }
    switch copy.localName {
    case "include":
      let included = try target(
        of: copy.required("href"), from: origin(of: copy), language: parent.language)
      content.append(.element(included))
    case "extends" where copy["href"] != nil:
      guard copy["rule"] == nil else { throw copy.error(.unknownAttribute("rule beside href")) }
      let extended = try target(
        of: copy.required("href"), from: origin(of: copy), language: parent.language)
      try check(extended, extends: parent.name, at: copy)
      content += extended.content
    default:
      content.append(.element(copy))
    }
  }

  private func origin(of element: SchemaElement) throws(SchemaError) -> Origin {
    Origin(
      file: element.file, line: element.line, element: element.name,
      reference: try element.required("href"))
  }

  /// Only an element of the parent's type, or a library in a schema, gives its content to the parent.
  private func check(
    _ extended: SchemaElement, extends parent: SchemaNodeName, at extends: SchemaElement
  ) throws(SchemaError) {
    let isLibrary = extended.localName == "library" && parent.localName == "schema"
    guard extended.isSchematron, extended.localName == parent.localName || isLibrary else {
      let name = parent.prefix.isEmpty ? parent.localName : "\(parent.prefix):\(parent.localName)"
      throw extends.error(.misplacedElement(parent: "\(name) (it names \(extended.name))"))
    }
  }
}
