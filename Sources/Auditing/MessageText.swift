internal import Schematron

/// Whether `language` is English (RFC 5646), in any region.
func isEnglish(_ language: String?) -> Bool {
  guard let language else { return false }
  return language == "en" || language.hasPrefix("en-")
}

/// `text` on one line: a line break between two East Asian characters vanishes, other white space becomes one blank.
func japaneseLine(_ text: String) -> String {
  var line: [UInt8] = []
  line.reserveCapacity(text.utf8.count)
  let bytes = Array(text.utf8)
  var place = 0
  while place < bytes.count {
    let wordEnd = bytes[place...].firstIndex(where: isSpace) ?? bytes.count
    line += bytes[place..<wordEnd]
    place = wordEnd
    var hasLineBreak = false
    while place < bytes.count, isSpace(bytes[place]) {
      if bytes[place] == UInt8(ascii: "\n") { hasLineBreak = true }
      place += 1
    }
    if line.isEmpty || place == bytes.count { continue }
    if !(hasLineBreak && isBetweenEastAsian(line[...], bytes[place...])) { line.append(0x20) }
  }
  return String(decoding: line, as: UTF8.self)
}

/// Whether the last character before and the first behind a line break are East Asian.
private func isBetweenEastAsian(_ before: ArraySlice<UInt8>, _ behind: ArraySlice<UInt8>) -> Bool {
  guard
    let last = String(decoding: before.suffix(scalarByteCountMax), as: UTF8.self).unicodeScalars
      .last,
    let first = String(decoding: behind.prefix(scalarByteCountMax), as: UTF8.self).unicodeScalars
      .first
  else { return false }
  return isEastAsian(last) && isEastAsian(first)
}

/// The most bytes of one character in UTF-8.
private let scalarByteCountMax = 4

/// Whether `byte` is white space of XML.
private func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
}

/// Whether `scalar` is of a script that is written without blanks between words, or a mark of such.
private func isEastAsian(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x2E80...0xD7FF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF, 0x20000...0x3FFFF: true
  default: false
  }
}
