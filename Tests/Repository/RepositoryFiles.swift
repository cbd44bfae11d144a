import Foundation
import TestSupport
import Testing

/// One text file of the repository.
struct RepositoryFile: Sendable, CustomTestStringConvertible {
  /// The path below the package's folder.
  var path: String
  var text: String

  var testDescription: String { path }

  /// The text's lines, without their ends.
  var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The first component below `Sources`: the name of the room.
  var room: String { String(path.split(separator: "/")[1]) }

  /// The file's own name.
  var name: String { String(path.split(separator: "/").last ?? "") }
}

/// The files of this repository, read from the disk.
enum Repository {
  private static let leftOut: Set<String> = ["build", "node_modules", "__pycache__"]

  /// Every text file, sorted by path; what a build leaves behind is left out.
  static let files: [RepositoryFile] = paths(below: "").compactMap { path in
    let url = SharedMaterial.packageFolder.appendingPathComponent(path)
    guard let data = FileManager.default.contents(atPath: url.path),
      let text = String(data: data, encoding: .utf8)
    else { return nil }
    return RepositoryFile(path: path, text: text)
  }

  /// The Swift files below `folder`.
  static func swiftFiles(below folder: String) -> [RepositoryFile] {
    files.filter { $0.path.hasPrefix(folder + "/") && $0.path.hasSuffix(".swift") }
  }

  /// The file at `path`, or `nil`.
  static func file(_ path: String) -> RepositoryFile? {
    files.first { $0.path == path }
  }

  /// The names in `folder`, hidden ones and build folders left out.
  static func names(in folder: String) -> [String] {
    let path = SharedMaterial.packageFolder.appendingPathComponent(folder).path
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path)
        .filter { !$0.hasPrefix(".") && !leftOut.contains($0) }.sorted()
    } catch {
      return []
    }
  }

  private static func paths(below folder: String) -> [String] {
    names(in: folder).flatMap { name -> [String] in
      let path = folder.isEmpty ? name : folder + "/" + name
      let url = SharedMaterial.packageFolder.appendingPathComponent(path)
      let isFolder = (try? url.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory == true
      return isFolder ? paths(below: path) : [path]
    }
  }
}
