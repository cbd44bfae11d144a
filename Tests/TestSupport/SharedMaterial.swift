package import Foundation

/// Test material that is not part of the repository: conformance suites, schemas, the real document.
///
/// It is looked for where `PLANAUDIT_SHARED` says, else in `shared` beside the package; tests that need it
/// are skipped by name where it is absent.
package enum SharedMaterial {
  /// The folder, or `nil` where the material is absent.
  package static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["PLANAUDIT_SHARED"]
    let folder =
      named.map { URL(fileURLWithPath: $0, isDirectory: true) }
      ?? packageFolder.deletingLastPathComponent().appendingPathComponent(
        "shared", isDirectory: true)
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(
      atPath: folder.path, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? folder : nil
  }()

  /// Whether the material is at hand, for `.enabled(if:)`.
  package static var isPresent: Bool { folder != nil }

  /// The folder of this package.
  package static let packageFolder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The bytes of the file at `path`, which is relative to the shared folder.
  package static func bytes(_ path: String) throws -> [UInt8] {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return Array(try Data(contentsOf: folder.appendingPathComponent(path)))
  }
}
