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
