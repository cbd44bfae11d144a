internal import Glibc

/// Whole files, read and written through the system's own calls.
package enum FileBytes {
  /// The bytes of the file at `path`; `-` is standard input.
  ///
  /// Never holds many more than `byteCountMax` bytes, whatever the file turns out to be.
  package static func read(_ path: String, byteCountMax: Int) throws(FileProblem) -> [UInt8] {
    var chunks = try FileChunks(path, byteCountMax: byteCountMax)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(chunks.expectedByteCount + 1)
    while try chunks.next(into: &bytes) {}
    return bytes
  }

  /// Whether the file at `path` holds `text` and nothing else; false where it cannot be read.
  ///
  /// Much quicker than to read a file and compare: nothing of it is kept.
  package static func areSame(_ path: String, as text: String) -> Bool {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var text = text
    return text.withUTF8 { expected in
      // One byte more than is expected tells a longer file; less than is asked for comes only at its end.
      unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: expected.count + 1) { found in
        var count: Int
        repeat {
          count = unsafe Glibc.read(descriptor, found.baseAddress, found.count)
        } while count < 0 && errno == EINTR
        guard count == expected.count, let found = found.baseAddress,
          let expected = expected.baseAddress
        else { return count == expected.count }
        return unsafe memcmp(found, expected, count) == 0
      }
    }
  }

  /// Writes `bytes` to the file at `path`, making the folders above it; `-` is standard output.
  ///
  /// A file appears whole or not at all.
  package static func write(_ bytes: [UInt8], to path: String) throws(FileProblem) {
    var writer = try FileWriter(path)
    try writer.write(bytes)
    try writer.finish()
  }

  /// Removes the file at `path`, if there is one.
  package static func remove(_ path: String) throws(FileProblem) {
    guard FileTree.kind(of: path) == .file else { return }
    guard unsafe unlink(path) == 0 else { throw .cannotWrite(path: path, reason: lastReason()) }
  }

  /// Writes `text` to standard error, where nobody can be told of a failure.
  package static func writeToStandardError(_ text: String) {
    do {
      try FileWriter.write(Array(text.utf8), to: STDERR_FILENO, named: "standard error")
    } catch {
      // The last place to say anything has gone; the exit status still tells.
      return
    }
  }
}
