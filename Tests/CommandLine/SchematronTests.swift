import Foundation
import TestSupport
import Testing

@Suite struct `planaudit schematron` {
  private static let schema = """
    <schema xmlns="http://purl.oclc.org/dsdl/schematron">
      <pattern id="p"><rule context="a"><assert id="A" test="@n = 1">n is not 1</assert></rule></pattern>
    </schema>
    """

  @Test func `several documents are reported in their order, whichever is done first`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("rules.sch", Array(Self.schema.utf8))
    for number in 1...9 {
      try scratch.write("\(number).xml", Array("<a n='\(number)'/>".utf8))
    }
    try scratch.write("5.xml", Array("<a".utf8))
    let files = (1...9).map { "\($0).xml" }
    let one = try ProgramRun.planaudit(["schematron", "rules.sch"] + files, in: scratch.url)
    let two = try ProgramRun.planaudit(
      ["schematron", "rules.sch"] + files + ["--jobs", "4"], in: scratch.url)
    #expect(one.status == 3)
    #expect(one.errorText.contains("5.xml"))
    #expect(one.text.components(separatedBy: "<svrl:schematron-output").count == 9)
    #expect(one.text.components(separatedBy: "<svrl:failed-assert").count == 8)
    let three = try ProgramRun.planaudit(
      ["schematron", "rules.sch", "1.xml", "2.xml", "--jobs", "4"] + files.dropFirst(2),
      in: scratch.url)
    #expect(two.output == one.output)
    #expect(two.status == 3)
    #expect(three.output == one.output)
  }

  @Test func `a folder gets a report a document`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("rules.sch", Array(Self.schema.utf8))
    try scratch.write("x/1.xml", Array("<a n='1'/>".utf8))
    try scratch.write("y/1.xml", Array("<a n='2'/>".utf8))
    let run = try ProgramRun.planaudit(
      ["schematron", "rules.sch", "x/1.xml", "y/1.xml", "-o", "out"], in: scratch.url)
    #expect(run.status == 1)
    #expect(try scratch.files(below: "out") == ["1.xml-2.svrl", "1.xml.svrl"])
  }

  @Test(arguments: [("<a n='1'/>", 0), ("<a n='2'/>", 1), ("<!DOCTYPE a><a/>", 3)])
  func `the status tells what came of a document`(document: String, status: Int) throws {
    let scratch = try ScratchFolder()
    try scratch.write("rules.sch", Array(Self.schema.utf8))
    try scratch.write("a.xml", Array(document.utf8))
    let run = try ProgramRun.planaudit(["schematron", "rules.sch", "a.xml"], in: scratch.url)
    #expect(run.status == Int32(status))
  }

  @Test func `a document over the limit is refused with the limit`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("rules.sch", Array(Self.schema.utf8))
    try scratch.write("a.xml", Array("<a n='1'/>".utf8))
    let run = try ProgramRun.planaudit(
      ["schematron", "rules.sch", "a.xml", "--max-bytes", "5"], in: scratch.url)
    #expect(run.status == 3)
    #expect(run.errorText.contains("5"))
  }
}

@Suite struct `planaudit lint` {
  private static func schema(_ test: String) -> [UInt8] {
    Array(
      """
      <schema xmlns="http://purl.oclc.org/dsdl/schematron" xml:lang="en"><pattern id="p"><rule context="/a">
        <assert id="A" role="error" see="s" test="\(test)">t</assert></rule></pattern></schema>
      """.utf8)
  }

  private static let grammar = Array(
    "<element name='a' xmlns='http://relaxng.org/ns/structure/1.0'><attribute name='n'/></element>"
      .utf8)

  @Test(arguments: [
    ("@n", ["--grammar", "a.rng"], 0, "0 warnings\n"), ("@n > 1", [], 1, "[bare-comparison A]"),
    ("b", ["--grammar", "a.rng"], 1, "[unprefixed-name A]"),
    ("b", ["--grammar", "rules.sch"], 3, "rules.sch"), ("b(", [], 3, "rules.sch:2"),
    ("b", ["--grammar", "absent.rng"], 3, "absent.rng"), ("b", ["--format", "xml"], 2, "format"),
  ])
  func `the status tells what came of a schema`(
    test: String, options: [String], status: Int, mention: String
  ) throws {
    let scratch = try ScratchFolder()
    try scratch.write("x/rules.sch", Self.schema(test))
    try scratch.write("x/a.rng", Self.grammar)
    let run = try ProgramRun.planaudit(
      ["lint", "rules.sch"] + options, in: scratch.url.appendingPathComponent("x"))
    #expect(run.status == Int32(status), "\(run.text)\(run.errorText)")
    #expect((run.text + run.errorText).contains(mention), "\(run.text)\(run.errorText)")
  }
}
