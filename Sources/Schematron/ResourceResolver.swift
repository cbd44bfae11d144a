/// Gives a schema the files it refers to, and nothing above its folder.
///
/// References are relative paths; they are resolved against the file they stand in and must stay
/// below the folder that the resolver stands for. URLs, absolute paths, `..` beyond that folder,
/// backslashes and NUL are refused before anything is loaded.
public struct ResourceResolver: Sendable {
  private let load: @Sendable (String) throws -> [UInt8]

  /// - Parameter load: gives the bytes of a file by its normalised path below the folder, in which
  ///   `/` separates and neither `.` nor `..` occurs. It decides about symbolic links.
  public init(load: @escaping @Sendable (String) throws -> [UInt8]) {
    self.load = load
  }

  /// A resolver over files that are already in memory, by normalised path.
  public init(files: [String: [UInt8]]) {
    self.init { path in
      guard let bytes = files[path] else { throw ResourceMissing(path: path) }
      return bytes
    }
  }

  /// The bytes of the file at the normalised `path`.
  func bytes(at path: String) throws -> [UInt8] {
    try load(path)
  }

  /// The normalised path that `reference`, standing in `base`, means.
  static func resolve(
    _ reference: String, against base: String, within root: String
  ) throws(ResourceRefusal) -> String {
    let decoded = try percentDecoded(reference)
    guard !decoded.isEmpty else { throw .empty }
    guard !decoded.utf8.contains(UInt8(ascii: "\\")), !decoded.utf8.contains(0) else {
      throw .forbiddenCharacter
    }
    let slash = UInt8(ascii: "/")
    guard decoded.utf8.first != slash else { throw .absolute }
    guard !hasScheme(decoded) else { throw .hasScheme }
    var steps = Array(base.utf8).split(separator: slash).dropLast()
    let dot = UInt8(ascii: ".")
    for step in Array(decoded.utf8).split(separator: slash) {
      if step.elementsEqual([dot]) { continue }
      if step.elementsEqual([dot, dot]) {
        guard steps.popLast() != nil else { throw .leavesFolder }
      } else {
        steps.append(step)
      }
    }
    let path = String(decoding: Array(steps.joined(separator: [slash])), as: UTF8.self)
    guard !path.isEmpty, root.isEmpty || path.hasPrefix(root) else { throw .leavesFolder }
    return path
  }
}

/// Why a reference is not followed.
public enum ResourceRefusal: String, Error, Sendable, CustomStringConvertible {
  case empty, absolute, hasScheme, leavesFolder, forbiddenCharacter, malformedEscape
  /// No resolver was given for references of this kind.
  case noResolver

  /// The reason in a few words.
  public var description: String {
    switch self {
    case .empty: "it names no file"
    case .absolute: "absolute paths are not read"
    case .hasScheme: "URLs are not read"
    case .leavesFolder: "it leads out of the schema's folder"
    case .forbiddenCharacter: "it holds a backslash or NUL"
    case .malformedEscape: "its percent escapes are malformed"
    case .noResolver: "no folder was opened for such references"
    }
  }
}

/// A file that the resolver does not have.
public struct ResourceMissing: Error, Hashable, Sendable, CustomStringConvertible {
  /// The normalised path that was asked for.
  public let path: String

  /// One line that names the path.
  public var description: String { "there is no file '\(path)'" }
}

/// Whether `reference` begins like a URI with a scheme (RFC 3986, 3.1).
private func hasScheme(_ reference: String) -> Bool {
  for (position, byte) in reference.utf8.enumerated() {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): continue
    case UInt8(ascii: ":"): return position > 0
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      if position == 0 { return false }
    default: return false
    }
  }
  return false
}

private func percentDecoded(_ reference: String) throws(ResourceRefusal) -> String {
  guard reference.utf8.contains(UInt8(ascii: "%")) else { return reference }
  var decoded: [UInt8] = []
  var bytes = Array(reference.utf8)[...]
  while let byte = bytes.popFirst() {
    guard byte == UInt8(ascii: "%") else {
      decoded.append(byte)
      continue
    }
    guard let high = bytes.popFirst().flatMap(hexadecimalDigit),
      let low = bytes.popFirst().flatMap(hexadecimalDigit)
    else { throw .malformedEscape }
    decoded.append(high << 4 | low)
  }
  guard let text = String(validating: decoded, as: UTF8.self) else { throw .malformedEscape }
  return text
}

private func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
