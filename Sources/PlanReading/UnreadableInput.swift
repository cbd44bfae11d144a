package import PlanModel
package import XMLTree

/// Why an input cannot be used at all.
package enum UnreadableInput: Error, Equatable, Sendable {
  case empty(name: String)
  case tooManyBytes(name: String, limit: Int, found: Int)
  /// The first byte that is not well-formed UTF-8.
  case notUTF8(name: String, byteOffset: Int)
  /// An unpaired surrogate or half a code unit.
  case notUTF16(name: String, byteOffset: Int)
  /// The content is of a known kind that is not read.
  case unsupportedKind(name: String, kind: InputKind)
  /// The content is of no known kind; the offset is that of the first byte that no text has.
  case binary(name: String, byteOffset: Int)
  /// Text in which there is no entry, heading, unit or totals row of a plan.
  case noPlanFound(name: String)
  /// Text in which the cells of a row no longer follow one another: of so many entries, so many are torn.
  case rowsTorn(name: String, entryCount: Int, tornCount: Int)
  case notXML(XMLInputError)
  case notPlanXML(PlanXMLError)
}

extension UnreadableInput: CustomStringConvertible {
  /// One line: the input, what was found and what was expected.
  package var description: String {
    switch self {
    case .empty(let name):
      "\(name): error: the file is empty"
    case .tooManyBytes(let name, let limit, let found):
      "\(name): error: \(found) bytes are more than the limit byteCountMax of \(limit)"
    case .notUTF8(let name, let byteOffset):
      "\(name): error: byte \(byteOffset) is not well-formed UTF-8"
    case .notUTF16(let name, let byteOffset):
      "\(name): error: byte \(byteOffset) is not well-formed UTF-16"
    case .unsupportedKind(let name, let kind):
      "\(name): error: found \(kind.label), which is not read; expected text in UTF-8 or UTF-16, "
        + "or canonical plan XML"
    case .binary(let name, let byteOffset):
      "\(name): error: found bytes that no text has (the first at \(byteOffset)); expected text in "
        + "UTF-8 or UTF-16, or canonical plan XML"
    case .noPlanFound(let name):
      "\(name): error: found no entry, heading, unit or totals row of a plan"
    case .rowsTorn(let name, let entryCount, let tornCount):
      "\(name): error: the text gives the table column by column or side by side: \(tornCount) of "
        + "\(entryCount) entries are torn; expected the cells of a row one after another"
    case .notXML(let error): error.description
    case .notPlanXML(let error): error.description
    }
  }
}
