import Foundation
import PlanModel
import TestSupport
import Testing

@Suite struct `Units of money` {
  @Test(
    arguments: [
      ("（単位：千円）", 1_000), ("単位:円", 1), ("百万円", 1_000_000), ("㌫円", 1), ("単位　千　円、人", 1_000),
      ("千円（一部円）", 1_000), ("百万円・万円", 1_000_000), ("万円", nil), ("単位：万円、千円", nil), ("人", nil),
      ("", nil),
    ] as [(String, Int?)])
  func `are told by what stands before the word for yen`(text: String, yen: Int?) {
    #expect(Printed(text, at: .nowhere).unitField().value == yen)
  }
}

@Suite struct `Whole numbers` {
  @Test(arguments: [
    "", "-", "－", "△", "12,34", "約100", "Ⅳ", "1.5", "１．５", "十", ",123", "1,234,", "1,,234",
    "1234,567",
    "0x10", "1e3", " 12", "12 ", "12円", "--5", "①", "٣", "1,23", "1234567890123456789",
  ])
  func `anything doubtful is refused`(text: String) {
    #expect(throws: WholeNumberRefusal.self) { try WholeNumber.read(text) }
  }

  @Test(arguments: [
    ("0", 0), ("11,821", 11821), ("１１，８２１", 11821), ("1174", 1174), ("△1,234", -1234),
    ("▲５", -5), ("−7", -7), ("－7", -7), ("-7", -7), ("+3", 3), ("1,234,567", 1_234_567),
    ("007", 7), ("１2", 12), ("999999999999999999", 999_999_999_999_999_999),
  ])
  func `digits of both widths with separators or without are read`(text: String, value: Int) throws
  {
    #expect(try WholeNumber.read(text) == value)
  }

  @Test(arguments: [
    "12,34", ",123", "1,23", "1234,567", "1,23,456", "0,123", "０，１２３", "012,345", "-0,123",
  ])
  func `misplaced separators are told from other faults`(text: String) {
    #expect(throws: WholeNumberRefusal.misgrouped) { try WholeNumber.read(text) }
    #expect(Printed(text, at: .nowhere).amountField().value == .misgrouped)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `what is printed with separators is read back`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let number = Int.random(in: 0..<1_000_000_000_000, using: &generator)
      var text = ""
      for (index, digit) in String(number).reversed().enumerated() {
        if index > 0, index % 3 == 0 { text = "," + text }
        text = String(digit) + text
      }
      #expect(try WholeNumber.read(text) == number, "seed \(seed)")
    }
  }
}

@Suite struct `Start months` {
  private struct MonthCase: Decodable {
    var text: String
    var iso: String?
    var error: String?
  }

  private struct EraFile: Decodable {
    var tests: [MonthCase]
  }

  // Needs the era cases, which are no part of the repository.
  @Test(.enabled(if: SharedMaterial.isPresent))
  func `months are read as the cases of the standards say`() throws {
    let bytes = try SharedMaterial.bytes("standards/japan/eras.json")
    let cases = try JSONDecoder().decode(EraFile.self, from: Data(bytes)).tests
    #expect(cases.count > 10)
    for example in cases {
      let start = StartMonth(printed: example.text, eras: smallVocabulary.eras)
      if let iso = example.iso {
        #expect(start?.yearMonth?.iso == iso, "\(example.text)")
      } else {
        #expect(start == nil || !isWithinEra(start), "\(example.text)")
      }
    }
  }

  private func isWithinEra(_ start: StartMonth?) -> Bool {
    guard let start, let month = start.yearMonth, start.eraYear != 0 else { return false }
    guard let era = smallVocabulary.eras.first(where: { $0.name == start.era }) else { return true }
    return era.first.map { $0 <= month } ?? true && era.last.map { month <= $0 } ?? true
  }

