import Foundation
import TestSupport
import Testing

/// Compares `bytes` with the golden file `name`, byte for byte.
///
/// `UPDATE_GOLDENS=1` rewrites the file and still fails, so that an update is a reviewed diff.
func expectGolden(
  _ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = SharedMaterial.packageFolder
    .appendingPathComponent("Tests/AuditReports/Goldens").appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
    try Data(bytes).write(to: file)
    Issue.record("\(name) was rewritten: review the difference", sourceLocation: sourceLocation)
    return
  }
  let golden = FileManager.default.contents(atPath: file.path).map(Array.init) ?? []
  if golden == bytes { return }
  let lines = String(decoding: bytes, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let goldenLines = String(decoding: golden, as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let index = zip(lines, goldenLines).enumerated().first { $0.element.0 != $0.element.1 }?.offset
  let line = index ?? min(lines.count, goldenLines.count)
  Issue.record(
    """
    \(name) differs from line \(line + 1); if the change is wanted, run with UPDATE_GOLDENS=1
    golden: \(line < goldenLines.count ? goldenLines[line] : "(end)")
    now:    \(line < lines.count ? lines[line] : "(end)")
    """, sourceLocation: sourceLocation)
}
