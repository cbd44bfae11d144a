import Foundation
import PlanModel
import PlanReading
import TestSupport
import Testing
import XMLTree

@Suite struct `Hostile input` {
  private func outcome(_ bytes: [UInt8], name: String = "x") throws -> UnreadableInput? {
    do {
      _ = try read(
        InputBytes(name: name, bytes: bytes), vocabulary: shippedVocabulary(),
        options: ReadingOptions(fiscalYear: nil))
      return nil
    } catch let error as UnreadableInput {
      return error
    }
  }

  @Test(arguments: [
    ("", UnreadableInput.empty(name: "x")),
    ("りんご 3 5 2\nみかん 1 2 3\n\n牛乳\n", .noPlanFound(name: "x")),
    ("\n \n\u{3000}\n", .noPlanFound(name: "x")), ("\u{FEFF}", .noPlanFound(name: "x")),
    ("a\u{0}b", .binary(name: "x", byteOffset: 1)),
    ("\u{1B}$B", .noPlanFound(name: "x")),
    ("\u{1B}$B0", .undecodable(name: "x", encoding: "ISO-2022-JP", byteOffset: 3)),
    ("<!DOCTYPE a><a/>", .notXML(.doctypeRefused(name: "x", line: 1))),
    ("\u{FEFF}\n<!DOCTYPE HTML><p>1", .unsupportedKind(name: "x", kind: .webPage)),
    ("<html lang=ja><table>", .unsupportedKind(name: "x", kind: .webPage)),
    (
      "<htm/>", .notPlanXML(.anotherVocabulary(document: "x", line: 1, found: "htm", namespace: ""))
    ),
    ("{\\rtf1 a}", .unsupportedKind(name: "x", kind: .richText)),
    ("GIF89a", .unsupportedKind(name: "x", kind: .image)),
  ])
  func `what is no plan is refused by name`(text: String, error: UnreadableInput) throws {
    #expect(try outcome(Array(text.utf8)) == error)
  }

  @Test(
    arguments: [
      ([0x41, 0xC0, 0xAF], 1), ([0xE3, 0x81], 0), ([0x41, 0xED, 0xA0, 0x80], 1),
      ([0xF8, 0x88, 0x80, 0x80, 0x80], 0), ([0xE3, 0x81, 0x82, 0xFF], 3),
      ([0xF4, 0x90, 0x80, 0x80], 0),
    ] as [([UInt8], Int)])
  func `ill-formed UTF-8 is named with its first byte`(bytes: [UInt8], offset: Int) throws {
    #expect(try outcome(bytes) == .notUTF8(name: "x", byteOffset: offset))
  }