  @Test(
    arguments: [
      ("令和2年4月1日", "2020-04", 1), ("R2.4.1", "2020-04", 1), ("令2年4月", "2020-04", nil),
      ("r2/4", "2020-04", nil), ("Apr-20", "2020-04", nil), ("April 2020", "2020-04", nil),
      ("2020-04", "2020-04", nil), ("2020年4月", "2020-04", nil), ("2020.4", "2020-04", nil),
      ("平成32年4月", "2020-04", nil), ("令和0年4月", "2018-04", nil), ("令和2年13月", nil, nil),
      ("Ｒ２．４", "2020-04", nil), ("㍻31年4月", "2019-04", nil), ("2020-04-01", "2020-04", 1),
      ("2020-04-01 00:00:00", "2020-04", 1), ("2020/4/1 0:00", "2020-04", 1),
      ("2020-04-01T00:00:00", "2020-04", 1),
    ] as [(String, String?, Int?)])
  func `parts are kept as read`(text: String, iso: String?, day: Int?) throws {
    let start = try #require(StartMonth(printed: text, eras: smallVocabulary.eras))
    #expect(start.yearMonth?.iso == iso)
    #expect(start.day == day)
  }

  @Test(arguments: [
    "令和2年4月頃", "令和2年4月予定", "令和2年4月（予定）", "令和2年4月上旬", "令和2年4月1日から", "令和2年4月～", "令和2年4月～令和3年3月",
    "令和２年４月〜３月", "令和2年4月（債務負担行為）", "令和2年4月開始予定", "令和2（2020）年4月", "2020年（令和2年）4月", "2020年(令和2)4月",
    "R2.4頃", "2020/4（予定）",
  ])
  func `words behind a month and a second calendar leave it the month`(text: String) throws {
    let start = try #require(StartMonth(printed: text, eras: smallVocabulary.eras))
    #expect(start.yearMonth?.iso == "2020-04")
    #expect((start.era == nil) == text.hasPrefix("2020/"))
  }

  @Test(arguments: [
    "", "-", "未定", "Apr", "24-Apr", "Ap-24", "Apr-4", "4月", "2年4月", "令和2年", "令和2年度", "令和2年4月実績",
    "令和2年4月（変更前は3月）", "令和2（2021）年4月", "2020年（令和3年）4月", "令和2年4月か5月", "令和2年4月5月", "20年4月", "R2",
    "令和2年4月1",
    "2020/4/", "2020/4/1 10:30", "契約締結後", "12345年4月", "2020年四", "令和二十十年四月",
  ])
  func `anything else is refused`(text: String) {
    #expect(StartMonth(printed: text, eras: smallVocabulary.eras) == nil)
  }

  @Test(
    arguments: [
      ("東京都計画書（令和２年度）", 2020), ("令和元年度計画書", 2019), ("2021年度計画", 2021), ("計画書（R３年度）", 2021),
      ("計画書", nil), ("令和２年４月", nil),
      ("令和元年度産労第１号　計画書（令和２年度）", 2020), ("令和元年度補正　令和２年度計画書", 2020),
      ("（平成３０年度開始）令和２年度計画書", 2020), ("令和２年度計画書（令和元年度からの継続を含む。）", 2020),
      ("計画書　令和２年度（令和元年度開始を含む）", 2020), ("令和２（2020）年度", 2020), ("令和２（2021）年度", nil),
      ("令和０年度", nil), ("計画書（令和２年度（2020年度））", 2020), ("令和２年度（2021年度）計画書", nil),
      ("2021年度（令和２年度）計画書", nil),
    ] as [(String, Int?)])
  func `fiscal years are found in headings`(text: String, year: Int?) {
    #expect(StartMonth.fiscalYear(namedIn: text, eras: smallVocabulary.eras) == year)
  }

