/// What a node of the XPath data model is.
public enum XMLNodeKind: UInt8, Sendable, CaseIterable {
  case root = 0
  case element = 1
  case attribute = 2
  case text = 3
  case comment = 4
  case processingInstruction = 5
  case namespace = 6
}

/// The kind and the expanded name of a node in one integer, so that a node test is one comparison.
@_spi(Engine) public enum NodeTag {
  /// How many low bits hold the kind.
  public static let kindBits: UInt32 = 3
  /// The bits that hold the kind.
  public static let kindMask: UInt32 = 7
  /// A tag that no node bears.
  public static let none = UInt32.max

  /// The tag of a kind and a name's number.
  @inlinable public static func make(_ kind: XMLNodeKind, _ nameID: UInt32) -> UInt32 {
    nameID << kindBits | UInt32(kind.rawValue)
  }
  /// The name's number in a tag.
  @inlinable public static func nameID(_ tag: UInt32) -> UInt32 { tag >> kindBits }

  /// The root's tag.
  public static let root = make(.root, 0)
  /// The tag of all text nodes.
  public static let text = make(.text, 0)
  /// The tag of all comments.
  public static let comment = make(.comment, 0)
}

/// The raw columns of a document, passed by value in evaluation loops; valid while the arena lives.
///
/// It is one address, for evaluations pass it on more often than they look into it.
@safe
@_spi(Engine) public struct ArenaView: BitwiseCopyable {
  @usableFromInline let record: UnsafePointer<ArenaRecord>

  @unsafe init(_ record: UnsafePointer<ArenaRecord>) {
    unsafe self.record = record
  }

  /// From a name's number to that of its namespace URI.
  @inlinable public var namespaceColumn: TrivialView<UInt32> {
    unsafe record.pointee.namespaceColumn
  }

  /// The number of stored nodes; the root is node 0.
  @inlinable public var nodeCount: Int { unsafe record.pointee.nodeCount }

  @inlinable func check(_ index: Int) {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: nodeCount))
  }

  /// Kind and expanded-name id of a node.
  @inlinable public func tag(_ index: Int) -> UInt32 {
    check(index)
    return unsafe record.pointee.tagColumn[index]
  }

  /// The kind of a node, as `XMLNodeKind.rawValue`.
  @inlinable public func kindBits(_ index: Int) -> UInt32 { tag(index) & NodeTag.kindMask }

  /// Whether a node is an attribute.
  @inlinable public func isAttribute(_ index: Int) -> Bool {
    kindBits(index) == UInt32(XMLNodeKind.attribute.rawValue)
  }

  /// The index of the parent; the root is its own.
  @inlinable public func parent(_ index: Int) -> Int {
    check(index)
    return Int(unsafe record.pointee.parentColumn[index])
  }

  /// The index behind the last node of the subtree, which is the next sibling's where there is one.
  @inlinable public func end(_ index: Int) -> Int {
    check(index)
    let end = Int(unsafe record.pointee.endColumn[index])
    return isAttribute(index) ? index &+ 1 : end
  }

  /// `end` of a node that is known not to be an attribute.
  @inlinable public func treeEnd(_ index: Int) -> Int {
    check(index)
    return Int(unsafe record.pointee.endColumn[index])
  }

  /// The index of the first child, or `treeEnd` where there is none; never asked of an attribute.
  @inlinable public func firstChild(_ index: Int) -> Int {
    var child = index &+ 1
    while child < nodeCount, isAttribute(child) { child &+= 1 }
    return child
  }

  /// The line on which a node begins.
  @inlinable public func line(_ index: Int) -> Int {
    check(index)
    return Int(unsafe record.pointee.lineColumn[index])
  }

  /// The string-value of the root, an element or a text node: one slice of the document's text.
  @inlinable public func treeText(_ index: Int) -> TextSlice {
    check(index)
    let offsets = unsafe record.pointee.offsetColumn
    let start = Int(unsafe offsets[index])
    let stop = Int(unsafe offsets[Int(unsafe record.pointee.endColumn[index])])
    return unsafe TextSlice(base: record.pointee.textBytes + start, count: stop &- start)
  }

  /// The value of an attribute.
  @inlinable public func attributeValue(_ index: Int) -> TextSlice {
    precondition(isAttribute(index))
    return unsafe TextSlice(
      base: record.pointee.valueBytes + Int(record.pointee.offsetColumn[index]),
      count: Int(record.pointee.endColumn[index]))
  }
}

