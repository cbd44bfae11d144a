import Testing
import TextForms

@Suite struct `Bytes and exact texts` {
  @Test func `a byte is found wherever it stands`() {
    for count in 0...70 {
      var bytes = [UInt8](repeating: 7, count: count)
      #expect(!bytes.holds(0))
      #expect(bytes.holds(7) == (count > 0))
      for index in bytes.indices {
        bytes[index] = 0
        #expect(bytes.holds(0), "at \(index) of \(count)")
        bytes[index] = 7
      }
    }
  }

  @Test func `texts are the same only byte for byte`() {
    let composed = "\u{304C}"
    let decomposed = "\u{304B}\u{3099}"
    #expect(composed == decomposed)
    #expect(ExactText(composed) != ExactText(decomposed))
    #expect(ExactText(composed) == ExactText(String(decoding: Array(composed.utf8), as: UTF8.self)))
    #expect(ExactText("") == ExactText(""))
    #expect(ExactText("") != ExactText("a"))
    #expect(Set([composed, decomposed, composed, "", ""].map { ExactText($0) }).count == 3)
  }
}
