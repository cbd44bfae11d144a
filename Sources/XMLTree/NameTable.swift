/// A namespace URI and a local name; the URI is empty where there is no namespace.
public struct XMLExpandedName: Hashable, Sendable, Comparable {
  /// Empty for names in no namespace.
  public let namespaceURI: String
  /// The part behind the prefix.
  public let localName: String

  /// A name of these two parts.
  public init(namespaceURI: String, localName: String) {
    self.namespaceURI = namespaceURI
    self.localName = localName
  }

  /// Compares code units: canonically equivalent spellings are different names in XML.
  public static func == (left: XMLExpandedName, right: XMLExpandedName) -> Bool {
    left.localName.utf8.elementsEqual(right.localName.utf8)
      && left.namespaceURI.utf8.elementsEqual(right.namespaceURI.utf8)
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    for byte in localName.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
    for byte in namespaceURI.utf8 { hasher.combine(byte) }
  }

  /// By namespace, then by local name, in the order of code units.
  public static func < (left: XMLExpandedName, right: XMLExpandedName) -> Bool {
    if !left.namespaceURI.utf8.elementsEqual(right.namespaceURI.utf8) {
      return left.namespaceURI.utf8.lexicographicallyPrecedes(right.namespaceURI.utf8)
    }
    return left.localName.utf8.lexicographicallyPrecedes(right.localName.utf8)
  }
}

/// The strings and the expanded names of a document, numbered; string 0 and name 0 are empty.
///
/// Everything is found by its bytes, for a document of a few nodes must not pay for hashing strings.
package struct NameTable: Sendable {
  private var entries = [Entry(local: 0, namespace: 0, prefix: 0)]
  private var strings = [""]
  private var bytes: [UInt8] = []
  /// Where the bytes of each string end.
  private var ends: [Int] = [0]
  private var stringPlaces = HashPlaces()
  private var namePlaces = HashPlaces()

  private struct Entry {
    let local: Int
    let namespace: Int
    let prefix: Int
  }

  init() {
    bytes.reserveCapacity(256)
  }

  /// How many names there are.
  package var count: Int { entries.count }

  /// The number of `name`, or `nil` where the document has it nowhere.
  package func id(_ name: XMLExpandedName) -> UInt32? {
    id(name.localName, namespace: name.namespaceURI)
  }

  /// The number of a name, or `nil` where the document has it nowhere.
  package func id(_ local: String, namespace: String) -> UInt32? {
    guard let local = stringID(local), let namespace = stringID(namespace) else { return nil }
    return id(local, namespace)
  }

  private func id(_ local: Int, _ namespace: Int) -> UInt32? {
    if local == 0, namespace == 0 { return 0 }
    let found = namePlaces.find(Self.hash(local, namespace)) {
      entries[$0].local == local && entries[$0].namespace == namespace
    }
    return found.map { UInt32($0) }
  }

  private static func hash(_ local: Int, _ namespace: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: local &* 31 &+ namespace) &* 0x9E37_79B9_7F4A_7C15
  }

  package func name(_ id: UInt32) -> XMLExpandedName {
    let entry = entries[Int(id)]
    return XMLExpandedName(
      namespaceURI: strings[entry.namespace], localName: strings[entry.local])
  }

  /// The part of a name behind the prefix.
  func localName(_ id: UInt32) -> String { strings[entries[Int(id)].local] }

  /// The namespace URI of a name.
  func namespaceURI(_ id: UInt32) -> String { strings[entries[Int(id)].namespace] }

  /// Whether a name has these parts.
  func isName(_ id: UInt32, _ local: TextSlice, namespace: TextSlice) -> Bool {
    let entry = entries[Int(id)]
    return holds(entry.local, local) && holds(entry.namespace, namespace)
  }

  /// The number of a name's namespace URI, comparable with `stringID`.
  package func namespaceID(_ id: UInt32) -> Int { entries[Int(id)].namespace }

  /// From a name's number to that of its namespace URI.
  var namespaceIDs: [UInt32] { entries.map { UInt32($0.namespace) } }

  /// The prefix that the name was first met with.
  package func prefix(_ id: UInt32) -> String { strings[entries[Int(id)].prefix] }

  func prefixID(_ id: UInt32) -> Int { entries[Int(id)].prefix }

  /// The number of a local name, prefix or namespace URI, or `nil` where the document has it nowhere.
  package func stringID(_ string: String) -> Int? {
    string.withSlice { stringID($0, hash: $0.hash) }
  }

  private func stringID(_ text: TextSlice, hash: UInt64) -> Int? {
    text.isEmpty ? 0 : stringPlaces.find(hash) { holds($0, text) }
  }

  /// Whether a string has these bytes.
  private func holds(_ id: Int, _ text: TextSlice) -> Bool {
    let start = id == 0 ? 0 : ends[id - 1]
    guard ends[id] - start == text.count else { return false }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return text.isEmpty }
      return unsafe text.equals(TextSlice(base: base + start, count: text.count))
    }
  }

  package func string(_ id: Int) -> String { strings[id] }

  mutating func intern(string: String) -> Int {
    string.isEmpty ? 0 : string.withSlice { intern($0) }
  }

  mutating func intern(_ text: TextSlice) -> Int {
    let hash = text.hash
    if let id = stringID(text, hash: hash) { return id }
    let id = strings.count
    strings.append(text.string)
    text.append(to: &bytes)
    ends.append(bytes.count)
    stringPlaces.insert(id, hash: hash)
    return id
  }

  /// The number of a name, which is new if need be; `prefix` counts only for a new one.
  mutating func intern(local: String, namespace: String, prefix: String) -> UInt32 {
    name(intern(string: local), intern(string: namespace)) { $0.intern(string: prefix) }
  }

  /// The number of a name, which is new if need be; `prefix` counts only for a new one.
  mutating func intern(local: TextSlice, namespace: TextSlice, prefix: TextSlice) -> UInt32 {
    name(intern(local), intern(namespace)) { $0.intern(prefix) }
  }

  /// The number of the name with these parts; `prefix` is asked only for a new one.
  @inline(__always)
  private mutating func name(
    _ local: Int, _ namespace: Int, prefix: (inout NameTable) -> Int
  ) -> UInt32 {
    if let id = id(local, namespace) { return id }
    let id = entries.count
    let prefix = prefix(&self)
    entries.append(Entry(local: local, namespace: namespace, prefix: prefix))
    namePlaces.insert(id, hash: Self.hash(local, namespace))
    return UInt32(id)
  }
}

