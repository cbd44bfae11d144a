internal import Auditing
internal import FileAccess
internal import PlanAudit

/// The annotated copies of the workbooks of a run, in a folder.
struct AnnotatedCopies {
  /// The folder that gets them.
  let folder: String
  let language: ReportLanguage

  /// Writes a copy of each workbook that was read, under its own name; never over a workbook that was checked.
  func write(_ report: AuditReport, files: [InputPaths.File]) throws {
    var counts: [String: Int] = [:]
    var rest = files[...]
    for submission in report.submissions {
      // Submissions come in the order of the files.
      guard let index = rest.firstIndex(where: { $0.name == submission.source.name }) else {
        continue
      }
      let file = rest[index]
      rest = rest[(index + 1)...]
      guard PlanAnnotation.isPossible(for: submission) else { continue }
      let bytes = try FileBytes.read(file.path, byteCountMax: InputPaths.byteCountMax)
      do {
        let copy = try PlanAnnotation.copy(of: bytes, for: submission, language: language)
        let target = "\(folder)/\(name(of: file, &counts))"
        try refuseSource(at: target, submission)
        try FileBytes.write(copy, to: target)
      } catch let problem as ConversionProblem {
        throw CommandFailure(description: problem.description, status: .incomplete)
      }
    }
  }

  private func refuseSource(at path: String, _ submission: SubmissionReport) throws {
    guard FileTree.kind(of: path) == .file else { return }
    let present = try FileBytes.read(path, byteCountMax: InputPaths.byteCountMax)
    if PlanAnnotation.isSource(present, of: submission) {
      throw CommandFailure.usage(
        "\(path): is the workbook that was checked; --annotate needs another folder")
    }
  }

  /// The file's own name; files of one name get numbers.
  private func name(of file: InputPaths.File, _ counts: inout [String: Int]) -> String {
    let name = file.name.split(separator: "/").last.map(String.init) ?? file.name
    counts[name, default: 0] += 1
    guard let count = counts[name], count > 1 else { return name }
    return "\(count)-\(name)"
  }
}
