import CLibXML2
import XMLTree

/// A document in libxml2, whose XPath serves as the second opinion.
@safe
struct Oracle: ~Copyable {
  private let document: xmlDocPtr
  private let context: xmlXPathContextPtr

  /// What libxml2 does not read.
  struct Unreadable: Error {}

  init(_ bytes: [UInt8], namespaces: [String: String]) throws(Unreadable) {
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue)
    let parsed = unsafe bytes.withUnsafeBytes { buffer in
      unsafe xmlReadMemory(
        buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, nil, options)
    }
    guard let parsed = unsafe parsed else { throw Unreadable() }
    guard let made = unsafe xmlXPathNewContext(parsed) else {
      unsafe xmlFreeDoc(parsed)
      throw Unreadable()
    }
    unsafe document = parsed
    unsafe context = made
    for (prefix, uri) in namespaces { unsafe xmlXPathRegisterNs(context, prefix, uri) }
  }

  deinit {
    unsafe xmlXPathFreeContext(context)
    unsafe xmlFreeDoc(document)
  }

  /// The boolean value of an expression at the root; `nil` where it has none.
  func boolean(_ expression: String) -> Bool? {
    guard let object = unsafe xmlXPathEvalExpression(expression, context) else { return nil }
    defer { unsafe xmlXPathFreeObject(object) }
    return unsafe xmlXPathCastToBoolean(object) != 0
  }

  /// The places in document order (the root is 0, attributes count) of the nodes that a path finds.
  func nodeIndices(_ path: String) -> [Int]? {
    guard let object = unsafe xmlXPathEvalExpression(path, context) else { return nil }
    defer { unsafe xmlXPathFreeObject(object) }
    guard unsafe object.pointee.type == XPATH_NODESET else { return nil }
    guard let set = unsafe object.pointee.nodesetval else { return [] }
    var indices: [Int] = []
    for position in 0..<Int(unsafe set.pointee.nodeNr) {
      guard let node = unsafe set.pointee.nodeTab[position] else { continue }
      indices.append(unsafe index(of: UnsafeRawPointer(node)))
    }
    return indices
  }

  private func index(of wanted: UnsafeRawPointer) -> Int {
    var index = 0
    if unsafe UnsafeRawPointer(document) == wanted { return 0 }
    var node = unsafe document.pointee.children
    while let current = unsafe node {
      index += 1
      if unsafe UnsafeRawPointer(current) == wanted { return index }
      if unsafe current.pointee.type == XML_ELEMENT_NODE {
        var attribute = unsafe current.pointee.properties
        while let found = unsafe attribute {
          index += 1
          if unsafe UnsafeRawPointer(found) == wanted { return index }
          unsafe attribute = found.pointee.next
        }
      }
      unsafe node = Self.following(current)
    }
    return -1
  }

  private static func following(_ node: xmlNodePtr) -> xmlNodePtr? {
    if unsafe node.pointee.type == XML_ELEMENT_NODE, let child = unsafe node.pointee.children {
      return unsafe child
    }
    var current = unsafe node
    while true {
      if let next = unsafe current.pointee.next { return unsafe next }
      guard let parent = unsafe current.pointee.parent,
        unsafe parent.pointee.type == XML_ELEMENT_NODE
      else { return nil }
      unsafe current = parent
    }
  }
}