/// From a hash to numbers above 0, by open addressing.
struct HashPlaces: Sendable {
  /// The upper half of the hash above the number; 0 is free.
  private var slots = [UInt64](repeating: 0, count: 64)
  private var used = 0

  /// The number under `hash` that `isWanted` takes.
  @inline(__always)
  func find(_ hash: UInt64, isWanted: (Int) -> Bool) -> Int? {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash >> 32) & mask
    while true {
      let slot = slots[place]
      if slot == 0 { return nil }
      let number = Int(slot & 0xFFFF_FFFF)
      if slot >> 32 == hash >> 32, isWanted(number) { return number }
      place = (place + 1) & mask
    }
  }

  mutating func insert(_ number: Int, hash: UInt64) {
    used += 1
    if used * 2 > slots.count {
      let old = slots
      slots = [UInt64](repeating: 0, count: old.count * 2)
      for slot in old where slot != 0 { place(slot) }
    }
    place(hash & 0xFFFF_FFFF_0000_0000 | UInt64(number))
  }

  private mutating func place(_ slot: UInt64) {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: slot >> 32) & mask
    while slots[place] != 0 { place = (place + 1) & mask }
    slots[place] = slot
  }
}

/// The namespace declarations of a document; an element without any shares its parent's scope.
struct NamespaceScopes: Sendable {
  struct Declaration: Sendable {
    let prefix: Int
    let uri: Int
  }

  struct Scope: Sendable {
    let element: Int
    /// The scope of the nearest declaring ancestor, -1 for none.
    let outer: Int
    let declarations: Range<Int>
  }

  private(set) var scopes: [Scope] = []
  private(set) var declarations: [Declaration] = []

  mutating func open(element: Int, outer: Int) -> Int {
    scopes.append(
      Scope(
        element: element, outer: outer, declarations: declarations.count..<declarations.count))
    return scopes.count - 1
  }

  mutating func declare(prefix: Int, uri: Int) {
    guard let scope = scopes.last else { preconditionFailure("no open scope") }
    declarations.append(Declaration(prefix: prefix, uri: uri))
    scopes[scopes.count - 1] = Scope(
      element: scope.element, outer: scope.outer,
      declarations: scope.declarations.lowerBound..<declarations.count)
  }

  /// The innermost scope that holds `element`, -1 for none.
  func scope(of element: Int, in view: ArenaView) -> Int {
    var found = scopes.partitioningIndex { $0.element > element } - 1
    while found >= 0, view.end(scopes[found].element) <= element { found = scopes[found].outer }
    return found
  }
}
