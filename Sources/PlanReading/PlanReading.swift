internal import Digests
package import PlanModel
internal import XMLTree

/// Reads one input of any known form; the form is told from the content.
package func read(
  _ input: InputBytes, vocabulary: Vocabulary, options: ReadingOptions
) throws(UnreadableInput) -> Submission {
  let bytes = input.bytes
  guard !bytes.isEmpty else { throw .empty(name: input.name) }
  guard bytes.count <= options.byteCountMax else {
    throw .tooManyBytes(name: input.name, limit: options.byteCountMax, found: bytes.count)
  }
  if let kind = InputKind(signatureOf: bytes) {
    throw .unsupportedKind(name: input.name, kind: kind)
  }
  let digest = SHA256.hexadecimalDigest(of: bytes)
  if looksLikeXML(bytes) {
    return try readXML(input, sha256: digest, vocabulary: vocabulary, options: options)
  }
  let text = try DecodedText(input)
  try refuseOtherKinds(text, input)
  let source = Source(
    name: input.name, format: .text, encoding: text.encoding, sha256: digest)
  return try readText(text.scalars, source: source, vocabulary: vocabulary, options: options)
}

/// Whether the first character, a byte order mark and blanks aside, is `<`.
private func looksLikeXML(_ bytes: [UInt8]) -> Bool {
  var start = bytes.startIndex
  if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
  let isWide = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  if isWide { start = 2 }
  for byte in bytes[start...] {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: continue
    case 0x00 where isWide: continue
    case UInt8(ascii: "<"): return true
    case _: return false
    }
  }
  return false
}

/// Refuses what decodes as text but is something else: binary data, ISO-2022-JP, comma-separated values.
private func refuseOtherKinds(
  _ text: DecodedText, _ input: InputBytes
) throws(UnreadableInput) {
  let scalars = text.scalars
  if let escape = scalars.firstIndex(of: "\u{1B}"), escape + 1 < scalars.count,
    scalars[escape + 1] == "$" || scalars[escape + 1] == "("
  {
    throw .unsupportedKind(name: input.name, kind: .iso2022Text)
  }
  if let null = scalars.firstIndex(of: "\u{0}") {
    let offset = scalars[..<null].reduce(0) { $0 + UTF8.width($1) }
    throw .binary(name: input.name, byteOffset: offset)
  }
  let firstLine = scalars.prefix(4096).prefix { $0 != "\n" && $0 != "\r" }
  let separators = firstLine.count { $0 == "," || $0 == "\t" }
  if separators >= 5 && String(scalars: firstLine).contains("事業") {
    throw .unsupportedKind(name: input.name, kind: .csv)
  }
}