  @Test func `too many bytes are refused before they are read`() throws {
    #expect(throws: UnreadableInput.tooManyBytes(name: "x", limit: 3, found: 4)) {
      try read(
        InputBytes(name: "x", bytes: [1, 2, 3, 4]), vocabulary: shippedVocabulary(),
        options: ReadingOptions(fiscalYear: nil, byteCountMax: 3))
    }
  }

  @Test(arguments: ["UTF-8", "UTF-16LE", "UTF-16BE"])
  func `byte order marks are known`(encoding: String) throws {
    let text = "\u{FEFF}（単位：千円、人）\n1 中央区\n題\n\n労働力確保事業 5 1 - 令和２年４月\n𠮷野\n"
    var bytes = Array(text.utf8)
    if encoding != "UTF-8" {
      bytes = text.utf16.flatMap { unit in
        let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        return encoding == "UTF-16LE" ? pair : pair.reversed()
      }
    }
    let submission = try read(
      InputBytes(name: "x", bytes: bytes), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: nil))
    #expect(submission.source.encoding == encoding)
    #expect(submission.plans.first?.entries.first?.cost.value == .whole(5))
    #expect(try outcome(bytes.dropLast()) != nil || encoding == "UTF-8")
  }

  // Needs the hostile files, which are no part of the repository.
  @Test(
    .enabled(if: SharedMaterial.isPresent),
    arguments: ["utf8", "xml", "pdf", "xlsx", "zip", "sch"])
  func `every hostile file ends in an error`(folder: String) throws {
    let root = try #require(SharedMaterial.folder)
      .appendingPathComponent("conformance/hostile/\(folder)")
    for file in try FileManager.default.contentsOfDirectory(atPath: root.path) {
      let bytes = Array(try Data(contentsOf: root.appendingPathComponent(file)))
      #expect(try outcome(bytes, name: file) != nil, "\(file)")
    }
  }

  // Needs the derived text, which is no part of the repository.
  @Test(.enabled(if: SharedMaterial.isPresent)) func `text that tears the rows is refused`() throws
  {
    let name = "plan.pdftotext.txt"
    let error = try outcome(try SharedMaterial.bytes("seed/derived/\(name)"), name: name)
    guard case .rowsTorn = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `random bytes and random words never stop the reader`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let noise = (0..<Int.random(in: 1...300, using: &generator)).map { _ in
      UInt8.random(in: .min ... .max, using: &generator)
    }
    _ = try outcome(noise)
    let words = [
      "1", "２", "中央区", "新宿区", "労働力確保事業", "処遇改善", "11,821", "-", "令和２年４月", "https://a.jp", "区民部",
      "経済課",
      "03-3546-5329", "（注）", "１．", "合計", "（単位：千円）", "計画書", "事業名", "。", "\u{C}", "\n", "\n", "\n\n",
      " ", "\u{3000}",
      "\r\n", "東久留米市", "商工会", "外国人材", "モデル事業", "（内線12）", "999999999999999999999", "\u{E000}",
      "支援事業",
    ]
    var text = "（単位：千円）\n"
    for _ in 0..<Int.random(in: 1...150, using: &generator) {
      text += words[Int.random(in: 0..<words.count, using: &generator)]
      if Bool.random(using: &generator) {
        text += [" ", "\n"].randomElement(using: &generator) ?? ""
      }
    }
    do {
      let submission = try reading(text)
      #expect(LineAccount(submission).faults(in: text) == [], "seed \(seed): \(text)")
      let document = submission.canonicalXML(lineBreaks: false)
      #expect(try Submission(canonical: document, places: .asStated) == submission, "seed \(seed)")
      let grammar = SharedMaterial.packageFolder.appendingPathComponent("Rules/plan.rng")
      let schema = try RelaxNGSchema(
        parsing: Array(try Data(contentsOf: grammar)), name: "plan.rng")
      #expect(try schema.validate(document.serialized(), name: "x") == [], "seed \(seed): \(text)")
    } catch UnreadableInput.rowsTorn {
      // Random words tear rows often enough.
    } catch UnreadableInput.linesTorn {
      // And they leave lines over.
    }
  }

  @Test(arguments: [
    "\n", "1\n", "1 2 3\n", "1 中央区\n", "中央区\n", "合計\n", "（注）\n", "https://a.jp\n", "令和２年４月\n",
  ])
  func `many lines take time in proportion`(line: String) throws {
    let text = "（単位：千円）\n" + String(repeating: line, count: 20_000)
    #expect(try processorTime { _ = try outcome(Array(text.utf8)) } < .seconds(20))
  }

  @Test(arguments: [
    "", "a", "1", "1       ab", "a  b", "1  a  b  c  d  e  f  g  h", "合計", "計画書", "事業名  番号  URL",
  ])
  func `many lines below headings side by side take time in proportion`(line: String) throws {
    let heading = "整理番号  区市町村  事業名  事業内容  事業区分  事業費  目標  参考  事業開始（予定）月  URL  問合せ先\n"
    func time(_ count: Int) throws -> Duration {
      let text = heading + String(repeating: line + "\n", count: count)
      return try processorTime { _ = try outcome(Array(text.utf8)) }
    }
    // Eight times the lines take eight times the time, or 64 times where each line looks at all others.
    let (few, many) = (try time(300), try time(2_400))
    #expect(many < few * 24, "300 lines: \(few), 2,400: \(many)")
  }

  @Test(arguments: ["事業名  ", "1  ", "a b ", "  "])
  func `a long line below headings side by side takes time in proportion`(word: String) throws {
    let heading = "整理番号  区市町村  事業名  事業内容  事業区分  事業費  目標  参考  事業開始（予定）月  URL  問合せ先\n"
    let text = heading + "1  中央区\n" + String(repeating: word, count: 20_000)
    #expect(try processorTime { _ = try outcome(Array(text.utf8)) } < .seconds(20))
  }

  /// In an entry without end: numbers of pages, marks of pages, halves of URLs, numbers that are not whole.
  @Test(arguments: ["2\n\u{C}\n", "- 2 -\n\u{C}\n", "しごとの\n", "2-1 中央区\n"])
  func `many lines of one entry take time in proportion`(lines: String) throws {
    let row = "労働力確保事業 1,200 5 - 令和３年４月\n"
    let many = String(repeating: lines, count: 30_000)
    for start in ["1 中央区 若者就労支援事業\n", "1 中央区 若者就労支援事業\n\(row)https://a.jp/若者の\n"] {
      let text = "（単位：千円）\n" + start + many + row
      #expect(try processorTime { _ = try outcome(Array(text.utf8)) } < .seconds(20))
    }
  }

  @Test(arguments: ["1 ", "計画書", "（", "あ", "- ", "令和", "１．"])
  func `one long line takes time in proportion`(word: String) throws {
    let text = "（単位：千円）\n" + String(repeating: word, count: 200_000)
    #expect(try processorTime { _ = try outcome(Array(text.utf8)) } < .seconds(20))
  }
}
