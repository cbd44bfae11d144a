internal import Auditing
internal import PlanModel
internal import PlanReading
internal import XMLTree

/// The forms in which a plan is written.
public enum PlanForm: String, CaseIterable, Sendable {
  /// Canonical plan XML, which `Rules/plan.rng` describes.
  case xml
  /// The same values as JSON.
  case json
  /// A table in comma-separated values for spreadsheets.
  case csv
  /// A workbook to work on, with a sheet for each plan.
  case xlsx
}

/// Why a plan cannot be converted, in one line that names the input and the place.
public struct ConversionProblem: Error, Sendable, CustomStringConvertible {
  /// The line.
  public let description: String
}

extension PlanReader {
  /// Reads `input` and writes what it says in another form.
  public func convert(
    _ input: PlanInput, to form: PlanForm, fiscalYear: Int?
  ) throws(ConversionProblem) -> [UInt8] {
    let submission: Submission
    do {
      let bytes = try input.load()
      submission = try self.submission(input, bytes: bytes, fiscalYear: fiscalYear)
      if let failure = grammarFailure(of: submission, bytes) {
        throw ConversionProblem(description: "\(input.name): \(failure.message.text(in: .english))")
      }
    } catch let problem as ConversionProblem {
      throw problem
    } catch {
      throw ConversionProblem(description: "\(error)")
    }
    switch form {
    case .xml: return submission.canonicalXML(lineBreaks: true).serialized()
    case .json: return PlanJSON(submission.canonicalXML(lineBreaks: false)).bytes()
    case .csv: return submission.csv()
    case .xlsx: return try PlanWorkbook(submission).bytes()
    }
  }
}
