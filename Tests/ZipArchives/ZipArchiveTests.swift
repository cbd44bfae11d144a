import TestSupport
import Testing
import ZipArchives

@Suite struct `ZIP archives` {
  private static func archive(_ members: [(String, [UInt8])]) -> [UInt8] {
    var writer = ZipWriter()
    for (name, bytes) in members { writer.add(name, bytes) }
    return writer.finish()
  }

  @Test func `give back what was written, in its order`() throws {
    let members = [
      ("[Content_Types].xml", Array("<Types/>".utf8)), ("空/表.xml", Array("表".utf8)),
      ("empty", []), ("long", [UInt8](repeating: 7, count: 300_000)),
    ]
    var archive = try ZipArchive(Self.archive(members), name: "a.zip")
    #expect(archive.members.map(\.name) == members.map(\.0))
    for (member, written) in zip(archive.members, members) {
      #expect(try archive.bytes(of: member) == written.1)
    }
  }

  @Test func `are the same bytes for the same members`() {
    let members = [("a", Array("one".utf8)), ("b", Array("two".utf8))]
    #expect(Self.archive(members) == Self.archive(members))
  }

  @Test func `are copied member by member without being inflated`() throws {
    let content = [UInt8](repeating: 0x41, count: 50_000)
    var source = try ZipArchive(Self.archive([("a", content)]), name: "a.zip")
    let member = source.members[0]
    let compressed = try source.compressedBytes(of: member)
    var writer = ZipWriter()
    writer.add(member, compressed: compressed)
    var copy = try ZipArchive(writer.finish(), name: "b.zip")
    let copied = copy.members[0]
    #expect(try copy.compressedBytes(of: copied) == compressed)
    #expect(try copy.bytes(of: copied) == content)
    #expect(copied.checksum == member.checksum && copied.date == member.date)
  }

  @Test func `refuse bombs before they inflate`() throws {
    let bomb = Self.archive([("bomb", [UInt8](repeating: 0, count: 3 << 20))])
    var archive = try ZipArchive(bomb, name: "b.zip")
    let member = archive.members[0]
    let ratio = member.byteCount / member.compressedByteCount
    #expect(
      throws: ZipError.inflatesTooMuch(name: "b.zip", member: "bomb", limit: 100, found: ratio)
    ) { try archive.bytes(of: member) }
  }

  @Test func `refuse to inflate more than the limit, all members together`() throws {
    var limits = ZipLimits.standard
    limits.inflatedByteCountMax = 5
    var archive = try ZipArchive(
      Self.archive([("a", [1, 2, 3]), ("b", [4, 5, 6])]), name: "c.zip", limits: limits)
    let members = archive.members
    #expect(try archive.bytes(of: members[0]) == [1, 2, 3])
    #expect(
      throws: ZipError.tooManyInflatedBytes(name: "c.zip", member: "b", limit: 5, found: 6)
    ) { try archive.bytes(of: members[1]) }
  }

  @Test func `refuse too many members, repeated ones and names that lead out`() throws {
    var limits = ZipLimits.standard
    limits.memberCountMax = 1
    #expect(throws: ZipError.tooManyMembers(name: "d.zip", limit: 1, found: 2)) {
      _ = try ZipArchive(Self.archive([("a", []), ("b", [])]), name: "d.zip", limits: limits)
    }
    #expect(throws: ZipError.repeatedMember(name: "d.zip", member: "A")) {
      _ = try ZipArchive(Self.archive([("a", []), ("A", [])]), name: "d.zip")
    }
    #expect(throws: ZipError.escapingMember(name: "d.zip", member: "../a")) {
      _ = try ZipArchive(Self.archive([("../a", [])]), name: "d.zip")
    }
  }

  /// Whatever the damage, an archive is read, or refused by a typed error.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `survive every damage`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let whole = Self.archive([
      ("a.xml", Array("<a>\(String(repeating: "x", count: 900))</a>".utf8)),
      ("b", (0..<500).map { UInt8(truncatingIfNeeded: $0 * 7) }),
    ])
    for _ in 0..<2_000 {
      var bytes = whole
      if Bool.random(using: &generator) {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
      }
      for _ in 0..<Int.random(in: 0...4, using: &generator) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = UInt8.random(in: 0...255, using: &generator)
      }
      do throws(ZipError) {
        var archive = try ZipArchive(bytes, name: "damaged.zip")
        for member in archive.members {
          do throws(ZipError) {
            let content = try archive.bytes(of: member)
            #expect(content.count == member.byteCount, "seed \(seed)")
          } catch {
            #expect("\(error)".hasPrefix("damaged.zip"), "seed \(seed)")
          }
        }
      } catch {
        #expect("\(error)".hasPrefix("damaged.zip"), "seed \(seed)")
      }
    }
  }
}
