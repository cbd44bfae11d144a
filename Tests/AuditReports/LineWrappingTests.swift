import Auditing
import TestSupport
import TextForms
import Testing

@testable import AuditReports

@Suite struct `Line wrapping` {
  @Test(arguments: [
    ("あいうえお。かきく", 10, ["あいうえ", "お。かきく"]),
    ("あいう「えお」", 8, ["あいう", "「えお」"]),
    ("one two three", 8, ["one two", "three"]),
    ("aaa bbbbbbbbbbbb", 6, ["aaa", "bbbbbb", "bbbbbb"]),
    ("合計は1,234,567です", 12, ["合計は", "1,234,567で", "す"]),
    ("𠮷野家𠮷野家", 8, ["𠮷野家𠮷", "野家"]),
    ("", 8, [""]), ("  ", 8, [""]), ("one  ", 8, ["one"]), ("one     two  ", 8, ["one", "two"]),
    ("ＵＲＬ（全角）", 8, ["ＵＲＬ", "（全角）"]),
  ])
  func `lines end where Japanese lets them`(text: String, columns: Int, lines: [String]) {
    #expect(LineWrapping.lines(text, columnCountMax: columns) == lines)
  }

  @Test func `later lines are indented`() {
    #expect(
      LineWrapping.lines("あいうえおか", columnCountMax: 8, indentation: "  ")
        == ["あいうえ", "  おか"])
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `no line is too wide and no character is lost`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("あ漢字。、」「（）a b,1.ｱ①𠮷ーか\u{3099} ")
    for _ in 0..<500 {
      let count = Int.random(in: 0...60, using: &generator)
      let text = String(
        (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
      let columns = Int.random(in: 4...20, using: &generator)
      let lines = LineWrapping.lines(text, columnCountMax: columns)
      #expect(
        lines.allSatisfy { TextForms.columnCount(of: $0) <= columns }, "seed \(seed): \(text)")
      #expect(
        lines.joined().filter { $0 != " " } == text.filter { $0 != " " }, "seed \(seed): \(text)")
    }
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `digits are grouped in threes`(value: Int, text: String) {
    #expect(grouped(value) == text)
  }
}
