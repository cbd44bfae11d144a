internal import TextForms

/// An absolute URL of http or https, taken apart and normalised as the WHATWG URL Standard does.
///
/// Only what that standard accepts without repairing it is an address here: blanks, control characters, back slashes and
/// full-width characters anywhere, and a missing `//`, are refused. So is what the standard takes and no page is cited
/// by: signs of Japanese writing (`、`, `。`, `」`), which are words about the address, and a second address behind a comma.
package struct WebAddress: Hashable, Sendable {
  /// The whole URL as printed.
  package let text: String
  /// `http` or `https`.
  package let scheme: String
  /// The host as printed.
  package let host: String
  /// The host in lower case without its hyphens.
  package let hostKey: String
  /// The normalised URL: scheme and host in lower case, default port and dot segments dropped, a path of at least `/`.
  package let key: String

  /// The parts as a canonical document states them.
  package init(text: String, scheme: String, host: String, hostKey: String, key: String) {
    self.text = text
    self.scheme = scheme
    self.host = host
    self.hostKey = hostKey
    self.key = key
  }

  /// `nil` where `text` is no such URL.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let parts = AddressParts(bytes) else { return nil }
    self.text = text
    scheme = parts.isSecure ? "https" : "http"
    host = String(decoding: bytes[parts.host], as: UTF8.self)
    guard let normalHost = normalised(host: bytes[parts.host]) else { return nil }
    hostKey = String(normalHost.filter { $0 != "-" })
    var key = scheme + "://"
    if !parts.userInfo.isEmpty {
      key += String(decoding: bytes[parts.userInfo], as: UTF8.self) + "@"
    }
    key += normalHost
    if let port = parts.port, port != (parts.isSecure ? 443 : 80) { key += ":\(port)" }
    key += normalised(path: bytes[parts.path])
    if let query = parts.query { key += "?" + encoded(bytes[query], beyond: "\"#<>'") }
    if let fragment = parts.fragment { key += "#" + encoded(bytes[fragment], beyond: "\"<>`") }
    self.key = key
  }
}

/// The byte ranges of a URL's parts.
private struct AddressParts {
  var isSecure: Bool
  var userInfo: Range<Int>
  var host: Range<Int>
  var port: Int?
  var path: Range<Int>
  var query: Range<Int>?
  var fragment: Range<Int>?

  init?(_ bytes: [UInt8]) {
    guard let start = Self.authorityStart(bytes), Self.hasOnlyPlainCharacters(bytes) else {
      return nil
    }
    isSecure = start == 8
    let slash = UInt8(ascii: "/")
    let mark = UInt8(ascii: "?")
    let hash = UInt8(ascii: "#")
    let authorityEnd =
      bytes[start...].firstIndex { $0 == slash || $0 == mark || $0 == hash } ?? bytes.endIndex
    let at = bytes[start..<authorityEnd].lastIndex(of: UInt8(ascii: "@"))
    userInfo = start..<(at ?? start)
    let hostStart = at.map { $0 + 1 } ?? start
    host = hostStart..<authorityEnd
    if let colon = bytes[host].lastIndex(of: UInt8(ascii: ":")) {
      host = hostStart..<colon
      let digits = bytes[(colon + 1)..<authorityEnd]
      guard digits.allSatisfy({ $0 &- 0x30 < 10 }), digits.count < 10 else { return nil }
      if !digits.isEmpty {
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard number <= 65535 else { return nil }
        port = number
      }
    }
    guard !host.isEmpty else { return nil }
    let fragmentStart = bytes[authorityEnd...].firstIndex(of: hash)
    let beforeFragment = fragmentStart ?? bytes.endIndex
    let queryStart = bytes[authorityEnd..<beforeFragment].firstIndex(of: mark)
    path = authorityEnd..<(queryStart ?? beforeFragment)
    query = queryStart.map { ($0 + 1)..<beforeFragment }
    fragment = fragmentStart.map { ($0 + 1)..<bytes.endIndex }
  }

