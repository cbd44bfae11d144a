internal import CMinizip

/// A ZIP archive in memory, read member by member within limits.
///
/// Wraps minizip. Nothing is ever written to disk, so that names of members are only names.
@safe package struct ZipArchive: ~Copyable {
  /// What errors call it.
  package let name: String
  /// In the order of the central directory; folders are left out.
  package let members: [ZipMember]

  private let limits: ZipLimits
  private var inflatedByteCount = 0
  private let memory: MemoryFile
  private let handle: UnsafeMutableRawPointer

  /// Opens the archive in `bytes`; its directory is read, its members are not.
  package init(
    _ bytes: [UInt8], name: String, limits: ZipLimits = .standard
  ) throws(ZipError) {
    let memory = MemoryFile(bytes)
    guard let handle = unsafe planaudit_unzip_open(memory.pointer) else {
      throw .notAnArchive(name: name)
    }
    do throws(ZipError) {
      members = unsafe try Self.members(of: handle, name: name, limits: limits)
    } catch {
      unsafe unzClose(handle)
      throw error
    }
    self.name = name
    self.limits = limits
    self.memory = memory
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe unzClose(handle)
  }

  /// The member of that name, letters' case aside, as OPC compares part names.
  package borrowing func member(_ wanted: String) -> ZipMember? {
    let key = wanted.lowercased()
    return members.first { $0.name == wanted } ?? members.first { $0.name.lowercased() == key }
  }

  /// The inflated bytes of `member`, whose checksum was verified.
  package mutating func bytes(of member: ZipMember) throws(ZipError) -> [UInt8] {
    if member.isEncrypted { throw .encryptedMember(name: name, member: member.name) }
    guard member.method == 0 || member.method == 8 else {
      throw .unsupportedMethod(name: name, member: member.name, method: member.method)
    }
    let ratio = member.byteCount / max(1, member.compressedByteCount)
    if member.byteCount > limits.ratioFreeByteCountMax && ratio > limits.inflateRatioMax {
      throw .inflatesTooMuch(
        name: name, member: member.name, limit: limits.inflateRatioMax, found: ratio)
    }
    let (total, overflows) = inflatedByteCount.addingReportingOverflow(member.byteCount)
    guard !overflows, total <= limits.inflatedByteCountMax else {
      throw .tooManyInflatedBytes(
        name: name, member: member.name, limit: limits.inflatedByteCountMax,
        found: overflows ? Int.max : total)
    }
    inflatedByteCount = total
    return try content(of: member, byteCount: member.byteCount, isRaw: false)
  }

  /// The bytes of `member` as they stand in the archive, to be copied into another one.
  package mutating func compressedBytes(of member: ZipMember) throws(ZipError) -> [UInt8] {
    try content(of: member, byteCount: member.compressedByteCount, isRaw: true)
  }

  private func content(
    of member: ZipMember, byteCount: Int, isRaw: Bool
  ) throws(ZipError) -> [UInt8] {
    func broken(_ reason: String) -> ZipError {
      .brokenMember(name: name, member: member.name, reason: reason)
    }
    // No member is longer than what deflate can make of the whole archive (1032:1), whatever it states.
    guard byteCount <= memory.byteCount * (isRaw ? 1 : 1_032) else {
      throw broken("states \(byteCount) bytes, more than the archive can hold")
    }
    var position = unz64_file_pos(
      pos_in_zip_directory: member.directoryOffset, num_of_file: member.ordinal)
    var method: Int32 = 0
    guard unsafe unzGoToFilePos64(handle, &position) == UNZ_OK,
      unsafe unzOpenCurrentFile2(handle, &method, nil, isRaw ? 1 : 0) == UNZ_OK
    else { throw broken("its header does not agree with the archive's directory") }
    var count = 0
    var status: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, initialized in
      while count < byteCount, let base = buffer.baseAddress {
        let wanted = UInt32(min(byteCount - count, 1 << 30))
        status = unsafe unzReadCurrentFile(handle, base + count, wanted)
        if status <= 0 { break }
        count += Int(status)
      }
      initialized = count
    }
    let closing = unsafe unzCloseCurrentFile(handle)
    if status < 0 { throw broken("its data do not inflate (zlib error \(status))") }
    if count < byteCount { throw broken("ends after \(count) of \(byteCount) bytes") }
    if closing == UNZ_CRCERROR { throw broken("its data do not have the stated checksum") }
    if closing != UNZ_OK { throw broken("cannot be closed (error \(closing))") }
    return bytes
  }

  @unsafe private static func members(
    of handle: UnsafeMutableRawPointer, name: String, limits: ZipLimits
  ) throws(ZipError) -> [ZipMember] {
    var global = unz_global_info64()
    guard unsafe unzGetGlobalInfo64(handle, &global) == UNZ_OK else {
      throw .notAnArchive(name: name)
    }
    guard global.number_entry <= UInt64(limits.memberCountMax) else {
      throw .tooManyMembers(
        name: name, limit: limits.memberCountMax, found: Int(clamping: global.number_entry))
    }
    var found: [ZipMember] = []
    var seen: Set<String> = []
    var status = unsafe unzGoToFirstFile(handle)
    while status == UNZ_OK, found.count < limits.memberCountMax {
      let member = unsafe try currentMember(of: handle, name: name)
      guard member.name.split(separator: "/").allSatisfy({ $0 != ".." }) else {
        throw .escapingMember(name: name, member: member.name)
      }
      if !member.name.hasSuffix("/") {
        guard seen.insert(member.name.lowercased()).inserted else {
          throw .repeatedMember(name: name, member: member.name)
        }
        found.append(member)
      }
      status = unsafe unzGoToNextFile(handle)
    }
    guard status == UNZ_OK || status == UNZ_END_OF_LIST_OF_FILE || global.number_entry == 0 else {
      throw .notAnArchive(name: name)
    }
    return found
  }

  @unsafe private static func currentMember(
    of handle: UnsafeMutableRawPointer, name: String
  ) throws(ZipError) -> ZipMember {
    var info = unz_file_info64()
    var position = unz64_file_pos()
    var nameBytes = [UInt8](repeating: 0, count: 65_536)
    let status = unsafe nameBytes.withUnsafeMutableBytes { buffer in
      unsafe unzGetCurrentFileInfo64(
        handle, &info, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
        UInt(buffer.count), nil, 0, nil, 0)
    }
    guard status == UNZ_OK, unsafe unzGetFilePos64(handle, &position) == UNZ_OK else {
      throw .notAnArchive(name: name)
    }
    let nameCount = min(Int(info.size_filename), nameBytes.count)
    return ZipMember(
      name: String(decoding: nameBytes[..<nameCount], as: UTF8.self).replacing("\\", with: "/"),
      compressedByteCount: Int(clamping: info.compressed_size),
      byteCount: Int(clamping: info.uncompressed_size), method: Int(info.compression_method),
      isEncrypted: info.flag & 1 == 1, checksum: UInt32(truncatingIfNeeded: info.crc),
      date: UInt32(truncatingIfNeeded: info.dosDate),
      externalAttributes: UInt32(truncatingIfNeeded: info.external_fa),
      directoryOffset: position.pos_in_zip_directory, ordinal: position.num_of_file)
  }
}

/// A file in memory that minizip reads or writes; one owner frees it.
@safe final class MemoryFile {
  let pointer: UnsafeMutablePointer<planaudit_memory>

  init(_ bytes: [UInt8]) {
    let created = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe planaudit_memory_create(buffer.baseAddress, UInt64(buffer.count))
    }
    guard let created = unsafe created else { preconditionFailure("memory is exhausted") }
    unsafe pointer = unsafe created
    precondition(byteCount == bytes.count, "memory is exhausted")
  }

  deinit {
    unsafe planaudit_memory_free(pointer)
  }

  var byteCount: Int { unsafe Int(pointer.pointee.count) }

  /// A copy of what it holds.
  var bytes: [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: pointer.pointee.bytes, count: byteCount))
  }
}
