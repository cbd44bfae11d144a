internal import Digests
package import PlanModel
internal import Spreadsheets
internal import TextForms
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
  let digest = SHA256.hexadecimalDigest(of: bytes)
  let format = options.format
  let kind = InputKind(signatureOf: bytes)
  if format == .xlsx || format == nil && kind == .zip {
    guard kind != .compoundFile else { throw compoundFile(input) }
    return try readWorkbook(input, sha256: digest, vocabulary: vocabulary, options: options)
  }
  if format == nil && kind == .compoundFile { throw compoundFile(input) }
  if kind == .pdf, format == nil || format == .pdf {
    let source = Source(
      name: input.name, format: .pdf, encoding: nil,
      evidence: [format == nil ? .signature : .option], sha256: digest)
    return try readPDF(input, source: source, vocabulary: vocabulary, options: options)
  }
  if format == nil || format == .pdf, let kind {
    throw .unsupportedKind(name: input.name, kind: kind)
  }
  switch format {
  case .pdf, .xlsx:
    throw .notThisFormat(name: input.name, expected: options.format?.rawValue ?? "")
  case .xml:
    return try readXML(input, sha256: digest, vocabulary: vocabulary, options: options)
  case nil where looksLikeXML(bytes):
    return try readXML(input, sha256: digest, vocabulary: vocabulary, options: options)
  case .text, .csv, nil:
    return try readCharacters(input, sha256: digest, vocabulary: vocabulary, options: options)
  }
}

/// Reads what is written in characters: lines of text, or a table of delimited fields.
private func readCharacters(
  _ input: InputBytes, sha256: String, vocabulary: Vocabulary, options: ReadingOptions
) throws(UnreadableInput) -> Submission {
  let text = try DecodedText(input)
  try refuseBinary(text, input)
  let choice: DelimiterChoice?
  switch options.format {
  case .csv: choice = DelimiterChoice(ofTable: text.utf8, name: input.name)
  case .text: choice = nil
  case nil, .pdf, .xlsx, .xml: choice = DelimiterChoice(text.utf8, name: input.name)
  }
  let form = choice?.evidence ?? (options.format == .text ? .option : .plainLines)
  let source = Source(
    name: input.name, format: choice == nil ? .text : .csv, encoding: text.encoding,
    evidence: [form, text.evidence], sha256: sha256)
  guard let choice else {
    return try readText(text.scalars, source: source, vocabulary: vocabulary, options: options)
  }
  let reading = try tableReading(
    of: text.utf8, delimiter: choice.delimiter, name: input.name, limits: .standard)
  return try readTables(reading, source: source, vocabulary: vocabulary, options: options)
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

/// Refuses what decodes as text but holds zero bytes.
private func refuseBinary(
  _ text: DecodedText, _ input: InputBytes
) throws(UnreadableInput) {
  guard text.utf8.holds(0) else { return }
  let offset = input.bytes.firstIndex(of: 0) ?? input.bytes.startIndex
  throw .binary(name: input.name, byteOffset: offset)
}
