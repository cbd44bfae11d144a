import TestSupport
import Testing
import XMLTree

struct SerializationTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `what is serialised is parsed back`(seed: UInt64) throws {
    for round in 0..<150 {
      let document = RandomDocument.make(seed: seed &* 1_000 &+ UInt64(round))
      let bytes = document.serialized()
      let again = try XMLDocument(parsing: bytes, name: document.name)
      try #require(firstDifference(document, again) == nil, "\(document.name)")
      try #require(again.serialized() == bytes, "\(document.name)")
    }
  }

  @Test(arguments: [1, 7, 64])
  func `pieces of any size give the same document`(pieceSize: Int) throws {
    for seed in 500..<540 as Range<UInt64> {
      let bytes = RandomDocument.make(seed: seed).serialized()
      var parser = XMLDocumentParser(name: "pieces.xml")
      var start = 0
      while start < bytes.count {
        let end = min(start + pieceSize, bytes.count)
        try parser.feed(Array(bytes[start..<end]))
        start = end
      }
      let whole = try XMLDocument(parsing: bytes, name: "pieces.xml")
      try #require(firstDifference(parser.finish(), whole) == nil, "seed \(seed)")
    }
  }

  @Test func `prefixes, undeclared defaults and unused declarations survive`() throws {
    let source = """
      <?xml version="1.0" encoding="UTF-8"?>
      <p:a xmlns:p="urn:1" xmlns="urn:2" xmlns:unused="urn:3"><b xmlns=""><p:c xmlns:p="urn:4" p:d=""/></b></p:a>

      """
    let document = try XMLDocument(parsing: Array(source.utf8), name: "a.xml")
    #expect(String(decoding: document.serialized(), as: UTF8.self) == source)
  }
}
