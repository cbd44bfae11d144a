import TestSupport
import Testing
import XMLTree

struct InputErrorTests {
  private static func error(_ bytes: [UInt8], limits: XMLLimits = .standard) -> XMLInputError? {
    do throws(XMLInputError) {
      _ = try XMLDocument(parsing: bytes, name: "i.xml", limits: limits)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "<a>", "<a></b>", "<a/><b/>", "text", "<a b='1' b='2'/>", "<p:a/>", "<a>&nosuch;</a>",
    "<a>&#0;</a>", "<a>]]></a>", "<a b=1/>", "<a/>x", "<?xml version='1.0'?>", "<a><!-- -- --></a>",
    "<a xmlns:p=''/>", " <?xml version='1.0'?><a/>", "<a>\u{1}</a>",
  ])
  func `what is not well-formed is refused with its place`(source: String) {
    guard
      case .notWellFormed(name: "i.xml", let line, _, let message)? = Self.error(
        Array(source.utf8))
    else {
      Issue.record("not refused: \(source)")
      return
    }
    #expect(line >= 1)
    #expect(!message.isEmpty && !message.contains("\n"))
  }

  @Test func `the line of the fault is told`() {
    guard case .notWellFormed(_, line: 3, _, _)? = Self.error(Array("<a>\n<b>\n</a>".utf8)) else {
      Issue.record("another error than expected")
      return
    }
  }

  @Test func `an empty file is an error of its own`() {
    #expect(Self.error([]) == .empty(name: "i.xml"))
  }

  @Test(arguments: [
    "<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'x.dtd'><a/>", "\n<!DOCTYPE a [ ]><a/>",
  ])
  func `a document type is refused`(source: String) {
    guard case .doctypeRefused(name: "i.xml", _)? = Self.error(Array(source.utf8)) else {
      Issue.record("not refused: \(source)")
      return
    }
  }

  @Test(arguments: ["Shift_JIS", "EUC-JP", "ISO-8859-1", "UTF-7", "UTF-32", "windows-1252", "x"])
  func `another encoding is refused by its name`(encoding: String) {
    let source = "<?xml version='1.0' encoding='\(encoding)'?><a/>"
    #expect(
      Self.error(Array(source.utf8)) == .unsupportedEncoding(name: "i.xml", encoding: encoding))
  }

  @Test(arguments: ["UTF-8", "utf-8", "US-ASCII"])
  func `these encodings are read`(encoding: String) throws {
    let source = "<?xml version='1.0' encoding='\(encoding)'?><a>x</a>"
    let document = try XMLDocument(parsing: Array(source.utf8), name: "i.xml")
    #expect(document.documentElement.stringValue == "x")
  }

  @Test(arguments: [false, true])
  func `UTF-16 with a mark is read`(isBigEndian: Bool) throws {
    let source = "\u{FEFF}<?xml version='1.0' encoding='UTF-16'?><a>計画𠮷</a>"
    let bytes = source.utf16.flatMap { unit in
      let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8))
      return isBigEndian ? [high, low] : [low, high]
    }
    let document = try XMLDocument(parsing: bytes, name: "i.xml")
    #expect(document.documentElement.stringValue == "計画𠮷")
    #expect(Self.error(bytes.dropLast()) != nil)
  }

  @Test func `bytes that are not UTF-8 are refused at their place`() {
    let bytes = Array("<a>\n".utf8) + [0x82, 0xA0] + Array("</a>".utf8)
    guard case .notWellFormed(name: "i.xml", line: 2, _, _)? = Self.error(bytes) else {
      Issue.record("another error than expected")
      return
    }
  }

  @Test func `each limit is a typed error that names it`() {
    let nested = String(repeating: "<a>", count: 9) + String(repeating: "</a>", count: 9)
    var limits = XMLLimits(byteCountMax: 63, depthMax: 8, textByteCountMax: 4)
    #expect(
      Self.error(Array(nested.utf8), limits: limits)
        == .tooDeep(name: "i.xml", line: 1, limit: 8))
    #expect(
      Self.error(Array("<a>12345</a>".utf8), limits: limits)
        == .textTooLong(name: "i.xml", line: 1, limit: 4))
    limits.byteCountMax = 10
    #expect(
      Self.error(Array("<a>12345</a>".utf8), limits: limits)
        == .tooManyBytes(name: "i.xml", limit: 10, found: 12))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `damaged bytes give a document or a typed error`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for round in 0..<300 {
      var bytes = RandomDocument.make(seed: seed &* 7_919 &+ UInt64(round)).serialized()
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
        default: bytes.removeLast(bytes.count - max(1, place))
        }
      }
      if Self.error(bytes) == nil {
        let document = try XMLDocument(parsing: bytes, name: "i.xml")
        let again = try XMLDocument(parsing: document.serialized(), name: "i.xml")
        try #require(firstDifference(document, again) == nil, "seed \(seed), round \(round)")
      }
    }
  }

  @Test func `every truncation of a document is refused`() {
    let whole = Array("<?xml version='1.0'?>\n<a b='計画'><c>1&amp;2</c><!--x--><?p q?></a>".utf8)
    for count in 0..<whole.count {
      #expect(Self.error(Array(whole[..<count])) != nil, "after \(count) bytes")
    }
  }
}