  @Test(
    arguments: [
      ("計画書（平成３５年度）", "平成", 35), ("令和０年度計画書", "令和", 0), ("令和元年度計画書", "令和", 1),
      ("計画書（R３年度）", "令和", 3), ("2022年度（令和４年度）計画書", "令和", 4),
      ("令和０年度（2018年度）", "令和", 0),
    ])
  func `years of eras are told as headings name them`(text: String, era: String, year: Int) {
    #expect(
      StartMonth.eraYear(namedIn: text, eras: smallVocabulary.eras) == EraYear(era: era, year: year)
    )
  }

  @Test(arguments: ["計画書", "2022年度計画書", "令和２年４月"])
  func `no year of an era is told where none is named`(text: String) {
    #expect(StartMonth.eraYear(namedIn: text, eras: smallVocabulary.eras) == nil)
  }
}

@Suite struct `Telephone numbers` {
  private struct PhoneCase: Decodable {
    var text: String
    var valid: Bool
  }

  // Needs the telephone cases, which are no part of the repository.
  @Test(.enabled(if: SharedMaterial.isPresent))
  func `numbers are judged as the cases of the standards say`() throws {
    let bytes = try SharedMaterial.bytes("standards/japan/tests.json")
    let cases = try JSONDecoder().decode([PhoneCase].self, from: Data(bytes))
    #expect(cases.count > 10)
    for example in cases {
      #expect(
        (PhoneNumber.read(example.text).digits != nil) == example.valid, "\(example.text)")
    }
  }

  @Test(
    arguments: [
      ("0422-45-1151(2921)", "0422451151", "2921"), ("0422-45-1151（内線2921）", "0422451151", "2921"),
      ("電話：03-5320-1111 内線12-345", "0353201111", "12345"), ("+81-3-3546-5329", "0335465329", nil),
      ("直通 03-5320-1111", "0353201111", nil), ("代表：03-5320-1111", "0353201111", nil),
      ("(03)3546-5329", "0335465329", nil), ("0335465329", "0335465329", nil),
      ("03-3546", nil, nil), ("未定", nil, nil), ("", nil, nil), ("03-3546-5329、5330", nil, nil),
      ("0120-12-3456", "0120123456", nil), ("電話：03（3578）2101（直通）", "0335782101", nil),
      ("03-3578-2101（代）内線123・124", "0335782101", "123124"), ("03-3578-2101（夜間）", nil, nil),
    ] as [(String, String?, String?)])
  func `digits and extension are told apart`(text: String, digits: String?, inner: String?) {
    let phone = PhoneNumber.read(text)
    #expect(phone.digits == digits)
    #expect(phone.extensionDigits == inner)
  }
}

@Suite struct `Web addresses` {
  @Test(arguments: [
    "", "-", "www.city.chuo.lg.jp", "http:/a.jp", "ftp://a.jp/", "https://", "https:///a",
    "http://a b.jp",
    "https://a.jp/ x", "ｈｔｔｐｓ：／／ａ．ｊｐ", "https://ａ.jp", "http://a..jp/", "http://a.jp:99999/",
    "http://1.2.3.999/", "http://a%b.jp/", "https://a.jp\\b", "http://[::1",
    "https://a.jp/\u{3000}", "https://a.jp/x。", "https://a.jp/、https://b.jp/",
    "https://a.jp/,http://b.jp/",
    "https://a-.jp/", "https://-a.jp/", "https://a.jp/」",
    "https://.jp/", "http://1.2.3", "http://[::1]/", "http://1.2.3.0x4/", "http://1.2.3.4./",
  ])
  func `what is no absolute address is refused`(text: String) {
    #expect(WebAddress(text) == nil)
  }

  @Test(arguments: [
    ("https://w-setagaya.jp", "https://w-setagaya.jp/", "wsetagaya.jp"),
    ("HTTP://WWW.A-b.JP:80/x/../y?q=1#f", "http://www.a-b.jp/y?q=1#f", "www.ab.jp"),
    ("https://a.jp:8443/./b/", "https://a.jp:8443/b/", "a.jp"),
    ("https://a.jp/就労", "https://a.jp/%E5%B0%B1%E5%8A%B4", "a.jp"),
    ("http://192.168.0.1/", "http://192.168.0.1/", "192.168.0.1"),
  ])
  func `addresses are normalised for comparison`(text: String, key: String, hostKey: String) throws
  {
    let address = try #require(WebAddress(text))
    #expect(address.key == key)
    #expect(address.hostKey == hostKey)
    #expect(address.text == text)
  }

