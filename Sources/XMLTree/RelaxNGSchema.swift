internal import CLibXML2

/// A compiled RELAX NG schema (XML syntax) that judges documents; owns the C schema behind it.
///
/// One task uses it at a time. The schema must be one file: `include` and `externalRef` are refused,
/// since nothing but the given bytes is ever read.
@safe public struct RelaxNGSchema: ~Copyable {
  /// The most issues that one validation or compilation reports; later ones are dropped.
  public static let issueCountMax = 100

  private let handle: OpaquePointer

  /// Compiles the schema in `bytes`; `name` stands for the file in errors.
  public init(parsing bytes: [UInt8], name: String) throws(RelaxNGError) {
    guard libraryIsReady else { throw .outOfMemory(name: name) }
    let collector = IssueCollector(limit: Self.issueCountMax)
    let document = try ParsedDocument(parsing: bytes, name: name)
    try document.refuseExternalReferences(name: name)
    guard let context = unsafe xmlRelaxNGNewDocParserCtxt(document.handle) else {
      throw .outOfMemory(name: name)
    }
    defer { unsafe xmlRelaxNGFreeParserCtxt(context) }
    unsafe xmlRelaxNGSetParserStructuredErrors(context, collectIssue, collector.reference)
    let schema = unsafe xmlRelaxNGParse(context)
    extendLifetime(collector)
    guard let schema = unsafe schema else {
      throw .invalidSchema(name: name, issues: collector.issues)
    }
    unsafe handle = schema
  }

  deinit {
    unsafe xmlRelaxNGFree(handle)
  }

  /// What is wrong with the document in `bytes`, in the order found; empty when it is valid.
  ///
  /// - Throws: an error where the document cannot be read at all, so that nothing was judged.
  public borrowing func validate(
    _ bytes: [UInt8], name: String
  ) throws(RelaxNGError) -> [RelaxNGIssue] {
    let document = try ParsedDocument(parsing: bytes, name: name)
    guard let context = unsafe xmlRelaxNGNewValidCtxt(handle) else {
      throw .outOfMemory(name: name)
    }
    defer { unsafe xmlRelaxNGFreeValidCtxt(context) }
    let collector = IssueCollector(limit: Self.issueCountMax)
    unsafe xmlRelaxNGSetValidStructuredErrors(context, collectIssue, collector.reference)
    let status = withExtendedLifetime(collector) {
      unsafe xmlRelaxNGValidateDoc(context, document.handle)
    }
    switch status {
    case 0: return []
    case 1...:
      let unexplained = RelaxNGIssue(line: 0, message: "the document is not valid")
      return collector.issues.isEmpty ? [unexplained] : collector.issues
    default: throw .validatorFailed(name: name, status: Int(status))
    }
  }
}

/// One thing wrong with a document or a schema.
public struct RelaxNGIssue: Hashable, Sendable {
  /// The line, from 1; 0 where it is not known. Lines beyond 65,535 are not told apart by libxml2.
  public let line: Int
  /// What is wrong, in one line.
  public let message: String
}

/// Why a schema could not be used or a document not be judged.
public enum RelaxNGError: Error, Hashable, Sendable, CustomStringConvertible {
  /// More bytes than ``XMLLimits/byteCountMax`` of the standard limits.
  case tooManyBytes(name: String, limit: Int, found: Int)
  case notWellFormed(name: String, line: Int, message: String)
  case doctypeRefused(name: String)
  /// The schema refers to another file with `include` or `externalRef`.
  case externalReferenceRefused(name: String, line: Int, element: String)
  case invalidSchema(name: String, issues: [RelaxNGIssue])
  case validatorFailed(name: String, status: Int)
  case outOfMemory(name: String)

  /// One line that names the file and what was found.
  public var description: String {
    switch self {
    case .tooManyBytes(let name, let limit, let found):
      "\(name): \(found) bytes are more than the limit byteCountMax, \(limit)"
    case .notWellFormed(let name, let line, let message):
      "\(name):\(line): not well-formed: \(message)"
    case .doctypeRefused(let name):
      "\(name): a document type declaration is not accepted"
    case .externalReferenceRefused(let name, let line, let element):
      "\(name):\(line): '\(element)' refers to another file; a schema must be one file"
    case .invalidSchema(let name, let issues):
      issues.first.map { "\(name):\($0.line): not a usable RELAX NG schema: \($0.message)" }
        ?? "\(name): not a usable RELAX NG schema"
    case .validatorFailed(let name, let status):
      "\(name): the validator gave up with status \(status)"
    case .outOfMemory(let name):
      "\(name): not enough memory for validation"
    }
  }
}