/// Where the columns of a document lie.
@safe
@_spi(Engine) public struct ArenaRecord: BitwiseCopyable {
  @usableFromInline let tagColumn: UnsafePointer<UInt32>
  @usableFromInline let parentColumn: UnsafePointer<UInt32>
  @usableFromInline let endColumn: UnsafePointer<UInt32>
  @usableFromInline let offsetColumn: UnsafePointer<UInt32>
  @usableFromInline let lineColumn: UnsafePointer<UInt32>
  @usableFromInline let textBytes: UnsafePointer<UInt8>
  @usableFromInline let valueBytes: UnsafePointer<UInt8>
  @usableFromInline let namespaceColumn: TrivialView<UInt32>
  @usableFromInline let nodeCount: Int

  @unsafe init(_ columns: borrowing ArenaColumns, namespaceColumn: TrivialView<UInt32>) {
    unsafe tagColumn = UnsafePointer(columns.tags.base)
    unsafe parentColumn = UnsafePointer(columns.parents.base)
    unsafe endColumn = UnsafePointer(columns.ends.base)
    unsafe offsetColumn = UnsafePointer(columns.offsets.base)
    unsafe lineColumn = UnsafePointer(columns.lines.base)
    unsafe textBytes = UnsafePointer(columns.text.base)
    unsafe valueBytes = UnsafePointer(columns.values.base)
    self.namespaceColumn = namespaceColumn
    nodeCount = columns.tags.count
  }
}

/// One document's nodes, text and names.
///
/// Sendable because nothing changes after `ArenaBuilder.finished` has handed it out.
package final class XMLArena: @unchecked Sendable {
  package let name: String
  package let view: ArenaView
  package let names: NameTable
  let scopes: NamespaceScopes
  let values: [AuxiliaryValue]
  let prefixExceptions: [PrefixException]
  private let columns: ArenaColumns
  private let namespaceColumn: FrozenTable<UInt32>
  private let record: FrozenTable<ArenaRecord>

  init(
    name: String, columns: consuming ArenaColumns, names: NameTable, scopes: NamespaceScopes,
    values: [AuxiliaryValue], prefixExceptions: [PrefixException]
  ) {
    self.name = name
    self.names = names
    self.scopes = scopes
    self.values = values
    self.prefixExceptions = prefixExceptions
    namespaceColumn = FrozenTable(names.namespaceIDs)
    record = unsafe FrozenTable([ArenaRecord(columns, namespaceColumn: namespaceColumn.view)])
    unsafe view = ArenaView(record.view.base)
    self.columns = columns
  }

  /// The content of a comment or a processing instruction.
  package func auxiliaryValue(_ index: Int) -> TextSlice {
    let position = values.partitioningIndex { $0.node >= index }
    precondition(position < values.count && values[position].node == index)
    let value = values[position]
    return columns.values.slice(value.start..<value.start + value.count)
  }

  /// The string-value of a stored node (XPath 1.0, section 5).
  package func stringValue(_ index: Int) -> TextSlice {
    switch kind(index) {
    case .root, .element, .text: view.treeText(index)
    case .attribute: view.attributeValue(index)
    case .comment, .processingInstruction: auxiliaryValue(index)
    case .namespace: preconditionFailure("namespace nodes are not stored")
    }
  }

  package func kind(_ index: Int) -> XMLNodeKind {
    guard let kind = XMLNodeKind(rawValue: UInt8(view.kindBits(index))) else {
      preconditionFailure("a tag without a kind")
    }
    return kind
  }

  package func nameID(_ index: Int) -> UInt32 { NodeTag.nameID(view.tag(index)) }

  /// The prefix that was written; empty where there was none.
  package func prefix(_ index: Int) -> String {
    let position = prefixExceptions.partitioningIndex { $0.node >= index }
    if position < prefixExceptions.count, prefixExceptions[position].node == index {
      return names.string(prefixExceptions[position].prefix)
    }
    return names.prefix(nameID(index))
  }
}

/// The columns of an arena while they are filled and afterwards.
struct ArenaColumns: ~Copyable {
  var tags = TrivialBuffer<UInt32>(capacity: 256)
  var parents = TrivialBuffer<UInt32>(capacity: 256)
  var ends = TrivialBuffer<UInt32>(capacity: 256)
  /// Where a node's text begins; one more than there are nodes.
  var offsets = TrivialBuffer<UInt32>(capacity: 256)
  var lines = TrivialBuffer<UInt32>(capacity: 256)
  var text = TrivialBuffer<UInt8>(capacity: 1024)
  var values = TrivialBuffer<UInt8>(capacity: 1024)

  mutating func trim() {
    tags.trim()
    parents.trim()
    ends.trim()
    offsets.trim()
    lines.trim()
    text.trim()
    values.trim()
  }
}

/// Where the content of a comment or a processing instruction lies.
struct AuxiliaryValue: Sendable {
  let node: Int
  let start: Int
  let count: Int
}

/// A node whose prefix is not the one its expanded name was first met with.
struct PrefixException: Sendable {
  let node: Int
  let prefix: Int
}

extension Array {
  /// The first index whose element answers `true`, in an array that is partitioned by the predicate.
  func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
