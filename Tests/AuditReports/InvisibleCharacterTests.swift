import Foundation
import TestSupport
import Testing

@testable import AuditReports

@Suite struct `Invisible characters` {
  @Test(arguments: [
    ("a\u{0}\u{1B}[31m", "a␀␛[31m"), ("\u{202E}x\u{2066}", "<U+202E>x<U+2066>"),
    ("一\n二\t三", "一␊二␉三"), ("\u{7F}\u{85}", "␡<U+0085>"), ("\u{FFFE}", "<U+FFFE>"),
    ("\u{E0041}", "<U+E0041>"), ("𠮷\u{3000}か\u{3099}", "𠮷\u{3000}か\u{3099}"),
  ])
  func `text for people shows what cannot be seen`(text: String, shown: String) {
    #expect(InvisibleCharacters.shown(text) == shown)
  }

  @Test(arguments: [
    ("a\u{0}\u{B}b", "a␀␋b"), ("\t\r\n", "\t\r\n"), ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"),
    ("\u{202E}\u{85}\u{7F}𠮷]]>", "\u{202E}\u{85}\u{7F}𠮷]]>"),
  ])
  func `text for XML loses only what XML forbids`(text: String, permitted: String) {
    #expect(InvisibleCharacters.permittedInXML(text) == permitted)
  }

  @Test func `JSON text survives every character`() throws {
    var generator = SeededGenerator(seed: 7)
    var text = ""
    for value in 0...0x2FF as ClosedRange<UInt32> {
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    for _ in 0..<2_000 {
      let value = UInt32.random(in: 0...0x10FFFF, using: &generator)
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    text += "\u{2028}\u{2029}\u{FEFF}\u{FFFF}\\\"/</script>"
    var json = JSONWriter()
    json.object { $0.string("text", text) }
    let bytes = json.finish()
    let parsed = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: String])
    #expect(parsed["text"].map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    let written = String(decoding: bytes, as: UTF8.self).unicodeScalars
    #expect(!written.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x2028 })
  }
}