// MARK: - libxml2

/// Its first use sets up libxml2 and the data type library, which are not safe to set up twice at once.
private let libraryIsReady: Bool = {
  xmlInitParser()
  return xmlRelaxNGInitTypes() == 0
}()

/// Receives the errors of one C context; the context's user data points to it.
private final class IssueCollector {
  private let limit: Int
  private(set) var issues: [RelaxNGIssue] = []

  init(limit: Int) {
    self.limit = limit
  }

  /// An unowned reference for C; the collector must outlive the call it is given to.
  var reference: UnsafeMutableRawPointer {
    unsafe Unmanaged.passUnretained(self).toOpaque()
  }

  func add(line: Int, message: String) {
    guard issues.count < limit else { return }
    issues.append(RelaxNGIssue(line: line, message: message))
  }
}

private func collectIssue(
  _ userData: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<xmlError>?
) {
  guard let userData = unsafe userData, let error = unsafe error else { return }
  let collector = unsafe Unmanaged<IssueCollector>.fromOpaque(userData).takeUnretainedValue()
  let text = unsafe error.pointee.message.map { unsafe String(cString: $0) } ?? "unknown error"
  collector.add(
    line: unsafe Int(error.pointee.line),
    message: text.split(separator: "\n").joined(separator: " "))
}

/// The DOM of one document, for the length of one validation.
@safe private struct ParsedDocument: ~Copyable {
  let handle: xmlDocPtr

  /// Reads `bytes` with the network off and no entity substitution; a document type is refused.
  init(parsing bytes: [UInt8], name: String) throws(RelaxNGError) {
    let limit = XMLLimits.standard.byteCountMax
    guard bytes.count <= limit, bytes.count <= Int(Int32.max) else {
      throw .tooManyBytes(name: name, limit: min(limit, Int(Int32.max)), found: bytes.count)
    }
    guard libraryIsReady, let context = unsafe xmlNewParserCtxt() else {
      throw .outOfMemory(name: name)
    }
    defer { unsafe xmlFreeParserCtxt(context) }
    let options =
      Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOWARNING.rawValue)
      | Int32(XML_PARSE_NOERROR.rawValue | XML_PARSE_NOCDATA.rawValue)
    let document = unsafe bytes.withUnsafeBytes { buffer in
      unsafe xmlCtxtReadMemory(
        context, buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, nil,
        options)
    }
    guard let document = unsafe document else {
      let last = unsafe context.pointee.lastError
      let message = unsafe last.message.map { unsafe String(cString: $0) } ?? "it cannot be read"
      throw unsafe .notWellFormed(
        name: name, line: Int(last.line),
        message: message.split(separator: "\n").joined(separator: " "))
    }
    guard unsafe document.pointee.intSubset == nil else {
      unsafe xmlFreeDoc(document)
      throw .doctypeRefused(name: name)
    }
    unsafe handle = document
  }

  /// Refuses a schema that would make the C library open other files.
  borrowing func refuseExternalReferences(name: String) throws(RelaxNGError) {
    var node = unsafe xmlDocGetRootElement(handle)
    while let current = unsafe node {
      if let element = unsafe externalReference(current) {
        throw unsafe .externalReferenceRefused(
          name: name, line: Int(xmlGetLineNo(current)), element: element)
      }
      unsafe node = following(current)
    }
  }

  deinit {
    unsafe xmlFreeDoc(handle)
  }
}

/// The local name of a RELAX NG element that refers to another file, else `nil`.
private func externalReference(_ node: xmlNodePtr) -> String? {
  guard unsafe node.pointee.type == XML_ELEMENT_NODE, let name = unsafe node.pointee.name,
    let namespace = unsafe node.pointee.ns, let uri = unsafe namespace.pointee.href,
    unsafe text(uri) == "http://relaxng.org/ns/structure/1.0"
  else { return nil }
  let local = unsafe text(name)
  return local == "include" || local == "externalRef" ? local : nil
}

private func text(_ characters: UnsafePointer<xmlChar>) -> String {
  unsafe String(cString: characters)
}

/// The next node in document order, or `nil` behind the last.
private func following(_ node: xmlNodePtr) -> xmlNodePtr? {
  if let child = unsafe node.pointee.children, unsafe node.pointee.type == XML_ELEMENT_NODE {
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
