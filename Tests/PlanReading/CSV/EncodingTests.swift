import Foundation
import PlanModel
import PlanReading
import TestSupport
import Testing

@Suite struct `Encodings of inputs` {
  private static let text = """
    整理番号,区市町村,事業名,事業内容,事業費\r
    1,中央区,①表示～,区内の企業－十社を支援する。,"11,821"\r

    """

  private static func encoded(_ encoding: String) -> [UInt8] {
    let table: [(String, String.Encoding)] = [
      ("CP932", .shiftJIS), ("UTF-16LE", .utf16LittleEndian), ("UTF-16BE", .utf16BigEndian),
    ]
    for (name, known) in table where name == encoding {
      return text.data(using: known).map(Array.init) ?? []
    }
    return Array(text.utf8)
  }

  private func source(_ bytes: [UInt8], _ format: InputFormat? = nil) throws -> Submission {
    try read(
      InputBytes(name: "x", bytes: bytes), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: 2020, format: format))
  }

  @Test(
    arguments: [
      ("UTF-8", [], SourceEvidence.wellFormed), ("UTF-8", [0xEF, 0xBB, 0xBF], .byteOrderMark),
      ("CP932", [], .bytePairs), ("UTF-16LE", [0xFF, 0xFE], .byteOrderMark),
      ("UTF-16BE", [0xFE, 0xFF], .byteOrderMark), ("UTF-16LE", [], .zeroBytes),
      ("UTF-16BE", [], .zeroBytes),
    ] as [(String, [UInt8], SourceEvidence)])
  func `are told with their evidence`(
    encoding: String, mark: [UInt8], evidence: SourceEvidence
  ) throws {
    let submission = try source(mark + Self.encoded(encoding))
    #expect(submission.source.encoding == encoding)
    #expect(submission.source.evidence == [.columnHeadings, evidence])
    #expect(submission.source.format == .csv)
    let entry = try #require(submission.plans.first?.entries.first)
    #expect(entry.title.text == "①表示～")
    #expect(entry.description.text == "区内の企業－十社を支援する。")
  }

  @Test func `text of lines is read in them too`() throws {
    let text = "（単位：千円、人）\n1 中央区\n支援事業\n\n労働力確保事業 5 1 - 令和２年４月\n区民部\n03-3546-5329\n"
    let bytes = try #require(text.data(using: .shiftJIS).map(Array.init))
    let submission = try source(bytes)
    #expect(submission.source.format == .text && submission.source.encoding == "CP932")
    #expect(submission.source.evidence == [.plainLines, .bytePairs])
    #expect(submission.plans.first?.entries.first?.cost.value == .whole(5))
    let euc = try source(Self.rewritten(bytes, asMail: false))
    #expect(euc.source.encoding == "EUC-JP")
    #expect(euc.plans.map(outline) == submission.plans.map(outline))
    let mail = try source(Self.rewritten(bytes, asMail: true))
    #expect(mail.source.encoding == "ISO-2022-JP")
    #expect(mail.source.evidence.last == .escapeSequences)
    #expect(mail.plans.map(outline) == submission.plans.map(outline))
  }

  /// Text of CP932 as EUC-JP, or as mail has it, by the arithmetic of JIS X 0208's annexes.
  private static func rewritten(_ bytes: [UInt8], asMail: Bool) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] >= 0x80, index + 1 < bytes.count else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let first = Int(bytes[index]) - (bytes[index] < 0xA0 ? 0x81 : 0xC1)
      let second = Int(bytes[index + 1]) - (bytes[index + 1] < 0x80 ? 0x40 : 0x41)
      let row = first * 2 + second / 94 + 0x21
      let cell = second % 94 + 0x21
      if asMail {
        result += Array("\u{1B}$B".utf8) + [UInt8(row), UInt8(cell)] + Array("\u{1B}(B".utf8)
      } else {
        result += [UInt8(row | 0x80), UInt8(cell | 0x80)]
      }
      index += 2
    }
    return result
  }

  @Test func `a byte that is not of the encoding is named by its offset`() throws {
    var bytes = Self.encoded("CP932")
    let offset = try #require(bytes.lastIndex(of: UInt8(ascii: ",")))
    bytes[offset] = 0xFD
    #expect(
      throws: UnreadableInput.undecodable(name: "x", encoding: "CP932", byteOffset: offset)
    ) { try source(bytes) }
  }

  @Test(arguments: InputFormat.allCases)
  func `the caller may say what the form is`(format: InputFormat) throws {
    let bytes = Self.encoded("UTF-8")
    switch format {
    case .csv:
      let submission = try source(bytes, format)
      #expect(submission.source.evidence.first == .option)
      #expect(submission.plans.first?.entries.count == 1)
    case .text:
      #expect(throws: UnreadableInput.noPlanFound(name: "x")) { try source(bytes, format) }
    case .xml, .pdf, .xlsx:
      #expect(throws: UnreadableInput.self) { try source(bytes, format) }
    }
  }
}
