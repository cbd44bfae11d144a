import Spreadsheets
import Testing

@Suite struct `Number formats` {
  private func shown(_ number: String, _ code: String) throws -> String {
    NumberFormat(code: code).format(try #require(DecimalNumber(number)), system: .from1900).text
  }

  @Test(arguments: [
    ("11821", "#,##0", "11,821"), ("11821", "0", "11821"), ("-11821", "#,##0", "-11,821"),
    ("1234.5", "#,##0.00", "1,234.50"), ("1234.565", "#,##0.00", "1,234.57"),
    ("0.1", "General", "0.1"), ("1.0E+3", "General", "1000"),
    ("0.30000000000000004", "General", "0.3"),
    ("123456789012", "General", "123456789012"), ("1E+30", "General", "1E+30"),
    ("3.3333333333333335", "General", "3.333333333"),
    ("5", #"#,##0"千円""#, "5千円"), ("-5000", "#,##0;▲#,##0", "▲5,000"),
    ("0", #"#,##0;-#,##0;"-""#, "-"), ("0", "#,##0;▲#,##0;－", "－"),
    ("0.125", "0%", "13%"), ("0.125", "0.0%", "12.5%"), ("12345678", "#,##0,", "12,346"),
    ("480856000", #"#,##0,"千円""#, "480,856千円"), ("5", "000", "005"), ("0", "#", ""),
    ("1600022", "000-0000", "160-0022"), ("12", "0_ ;[Red]-0 ", "12"), ("7", "@", "7"),
    ("1234", #"[$¥-411]#,##0"#, "¥1,234"), ("-0.4", "0", "0"), ("12", "[DBNum3]0", "１２"),
    ("1234567", "0.00E+00", "1.23E+06"), ("150", "[>=100]#,##0;0.0", "150"),
    ("50", "[>=100]#,##0;0.0", "50.0"),
    ("-1234", "_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ ", "-1,234"),
  ])
  func `show numbers as programs do`(number: String, code: String, expected: String) throws {
    #expect(try shown(number, code) == expected)
  }

  @Test(arguments: [
    ("43922", #"[$-411]ggge"年"m"月""#, "令和2年4月"), ("43585", #"ggge"年"m"月""#, "平成31年4月"),
    ("43586", #"[$-411]ggge"年"m"月"d"日""#, "令和1年5月1日"),
    ("43586", #"[$-ja-JP-x-gannen]ggge"年"m"月""#, "令和元年5月"),
    ("43922", #"[$-ja-JP-x-gannen]ggge"年"m"月""#, "令和2年4月"),
    ("43922", "[$-411]ge.m.d", "R2.4.1"), ("43922", #"ggee"年""#, "令02年"),
    ("43922", "yyyy/m/d", "2020/4/1"), ("43922", #"yyyy"年"mm"月"dd"日"(aaa)"#, "2020年04月01日(水)"),
    ("43922.75", "yyyy-mm-dd hh:mm:ss", "2020-04-01 18:00:00"), ("0.5", "h:mm AM/PM", "12:00 PM"),
    ("1.5", "[h]:mm", "36:00"), ("43922", "mmm-yy", "Apr-20"), ("60", "yyyy/m/d", "1900/2/29"),
    ("61", "yyyy/m/d", "1900/3/1"), ("1", "yyyy/m/d", "1900/1/1"), ("43922", "m.d", "4.1"),
    ("43921", #"[$-411]aaaa"#, "火曜日"),
  ])
  func `show dates as programs do`(serial: String, code: String, expected: String) throws {
    #expect(try shown(serial, code) == expected)
  }

  @Test func `the days around the beginning of an era are told apart`() throws {
    // 1926-12-25 is the first day of 昭和, 1989-01-08 that of 平成.
    #expect(try shown("9855", #"ggge"年"m"月"d"日""#) == "大正15年12月24日")
    #expect(try shown("9856", #"ggge"年"m"月"d"日""#) == "昭和1年12月25日")
    #expect(try shown("32515", #"ggge"年"m"月"d"日""#) == "昭和64年1月7日")
    #expect(try shown("32516", #"ggge"年"m"月"d"日""#) == "平成1年1月8日")
  }

  @Test func `days count from 1904 where the workbook says so`() throws {
    let number = try #require(DecimalNumber("42460"))
    #expect(
      NumberFormat(code: "yyyy/m/d").format(number, system: .from1904).text == "2020/4/1")
  }

  @Test func `what is not rendered stands as the plain number and is said`() throws {
    let number = try #require(DecimalNumber("0.5"))
    #expect(NumberFormat(code: "# ?/?").format(number, system: .from1900).isPlain)
    let negative = try #require(DecimalNumber("-1"))
    let date = NumberFormat(code: "yyyy/m/d").format(negative, system: .from1900)
    #expect(date.isPlain && date.text == "-1")
  }

  @Test func `text goes through the section for text`() {
    #expect(NumberFormat(code: #"@"様""#).format(text: "東京") == "東京様")
    #expect(NumberFormat(code: "0;-0;0;[Red]@").format(text: "x") == "x")
    #expect(NumberFormat(code: "#,##0").format(text: "x") == "x")
  }

  @Test(arguments: ["", "-", "1,000", "1e", "0x10", "１２", "nan", "1.2.3", "1E+999"])
  func `what is no number is refused`(text: String) {
    #expect(DecimalNumber(text) == nil)
  }
}
