import Testing
import XMLTree

/// The code of the articles in XMLTree.docc, line by line.
struct DocumentationTests {
  @Test func `reading documents`() throws {
    let text = "<plan xmlns='urn:p'><entry n='1'>道路</entry><entry n='2'/></plan>"
    let document = try XMLDocument(parsing: Array(text.utf8), name: "plan.xml")
    let entries = document.documentElement.childElements("entry", namespace: "urn:p")
    let numbers = entries.compactMap { $0.attribute("n") }
    let first = entries.first.map { "\($0.stringValue) at line \($0.line)" }
    #expect(numbers == ["1", "2"])
    #expect(first == "道路 at line 1")

    var parser = XMLDocumentParser(name: "plan.xml")
    try parser.feed(Array("<plan><en".utf8))
    try parser.feed(Array("try/></plan>".utf8))
    let whole = try parser.finish()
    #expect(whole.documentElement.childElements.map(\.localName) == ["entry"])

    var limits = XMLLimits.standard
    limits.depthMax = 2
    let refusal: XMLInputError?
    do throws(XMLInputError) {
      _ = try XMLDocument(
        parsing: Array("<a><b><c/></b></a>".utf8), name: "deep.xml", limits: limits)
      refusal = nil
    } catch {
      refusal = error
    }
    #expect(refusal == .tooDeep(name: "deep.xml", line: 1, limit: 2))
  }
}
