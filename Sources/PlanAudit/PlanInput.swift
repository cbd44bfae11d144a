package import Auditing
internal import PlanModel

/// One thing to check: a name, and a way to get its bytes when its turn comes.
public struct PlanInput: Sendable {
  /// What reports call it: the path as it was given.
  public var name: String
  /// Whether it may be passed over where it is of no known form, as a file found in a folder may.
  public var isOptional: Bool
  /// The form that it has; without one its content tells.
  public var form: PlanInputForm?
  /// Why it is passed over without a look at it, if it is.
  private(set) var reasonToSkip: Message?
  let load: @Sendable () throws(PlanInputProblem) -> [UInt8]

  /// An input whose bytes are loaded when it is checked; what `load` throws makes it unreadable.
  public init(
    name: String, isOptional: Bool, load: @escaping @Sendable () throws(PlanInputProblem) -> [UInt8]
  ) {
    self.name = name
    self.isOptional = isOptional
    self.load = load
  }

  /// Something that is no file, so that it is listed as skipped.
  package init(skipping name: String, because reason: Message) {
    self.init(name: name, bytes: [])
    reasonToSkip = reason
  }

  /// An input that is in memory.
  public init(name: String, bytes: [UInt8]) {
    self.init(name: name, isOptional: false) { bytes }
  }
}

/// Why the bytes of an input could not be had.
public struct PlanInputProblem: Error, Sendable, CustomStringConvertible {
  /// One line that names the input and what is wrong.
  public let description: String
  /// The limit in bytes that the input exceeds, if that is the reason.
  public let limit: Int?
  /// How many bytes were met.
  public let found: Int?

  /// A problem in words.
  public init(_ description: String, limit: Int? = nil, found: Int? = nil) {
    self.description = description
    self.limit = limit
    self.found = found
  }
}

/// The forms in which plans are read.
public enum PlanInputForm: String, CaseIterable, Sendable {
  /// Lines of text, as taken out of a PDF.
  case text
  /// A table of fields between commas, tabs or semicolons.
  case csv
  /// A workbook.
  case xlsx
  case pdf
  /// Canonical plan XML.
  case xml

  var format: InputFormat {
    switch self {
    case .text: .text
    case .csv: .csv
    case .xlsx: .xlsx
    case .pdf: .pdf
    case .xml: .xml
    }
  }
}
