import Testing
import TextForms

@Suite struct `Text forms` {
  @Test(arguments: [
    ("令和２年11月", "令和2年11月"), ("ｈｔｔｐｓ：／／", "https://"), ("①②", "12"), ("㈱", "(株)"),
    ("ﾊﾟｿｺﾝ", "パソコン"), ("か\u{3099}", "が"), ("plain", "plain"), ("", ""), ("𠮷", "𠮷"),
    ("令和\u{3000}", "令和 "),
  ])
  func `compatibility variants are folded`(text: String, folded: String) {
    #expect(TextForms.compatibilityComposed(text) == folded)
  }

  @Test(arguments: [
    ("abc", 3), ("中央区", 6), ("ｱｲｳ", 3), ("①…", 4), ("か\u{3099}", 2), ("－-", 3), ("", 0), ("𠮷", 2),
  ])
  func `columns are counted as an East Asian terminal shows them`(text: String, count: Int) {
    #expect(TextForms.columnCount(of: text) == count)
  }
}
