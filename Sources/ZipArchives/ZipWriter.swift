internal import CMinizip

/// Writes a ZIP archive into memory; the same members give the same bytes.
@safe package struct ZipWriter: ~Copyable {
  /// 1980-01-01 00:00, the first moment that the format knows: archives carry no clock.
  package static let fixedDate: UInt32 = 0x0021_0000

  private let memory: MemoryFile
  private let handle: UnsafeMutableRawPointer

  package init() {
    memory = MemoryFile([])
    guard let opened = unsafe planaudit_zip_open(memory.pointer) else {
      preconditionFailure("minizip refuses an empty archive only when memory is exhausted")
    }
    unsafe handle = unsafe opened
  }

  /// Adds a member, deflated.
  package mutating func add(_ name: String, _ bytes: [UInt8]) {
    begin(name, date: Self.fixedDate, attributes: 0, method: 8, isRaw: false, bytes.count)
    write(bytes)
    let status = unsafe zipCloseFileInZip(handle)
    precondition(status == ZIP_OK, "memory is exhausted")
  }

  /// Adds a member of another archive as it stood there: `bytes` are its compressed ones.
  package mutating func add(_ member: ZipMember, compressed bytes: [UInt8]) {
    begin(
      member.name, date: member.date == 0 ? Self.fixedDate : member.date,
      attributes: member.externalAttributes, method: member.method, isRaw: true,
      max(bytes.count, member.byteCount))
    write(bytes)
    let status = unsafe zipCloseFileInZipRaw64(
      handle, UInt64(member.byteCount), UInt(member.checksum))
    precondition(status == ZIP_OK, "memory is exhausted")
  }

  /// Ends the archive and gives its bytes.
  package consuming func finish() -> [UInt8] {
    let status = unsafe zipClose(handle, nil)
    precondition(status == ZIP_OK, "memory is exhausted")
    let bytes = memory.bytes
    return bytes
  }

  private func begin(
    _ name: String, date: UInt32, attributes: UInt32, method: Int, isRaw: Bool, _ byteCount: Int
  ) {
    let isLarge = byteCount >= 0xFFFF_FFFF
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    let status = unsafe planaudit_zip_begin(
      handle, name, UInt(date), UInt(attributes), Int32(method), isRaw ? 1 : 0, isLarge ? 1 : 0,
      isASCII ? 0 : 1)
    precondition(status == ZIP_OK, "minizip refuses a member only when memory is exhausted")
  }

  private func write(_ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      let count = min(bytes.count - start, 1 << 30)
      let status = unsafe bytes[start..<start + count].withUnsafeBytes { buffer in
        unsafe zipWriteInFileInZip(handle, buffer.baseAddress, UInt32(buffer.count))
      }
      precondition(status == ZIP_OK, "memory is exhausted")
      start += count
    }
  }
}
