internal import Glibc

/// Why a file or folder could not be used, with the system's own words.
package enum FileProblem: Error, Equatable, Sendable {
  case cannotRead(path: String, reason: String)
  case cannotWrite(path: String, reason: String)
  /// The file holds more than `limit` bytes; at least `found` were there.
  case tooManyBytes(path: String, limit: Int, found: Int)
  /// The folder holds more than `limit` files.
  case tooManyFiles(path: String, limit: Int)
  /// The folder lies in more than `limit` others, which is as deep as is looked.
  case tooDeep(path: String, limit: Int)
}

extension FileProblem {
  /// The path in question.
  package var path: String {
    switch self {
    case .cannotRead(let path, _), .cannotWrite(let path, _), .tooManyBytes(let path, _, _),
      .tooManyFiles(let path, _), .tooDeep(let path, _):
      path
    }
  }
}

extension FileProblem {
  /// The same problem of a file that is called `name`.
  package func named(_ name: String) -> FileProblem {
    switch self {
    case .cannotRead(_, let reason): .cannotRead(path: name, reason: reason)
    case .cannotWrite(_, let reason): .cannotWrite(path: name, reason: reason)
    case .tooManyBytes(_, let limit, let found):
      .tooManyBytes(path: name, limit: limit, found: found)
    case .tooManyFiles(_, let limit): .tooManyFiles(path: name, limit: limit)
    case .tooDeep(_, let limit): .tooDeep(path: name, limit: limit)
    }
  }
}

extension FileProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .cannotRead(let path, let reason): "\(path): cannot be read: \(reason)"
    case .cannotWrite(let path, let reason): "\(path): cannot be written: \(reason)"
    case .tooManyBytes(let path, let limit, let found):
      "\(path): holds more than \(limit) bytes (at least \(found))"
    case .tooManyFiles(let path, let limit): "\(path): holds more than \(limit) files"
    case .tooDeep(let path, let limit): "\(path): lies deeper than depthMax of \(limit) folders"
    }
  }
}

/// What the system says of the call that failed last.
func lastReason() -> String {
  unsafe String(cString: strerror(errno))
}
