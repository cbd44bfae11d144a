internal import Glibc

/// What stands at a path.
package enum FileKind: Equatable, Sendable {
  case file, folder, missing
  /// A device, a socket or a pipe.
  case special
}

/// Folders, patterns and the process's own surroundings.
package enum FileTree {
  /// The deepest nesting of folders that is looked into.
  package static let depthMax = 64

  /// What stands at `path`, symbolic links followed.
  package static func kind(of path: String) -> FileKind {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return .missing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .special
    }
  }

  /// The regular files below `folder`, as paths relative to it, sorted by their bytes.
  ///
  /// Hidden files and folders are left out; symbolic links to folders are not followed, so that a loop cannot
  /// be entered.
  package static func files(
    below folder: String, countMax: Int
  ) throws(FileProblem) -> [String] {
    var found: [String] = []
    try collect(below: folder, prefix: "", depth: 0, countMax: countMax, into: &found)
    return found.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  private static func collect(
    below folder: String, prefix: String, depth: Int, countMax: Int, into found: inout [String]
  ) throws(FileProblem) {
    guard depth < depthMax else { throw .tooManyFiles(path: folder, limit: countMax) }
    for name in try names(in: folder) where !name.hasPrefix(".") {
      let path = folder + "/" + name
      var status = stat()
      guard unsafe lstat(path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        try collect(
          below: path, prefix: prefix + name + "/", depth: depth + 1, countMax: countMax,
          into: &found)
      case S_IFREG: found.append(prefix + name)
      case S_IFLNK: if kind(of: path) == .file { found.append(prefix + name) }
      default: continue
      }
      guard found.count <= countMax else {
        throw .tooManyFiles(path: folder, limit: countMax)
      }
    }
  }

  private static func names(in folder: String) throws(FileProblem) -> [String] {
    guard let stream = unsafe opendir(folder) else {
      throw .cannotRead(path: folder, reason: lastReason())
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// The paths that the shell pattern `pattern` (`*`, `?`, `[…]`) matches, in the system's order.
  package static func paths(matching pattern: String) -> [String] {
    var matches = unsafe glob_t()
    defer { unsafe globfree(&matches) }
    guard unsafe glob(pattern, 0, nil, &matches) == 0 else { return [] }
    return unsafe (0..<Int(matches.gl_pathc)).compactMap { index in
      unsafe matches.gl_pathv[index].map { unsafe String(cString: $0) }
    }
  }

  /// The folder that holds the running program, if the system tells.
  package static func programFolder() -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return nil }
    let path = String(
      decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) }
  }

  /// The working directory, if the system tells.
  package static func workingFolder() -> String? {
    guard let path = unsafe getcwd(nil, 0) else { return nil }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }

  /// The value of the environment variable `name`.
  package static func environmentValue(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// Whether standard output is a terminal.
  package static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Whether standard error is a terminal.
  package static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
