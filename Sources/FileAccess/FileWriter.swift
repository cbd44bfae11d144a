internal import Glibc

/// A file that is written piece by piece and appears whole or not at all; owns the descriptor.
///
/// It is written beside its place and moved there by ``finish()``; without that nothing stays behind.
package struct FileWriter: ~Copyable {
  private let path: String
  /// Where the bytes lie until the file is finished; `nil` for standard output and for what is no regular file.
  private let draft: String?
  private let descriptor: Int32

  /// Opens the file at `path`, making the folders above it; `-` is standard output.
  package init(_ path: String) throws(FileProblem) {
    let kind = path == "-" ? .special : FileTree.kind(of: path)
    let draft = kind == .special ? nil : "\(path).\(getpid()).part"
    if draft != nil { try Self.makeFolders(above: path) }
    let descriptor =
      if path == "-" {
        STDOUT_FILENO
      } else {
        unsafe open(draft ?? path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
      }
    guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: lastReason()) }
    self.path = path
    self.draft = draft
    self.descriptor = descriptor
  }

  deinit {
    if descriptor != STDOUT_FILENO { close(descriptor) }
    if let draft { unsafe unlink(draft) }
  }

  /// Adds `bytes`.
  package mutating func write(_ bytes: [UInt8]) throws(FileProblem) {
    try Self.write(bytes, to: descriptor, named: path)
  }

  /// Puts the file in its place.
  package consuming func finish() throws(FileProblem) {
    guard let draft else { return }
    guard unsafe rename(draft, path) == 0 else {
      throw .cannotWrite(path: path, reason: lastReason())
    }
  }

  static func write(
    _ bytes: [UInt8], to descriptor: Int32, named path: String
  ) throws(FileProblem) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes[written...].withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .cannotWrite(path: path, reason: lastReason())
      }
      written += count
    }
  }

  private static func makeFolders(above path: String) throws(FileProblem) {
    var folder = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      folder += part + "/"
      if part.isEmpty { continue }
      if unsafe mkdir(folder, 0o777) == 0 || errno == EEXIST { continue }
      throw .cannotWrite(path: folder, reason: lastReason())
    }
  }
}
