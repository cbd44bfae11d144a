import Testing
import TextForms

@Suite struct `Joined strings` {
  @Test(arguments: ["", "、", " / "])
  func `are those of the standard library`(separator: String) {
    let words = ["", "整理番号", "🇯🇵", "e\u{301}", "", "a"]
    for count in 0...words.count {
      let some = Array(words[..<count])
      // A slice has no function of ours.
      #expect(
        some.joined(separator: separator).utf8.elementsEqual(
          some[...].joined(separator: separator).utf8))
    }
    #expect(words.joined() == words[...].joined())
  }
}
