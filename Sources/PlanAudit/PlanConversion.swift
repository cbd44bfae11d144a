internal import Auditing
internal import PlanModel
internal import XMLTree

/// The forms in which a plan is written.
public enum PlanForm: String, CaseIterable, Sendable {
  /// Canonical plan XML, which `Rules/plan.rng` describes.
  case xml
  /// The same values as JSON.
  case json
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
    let document: XMLDocument
    do {
      let bytes = try input.load()
      let submission = try submission(name: input.name, bytes: bytes, fiscalYear: fiscalYear)
      if let failure = grammarFailure(of: submission, bytes) {
        throw ConversionProblem(description: "\(input.name): \(failure.message.text(in: .english))")
      }
      document = submission.canonicalXML(lineBreaks: form == .xml)
    } catch let problem as ConversionProblem {
      throw problem
    } catch {
      throw ConversionProblem(description: "\(error)")
    }
    switch form {
    case .xml: return document.serialized()
    case .json: return PlanJSON(document).bytes()
    }
  }
}
