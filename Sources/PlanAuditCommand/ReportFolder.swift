internal import AuditReports
internal import FileAccess

/// A folder that a run writes its reports into.
enum ReportFolder {
  /// The files that say what all submissions or pairs of a batch come to.
  static let overallJSON = "overall.json"
  static let overallText = "overall.txt"

  /// Removes the reports of an earlier run over all of its inputs, so that none stays that this run does not write;
  /// the folders of single inputs are left.
  static func clear(_ folder: String) throws(FileProblem) {
    let names =
      ReportFormat.allCases.map(\.fileName) + ComparisonFormat.allCases.map(\.fileName)
      + [overallJSON, overallText]
    for name in names { try FileBytes.remove("\(folder)/\(name)") }
  }
}
