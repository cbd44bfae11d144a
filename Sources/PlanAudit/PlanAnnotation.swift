internal import AuditReports
package import Auditing
internal import Digests
internal import Spreadsheets

/// Annotated copies of the workbooks that plans arrived in.
package enum PlanAnnotation {
  /// Whether `submission` is one of which there can be an annotated copy: a workbook that was read.
  package static func isPossible(for submission: SubmissionReport) -> Bool {
    submission.source.format == "xlsx" && submission.failure == nil
  }

  /// Whether `bytes` are those that `submission` was read from.
  package static func isSource(_ bytes: [UInt8], of submission: SubmissionReport) -> Bool {
    SHA256.hexadecimalDigest(of: bytes) == submission.source.sha256
  }

  /// The workbook in `bytes`, from which `submission` was read, with the findings on its cells.
  package static func copy(
    of bytes: [UInt8], for submission: SubmissionReport, language: ReportLanguage
  ) throws(ConversionProblem) -> [UInt8] {
    guard isSource(bytes, of: submission) else {
      throw ConversionProblem(
        description: "\(submission.source.name): error: the file changed while it was checked")
    }
    do throws(WorkbookError) {
      return try AnnotatedWorkbook(submission, language: language).bytes(of: bytes)
    } catch {
      throw ConversionProblem(description: error.description)
    }
  }
}
