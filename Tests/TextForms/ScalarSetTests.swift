import Testing
import TextForms

struct ScalarSetTests {
  @Test(arguments: [
    "", "a", "、。，．", "者所主の費でをにがはもとへやか）」』・内化間継承等体案計名展活毎全ごだな　 ", "aA!\u{2F800}\u{10FFFF}",
  ])
  func `it holds what a set of the same characters holds`(text: String) {
    let (known, expected) = (ScalarSet(text), Set(text.unicodeScalars))
    for value in UInt32(0)...0x1_0FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if known.contains(scalar) != expected.contains(scalar) { Issue.record("\(scalar)") }
    }
  }

  @Test func `sets of the same characters are equal`() {
    #expect(ScalarSet("ab、") == ScalarSet("、bab"))
    #expect(ScalarSet("ab") != ScalarSet("a"))
  }
}