  /// The index behind `http://` or `https://`, in any case.
  private static func authorityStart(_ bytes: [UInt8]) -> Int? {
    for scheme in ["http://", "https://"] {
      let found = bytes.prefix(scheme.utf8.count).map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
      if found.elementsEqual(scheme.utf8) { return scheme.utf8.count }
    }
    return nil
  }

  /// Whether there are no blanks, controls, back slashes, full-width forms and signs of Japanese writing, and no second
  /// address.
  private static func hasOnlyPlainCharacters(_ bytes: [UInt8]) -> Bool {
    for (index, byte) in bytes.enumerated() {
      if byte <= 0x20 || byte == 0x7F || byte == UInt8(ascii: "\\") { return false }
      // U+3000–U+303F but for 々〆〇 are E3 80 80–BF; U+FF01–U+FF5E begin with EF BC or EF BD.
      if byte == 0xE3, index + 2 < bytes.count, bytes[index + 1] == 0x80,
        !(0x85...0x87).contains(bytes[index + 2])
      {
        return false
      }
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";"),
        authorityStart(Array(bytes[(index + 1)...].prefix(8))) != nil
      {
        return false
      }
      if byte == 0xEF, index + 1 < bytes.count, (0xBC...0xBD).contains(bytes[index + 1]) {
        return false
      }
    }
    return true
  }
}

/// The host in lower case, or `nil` for one that is not valid.
///
/// Names are labels of letters, digits, hyphens and underscores, also beyond ASCII, with no hyphen at their ends (RFC 1123,
/// 2.1); a host whose last label is a number
/// must be an IPv4 address of four parts. IPv6 addresses are refused: no public page is cited by one.
private func normalised(host bytes: ArraySlice<UInt8>) -> String? {
  for byte in bytes where byte < 0x80 && !isHostCharacter(byte) { return nil }
  let host = String(decoding: bytes, as: UTF8.self).lowercased()
  for scalar in host.unicodeScalars where scalar.value > 0x7F {
    guard scalar.properties.isAlphabetic || scalar.value == 0x30FB || scalar.value == 0x30FC else {
      return nil
    }
  }
  // By bytes: to find characters of several scalars takes long, and a dot is none.
  var labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    .map { Substring($0) }
  if labels.count > 1, labels.last == "", labels[labels.count - 2].contains(where: \.isLetter) {
    labels.removeLast()
  }
  guard labels.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 63 }), host.utf8.count <= 253,
    labels.allSatisfy({ $0.first != "-" && $0.last != "-" }),
    let last = labels.last
  else { return nil }
  if last.hasPrefix("0x") { return nil }
  if last.utf8.allSatisfy({ $0 &- 0x30 < 10 }) {
    let isAddress =
      labels.count == 4
      && labels.allSatisfy { label in
        guard let number = Int(label), label.utf8.count <= 3 else { return false }
        return (0...255).contains(number) && (label == "0" || !label.hasPrefix("0"))
      }
    return isAddress ? host : nil
  }
  return host
}

private func isHostCharacter(_ byte: UInt8) -> Bool {
  byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-")
    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
}

/// The path with its dot segments resolved and what must be encoded encoded; at least `/`.
private func normalised(path bytes: ArraySlice<UInt8>) -> String {
  var segments: [String] = []
  let parts = bytes.dropFirst().split(
    separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  for (index, part) in parts.enumerated() {
    let isLast = index == parts.count - 1
    let segment = encoded(part, beyond: "\"#<>?`{}^")
    switch segment.lowercased() {
    case ".", "%2e":
      if isLast { segments.append("") }
    case "..", ".%2e", "%2e.", "%2e%2e":
      _ = segments.popLast()
      if isLast { segments.append("") }
    case _:
      segments.append(segment)
    }
  }
  return "/" + segments.joined(separator: "/")
}

/// `bytes` with controls, what is not ASCII, and the characters of `set` percent-encoded.
private func encoded(_ bytes: ArraySlice<UInt8>, beyond set: StaticString) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  let reserved = Array(set.description.utf8)
  var result: [UInt8] = []
  for byte in bytes {
    if byte <= 0x20 || byte >= 0x7F || reserved.contains(byte) {
      result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    } else {
      result.append(byte)
    }
  }
  return String(decoding: result, as: UTF8.self)
}
