import CLibXML2

/// A value in a form in which two engines can be compared.
enum ComparableValue: Equatable, CustomStringConvertible {
  /// Places in document order, attributes included; `"place:prefix"` is a namespace node.
  case nodes([String])
  case boolean(Bool)
  case number(Double)
  case string(String)
  case error

  static func == (left: ComparableValue, right: ComparableValue) -> Bool {
    switch (left, right) {
    case (.nodes(let a), .nodes(let b)): a == b
    case (.boolean(let a), .boolean(let b)): a == b
    case (.number(let a), .number(let b)): a == b || (a.isNaN && b.isNaN)
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.error, .error): true
    default: false
    }
  }

  var description: String {
    switch self {
    case .nodes(let nodes): "nodes \(nodes)"
    case .boolean(let value): "boolean \(value)"
    case .number(let value): "number \(value)"
    case .string(let value): "string '\(value)'"
    case .error: "an error"
    }
  }
}

/// libxml2's own XPath over libxml2's own tree.
@safe
struct Oracle: ~Copyable {
  private let document: xmlDocPtr
  private let context: xmlXPathContextPtr
  /// The addresses of the nodes in document order, attributes behind their element.
  private var nodes: [UInt] = []
  private var places: [UInt: Int] = [:]

  /// The document as libxml2 refuses it.
  struct Refusal: Error { let bytes: [UInt8] }

  init(parsing bytes: [UInt8], namespaces: [String: String] = [:]) throws {
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue)
    let parsed = unsafe bytes.withUnsafeBytes { buffer in
      unsafe xmlReadMemory(buffer.baseAddress, Int32(buffer.count), "oracle.xml", nil, options)
    }
    guard let parsed = unsafe parsed, let made = unsafe xmlXPathNewContext(parsed) else {
      throw Refusal(bytes: bytes)
    }
    unsafe document = parsed
    unsafe context = made
    unsafe context.pointee.error = { _, _ in }
    for (prefix, uri) in namespaces {
      unsafe xmlXPathRegisterNs(context, prefix, uri)
    }
    unsafe number(UnsafeMutablePointer<xmlNode>(OpaquePointer(parsed)))
  }

  deinit {
    unsafe xmlXPathFreeContext(context)
    unsafe xmlFreeDoc(document)
  }

  var nodeCount: Int { nodes.count }

  private mutating func number(_ node: xmlNodePtr) {
    places[UInt(bitPattern: node)] = nodes.count
    nodes.append(UInt(bitPattern: node))
    if unsafe node.pointee.type == XML_ELEMENT_NODE {
      var attribute = unsafe node.pointee.properties
      while let found = unsafe attribute {
        places[UInt(bitPattern: found)] = nodes.count
        nodes.append(UInt(bitPattern: found))
        unsafe attribute = found.pointee.next
      }
    }
    guard unsafe node.pointee.type == XML_ELEMENT_NODE || node.pointee.type == XML_DOCUMENT_NODE
    else { return }
    var child = unsafe node.pointee.children
    while let found = unsafe child {
      unsafe number(found)
      unsafe child = found.pointee.next
    }
  }

  /// The value of `expression` with the node at `place` as context.
  func evaluate(_ expression: String, at place: Int) -> ComparableValue {
    unsafe context.pointee.node = UnsafeMutablePointer<xmlNode>(bitPattern: nodes[place])
    unsafe context.pointee.contextSize = 1
    unsafe context.pointee.proximityPosition = 1
    guard let object = unsafe xmlXPathEvalExpression(expression, context) else { return .error }
    defer { unsafe xmlXPathFreeObject(object) }
    switch unsafe object.pointee.type {
    case XPATH_BOOLEAN: return unsafe .boolean(object.pointee.boolval != 0)
    case XPATH_NUMBER: return unsafe .number(object.pointee.floatval)
    case XPATH_STRING: return unsafe .string(String(cString: object.pointee.stringval))
    case XPATH_NODESET: return unsafe nodeSet(object.pointee.nodesetval)
    default: return .error
    }
  }

  private func nodeSet(_ set: xmlNodeSetPtr?) -> ComparableValue {
    guard let set = unsafe set else { return .nodes([]) }
    unsafe xmlXPathNodeSetSort(set)
    var found: [(Int, String)] = []
    for index in 0..<Int(unsafe set.pointee.nodeNr) {
      guard let node = unsafe set.pointee.nodeTab[index] else { continue }
      if unsafe node.pointee.type == XML_NAMESPACE_DECL {
        let namespace = unsafe UnsafeMutablePointer<xmlNs>(OpaquePointer(node))
        let owner = unsafe places[UInt(bitPattern: namespace.pointee.next)] ?? -1
        let prefix = unsafe namespace.pointee.prefix.map { unsafe String(cString: $0) } ?? ""
        found.append((owner, "\(owner):\(prefix)"))
      } else {
        let place = places[UInt(bitPattern: node)] ?? -1
        found.append((place, "\(place)"))
      }
    }
    return .nodes(found.sorted { $0 < $1 }.map(\.1))
  }
}
