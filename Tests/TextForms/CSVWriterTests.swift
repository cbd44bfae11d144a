import Testing
import TextForms

@Suite struct `CSV` {
  private func text(_ records: [[String]]) -> String {
    var csv = CSVWriter()
    for record in records { csv.record(record) }
    return String(decoding: csv.finish(), as: UTF8.self)
  }

  @Test func `records are lines under a byte order mark`() {
    #expect(
      text([["整理番号", "事業名"], ["1", "a,b"], ["", "\"引用\"\n二行"]])
        == "\u{FEFF}整理番号,事業名\r\n1,\"a,b\"\r\n,\"\"\"引用\"\"\n二行\"\r\n")
  }

  @Test(arguments: [
    "=1+1", "@SUM(A1)", "+81-3-1234-5678", "-1+2", "-cmd", "\tx", "\rx", "＝1", "＠x", "＋x", "－x",
    "--", "-,1", "-1.2.3",
  ])
  func `what a spreadsheet would compute becomes text`(field: String) {
    #expect(CSVWriter.inert(field) == "'" + field)
  }

  @Test(arguments: [
    "-", "－", "―", "-5", "-1,234", "+5", "-0.5", "－５", "１２３", "03-3546-5329", "a=b", "", " =1",
  ])
  func `negative numbers and dashes stay as they are`(field: String) {
    #expect(CSVWriter.inert(field) == field)
  }
}