  // Needs the cases of the URL Standard, which are no part of the repository.
  @Test(.enabled(if: SharedMaterial.isPresent))
  func `plain addresses are normalised as the URL Standard does`() throws {
    let bytes = try SharedMaterial.bytes("standards/url/urltestdata.json")
    let cases = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [Any])
    var count = 0
    for case let example as [String: Any] in cases {
      guard let input = example["input"] as? String, let address = WebAddress(input) else {
        continue
      }
      count += 1
      let isFailure = example["failure"] as? Bool ?? false
      #expect(!isFailure, "\(input.debugDescription) is refused by the standard")
      let isPlain = input.unicodeScalars.allSatisfy { $0.value < 0x80 } && !input.contains("@")
      if !isFailure, isPlain, let href = example["href"] as? String {
        #expect(address.key == href, "\(input)")
      }
    }
    #expect(count > 50)
  }
}

@Suite struct `Facts and keys` {
  @Test(
    arguments: [
      ("令和２年4月", WidthFact.mixed), ("令和２年４月", nil), ("ＰＲ1", .mixed), ("plain 1", nil), ("①1", nil),
    ] as [(String, WidthFact?)])
  func `mixtures of width are noted`(text: String, width: WidthFact?) {
    #expect(TextFacts(of: text).width == width)
  }

  @Test(arguments: [
    ("（a", "（"), ("甲）", "）"), ("（a)「b」", ""), ("「（」", "（"), ("1) 一つ 2）二つ", ""), ("（1）a", ""),
    ("（方）1)説明会、2)面接", ""),
    ("①）a", ""), ("（（a）", "（"), ("甲）b（", "）（"), ("ア）x。イ）y", ""), ("", ""),
  ])
  func `brackets without a partner are noted`(text: String, brackets: String) {
    #expect(String(scalars: TextFacts(of: text).brackets) == brackets)
  }

  @Test(
    arguments: [
      ("a\u{E000}b\u{7}\u{E000}", [0xE000, 0x7]), ("か\u{3099}", [0x3099]), ("⼈", [0x2F08]),
      ("a\u{332}", [0x332]), ("x\u{200B}\u{FEFF}", [0x200B, 0xFEFF]), ("\u{FFFD}", [0xFFFD]),
      ("a\nb　ｱ①㈱𠮷é髙", []), ("\u{378}", [0x378]), ("a\u{AD}", [0xAD]),
    ] as [(String, [UInt32])])
  func `characters outside the repertoire are noted once`(text: String, odd: [UInt32]) {
    #expect(TextFacts(of: text).odd.map(\.value) == odd)
  }

  @Test(arguments: [
    ("ＰＲ事業 －　A", "pr事業-a"), ("サービス", "サ-ビス"), ("①\n②", "12"), ("É", "é"), ("ﾊﾟｿｺﾝ", "パソコン"),
  ])
  func `prose keys fold width, blanks, case and hyphens`(text: String, key: String) {
    #expect(ComparisonKey.prose(text) == key)
  }

  @Test(
    arguments: [
      ("する。(一部)", "する。"), ("する(a(b))。", "する"), ("(全部)", nil), ("する", nil), ("する)", nil),
    ] as [(String, String?)])
  func `a closing clause in brackets is cut off the stem`(key: String, stem: String?) {
    #expect(ComparisonKey.stem(of: key) == stem)
  }

  @Test(arguments: ["-", "－", "―", "ー", "‐", "−", "━", "- -"])
  func `dashes alone are dashes`(text: String) {
    let field = Printed(text, at: .nowhere).amountField()
    #expect(field.state == .dash)
    #expect(field.value == nil)
  }
}
