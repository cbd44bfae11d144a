/// The bounds within which an archive is read.
package struct ZipLimits: Hashable, Sendable {
  /// The most members.
  package var memberCountMax: Int
  /// The most bytes that a member may inflate to for each of its bytes in the archive.
  package var inflateRatioMax: Int
  /// Members that inflate to no more bytes than this are not held against `inflateRatioMax`.
  package var ratioFreeByteCountMax: Int
  /// The most bytes that all members that are read may inflate to together.
  package var inflatedByteCountMax: Int

  package init(
    memberCountMax: Int, inflateRatioMax: Int, ratioFreeByteCountMax: Int,
    inflatedByteCountMax: Int
  ) {
    self.memberCountMax = memberCountMax
    self.inflateRatioMax = inflateRatioMax
    self.ratioFreeByteCountMax = ratioFreeByteCountMax
    self.inflatedByteCountMax = inflatedByteCountMax
  }

  /// 2,000 members, 100:1 beyond 1 MiB, 1 GiB.
  package static let standard = ZipLimits(
    memberCountMax: 2_000, inflateRatioMax: 100, ratioFreeByteCountMax: 1 << 20,
    inflatedByteCountMax: 1 << 30)
}

/// Why an archive, or a member of one, is not read.
package enum ZipError: Error, Hashable, Sendable {
  /// No central directory, or one that lies outside the file.
  case notAnArchive(name: String)
  case tooManyMembers(name: String, limit: Int, found: Int)
  /// `found` bytes for each byte in the archive.
  case inflatesTooMuch(name: String, member: String, limit: Int, found: Int)
  case tooManyInflatedBytes(name: String, member: String, limit: Int, found: Int)
  case encryptedMember(name: String, member: String)
  /// Neither stored nor deflated; the method is that of the ZIP specification (4.4.5).
  case unsupportedMethod(name: String, member: String, method: Int)
  /// The member's data do not inflate, end early, or do not have the checksum that is stated.
  case brokenMember(name: String, member: String, reason: String)
  /// Two members of one name, letters' case aside: which of them counts cannot be told.
  case repeatedMember(name: String, member: String)
  /// The member's name leads out of the archive.
  case escapingMember(name: String, member: String)
}

extension ZipError: CustomStringConvertible {
  /// One line: the file, the member, what was found and what is allowed.
  package var description: String {
    switch self {
    case .notAnArchive(let name):
      "\(name): error: not a ZIP archive, or one whose end is missing or broken"
    case .tooManyMembers(let name, let limit, let found):
      "\(name): error: \(found) members are more than the limit memberCountMax of \(limit)"
    case .inflatesTooMuch(let name, let member, let limit, let found):
      "\(name)#\(member): error: inflates \(found):1, more than the limit inflateRatioMax of "
        + "\(limit):1"
    case .tooManyInflatedBytes(let name, let member, let limit, let found):
      "\(name)#\(member): error: \(found) inflated bytes are more than the limit "
        + "inflatedByteCountMax of \(limit)"
    case .encryptedMember(let name, let member):
      "\(name)#\(member): error: the member is encrypted"
    case .unsupportedMethod(let name, let member, let method):
      "\(name)#\(member): error: compressed by method \(method); expected 0 (stored) or 8 (deflated)"
    case .brokenMember(let name, let member, let reason):
      "\(name)#\(member): error: \(reason)"
    case .repeatedMember(let name, let member):
      "\(name)#\(member): error: two members have this name"
    case .escapingMember(let name, let member):
      "\(name)#\(member): error: the member's name leads out of the archive"
    }
  }
}

/// A member of an archive, as its central directory states it.
package struct ZipMember: Hashable, Sendable {
  /// The name with `/` between its parts.
  package var name: String
  package var compressedByteCount: Int
  package var byteCount: Int
  /// The compression method of the ZIP specification: 0 stored, 8 deflated.
  package var method: Int
  package var isEncrypted: Bool
  /// CRC-32 of the inflated bytes.
  package var checksum: UInt32
  /// Date and time in MS-DOS form.
  package var date: UInt32
  package var externalAttributes: UInt32
  /// Where the directory lists it, and as which.
  var directoryOffset: UInt64
  var ordinal: UInt64
}
