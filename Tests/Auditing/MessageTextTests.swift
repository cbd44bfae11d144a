import Testing

@testable import Auditing

@Suite struct `Texts of messages` {
  @Test(arguments: [
    ("\n   合計です\n        （差：1）。\n  ", "合計です（差：1）。"), ("a\n  b", "a b"),
    ("費は 480\n です", "費は 480 です"), ("一 二", "一 二"), ("", ""), ("全角\u{3000}空白", "全角\u{3000}空白"),
    ("𠮷\n𠮷", "𠮷𠮷"),
  ])
  func `Japanese lines are joined without a blank`(text: String, line: String) {
    #expect(japaneseLine(text) == line)
  }

  @Test(arguments: [("en", true), ("en-GB", true), ("ja", false), ("eng", false), (nil, false)])
  func `English is told from its tag`(tag: String?, isEnglish: Bool) {
    #expect(Auditing.isEnglish(tag) == isEnglish)
  }
}
