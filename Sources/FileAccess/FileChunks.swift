internal import Glibc

/// A file that is read piece by piece; owns the descriptor.
package struct FileChunks: ~Copyable {
  private static let chunkByteCount = 1 << 18
  /// The piece that is asked for where the system tells of no more.
  private static let smallByteCount = 1 << 12

  private let path: String
  private let descriptor: Int32
  private let byteCountMax: Int
  private var byteCount = 0
  /// The size that the system tells, if it is a regular file's; files may still grow.
  package let expectedByteCount: Int

  /// Opens the file at `path`; `-` is standard input.
  package init(_ path: String, byteCountMax: Int) throws(FileProblem) {
    self.path = path
    self.byteCountMax = byteCountMax
    descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .cannotRead(path: path, reason: lastReason()) }
    var status = stat()
    let isKnown = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    expectedByteCount = isKnown ? min(Int(status.st_size), byteCountMax) : 0
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  /// Appends the next piece to `bytes`; false at the end of the file.
  ///
  /// - Throws: `tooManyBytes` as soon as more than `byteCountMax` bytes have come, whatever the file is.
  package mutating func next(into bytes: inout [UInt8]) throws(FileProblem) -> Bool {
    while true {
      let start = bytes.count
      let room =
        byteCount < expectedByteCount
        ? min(expectedByteCount - byteCount, Self.chunkByteCount) : Self.smallByteCount
      bytes.append(contentsOf: repeatElement(0, count: room))
      // Not through a slice, which would copy the piece out and back in.
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe read(descriptor, buffer.baseAddress.map { unsafe $0 + start }, room)
      }
      bytes.removeLast(room - max(0, count))
      if count < 0 {
        if errno == EINTR { continue }
        throw .cannotRead(path: path, reason: lastReason())
      }
      byteCount += count
      guard byteCount <= byteCountMax else {
        throw .tooManyBytes(path: path, limit: byteCountMax, found: byteCount)
      }
      return count > 0
    }
  }
}
