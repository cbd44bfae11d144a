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

  /// The regular files below `folder`, as paths relative to it, sorted by their bytes; the first problem is thrown.
  ///
  /// Hidden files and folders are left out.
  package static func files(
    below folder: String, countMax: Int
  ) throws(FileProblem) -> [String] {
    let contents = FolderContents(of: folder, countMax: countMax)
    if let problem = contents.problems.first { throw problem }
    return contents.files
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
