internal import Glibc

/// What lies below a folder, hidden files and folders aside.
///
/// One place that cannot be looked into does not hide the others.
package struct FolderContents {
  /// The regular files, as paths relative to the folder, sorted by their bytes. A link that leads nowhere is one, so
  /// that whoever reads it hears of it.
  package private(set) var files: [String] = []
  /// What is passed over, as such paths: links to folders, which may be loops; pipes, sockets and devices.
  package private(set) var passedOver: [String] = []
  /// What could not be looked into, and files that cannot be named.
  package private(set) var problems: [FileProblem] = []

  private let folder: String
  private let countMax: Int

  /// Looks into `folder` and all below it, until there are more than `countMax` files.
  package init(of folder: String, countMax: Int) {
    self.folder = folder
    self.countMax = countMax
    collect(below: folder, prefix: "", depth: 0)
    files.sort(by: Self.bytesPrecede)
    passedOver.sort(by: Self.bytesPrecede)
    if files.count > countMax {
      files.removeLast(files.count - countMax)
      problems.append(.tooManyFiles(path: folder, limit: countMax))
    }
  }

  private static func bytesPrecede(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private mutating func collect(below place: String, prefix: String, depth: Int) {
    guard depth < FileTree.depthMax else {
      problems.append(.tooDeep(path: place, limit: FileTree.depthMax))
      return
    }
    for (name, listedType) in entries(in: place) where !name.hasPrefix(".") {
      let path = place + "/" + name
      guard let type = listedType == DT_UNKNOWN ? type(of: path) : listedType else {
        problems.append(.cannotRead(path: path, reason: lastReason()))
        continue
      }
      switch type {
      case DT_DIR: collect(below: path, prefix: prefix + name + "/", depth: depth + 1)
      case DT_REG: files.append(prefix + name)
      case DT_LNK:
        switch FileTree.kind(of: path) {
        case .file, .missing: files.append(prefix + name)
        case .folder, .special: passedOver.append(prefix + name)
        }
      default: passedOver.append(prefix + name)
      }
      if files.count > countMax { return }
    }
  }

  /// The type of what stands at `path`, links not followed, as folders list it; for file systems that list none.
  private func type(of path: String) -> Int? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? Int((status.st_mode & S_IFMT) >> 12) : nil
  }

  /// The names of all that lies directly in `place`, with their types; a name that is not UTF-8 becomes a problem, for
  /// there is no path to it.
  private mutating func entries(in place: String) -> [(name: String, type: Int)] {
    guard let stream = unsafe opendir(place) else {
      problems.append(.cannotRead(path: place, reason: lastReason()))
      return []
    }
    defer { unsafe closedir(stream) }
    var entries: [(name: String, type: Int)] = []
    while let entry = unsafe readdir(stream) {
      let (name, shown) = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe (String(validatingCString: $0), String(cString: $0))
        }
      }
      guard let name else {
        problems.append(
          .cannotRead(path: "\(place)/\(shown)", reason: "its name is not well-formed UTF-8"))
        continue
      }
      if name != "." && name != ".." {
        unsafe entries.append((name, Int(entry.pointee.d_type)))
      }
    }
    return entries
  }
}
