package import Schematron
package import XMLTree

/// What the rule set says of one assertion.
package struct RuleDescription: Equatable, Sendable {
  /// The assertion's permanent id.
  package var id: String
  package var severity: Severity
  package var kind: FindingOutcome
  /// What it is about: the title of its pattern.
  package var title: String?
  /// The note or clause that it rests on.
  package var see: String?
  /// The name of `see` for people, where `codelists/sources.xml` has one.
  package var seeName: Message?
  /// The message, with words in brackets where its values will stand.
  package var message: Message { sentence.message }
  /// ``message``, before it is put together.
  let sentence: RuleSentence
  /// What a run must have for it to be evaluated.
  package var needs: Set<RuleNeed>
  /// The field of its findings, where that is not the subject's: a plan that lacks a totals row is found at the plan.
  package var field: FieldName?
  /// The file, relative to the rule set, and the line where it stands.
  package var file: String
  package var line: Int
  /// Whether it speaks of a case that a sound run need not have, as the attribute `applies="sometimes"` says.
  package var mayMeetNothing = false
  /// The severity that the rule set gives, where the configuration gives another.
  package var relevelledFrom: Severity?
  /// Why the configuration switched it off.
  package var switchedOff: String?

  /// The part of the id before its first hyphen, such as `TOT`.
  package var stem: String { id.split(separator: "-").first.map(String.init) ?? id }
}

/// The message of a rule, with words in brackets where its values will stand; it is put together when it is asked for,
/// which most runs never do.
struct RuleSentence: Equatable, Sendable {
  private enum Source {
    case assertion(Assertion)
    case given(Message)
  }
  private let source: Source

  /// The message of `assertion`.
  init(of assertion: Assertion) { source = .assertion(assertion) }

  /// A message that is together.
  init(_ message: Message) { source = .given(message) }

  var message: Message {
    switch source {
    case .given(let message): return message
    case .assertion(let assertion):
      let english = assertion.diagnostics.first { isEnglish($0.language) }
      return Message(
        ja: japaneseLine(assertion.outline(placeholder: "〔…〕")),
        en: english.map { japaneseLine($0.outline(placeholder: "[…]")) })
    }
  }

  static func == (left: RuleSentence, right: RuleSentence) -> Bool { left.message == right.message }
}

/// Something that a rule cannot do without, as the attribute `needs` in the namespace `urn:planaudit:rules:1` says.
package enum RuleNeed: String, CaseIterable, Sendable {
  /// The fiscal year of every plan that has entries.
  case fiscalYear
}

/// Why a rule set cannot be used.
package enum RuleSetError: Error, Sendable, CustomStringConvertible {
  case schema(SchemaError)
  /// A rule file that cannot be read as XML.
  case unreadable(XMLInputError)
  /// An assertion without an id could not be named in a report.
  case assertionWithoutID(file: String, line: Int)
  case repeatedID(String, file: String, line: Int)
  /// The role is none of `Severity`.
  case unknownSeverity(String?, id: String, file: String, line: Int)
  case unknownNeed(String, file: String, line: Int)
  case unknownField(String, file: String, line: Int)
  /// The attribute `applies` is neither `always` nor `sometimes`.
  case unknownApplicability(String, file: String, line: Int)
  /// An entry of a code list without a value or a name.
  case incompleteCode(file: String, line: Int)
  /// The phase `#ANY`: a rule set says beforehand what it checks.
  case phaseByDocument
  /// A file that every rule set has is missing.
  case missingFile(String)
  /// An examples file that cannot be read.
  case examples(RuleExampleError)

  /// One line that names the file, the line and what is wrong.
  package var description: String {
    switch self {
    case .schema(let error): "\(error)"
    case .unreadable(let error): "\(error)"
    case .assertionWithoutID(let file, let line):
      "\(file):\(line): the assertion has no id"
    case .repeatedID(let id, let file, let line):
      "\(file):\(line): the id '\(id)' is taken by another assertion"
    case .unknownSeverity(let role, let id, let file, let line):
      "\(file):\(line): the role of \(id) is \(role.map { "'\($0)'" } ?? "missing"); expected "
        + Severity.allCases.map(\.rawValue).joined(separator: ", ")
    case .unknownNeed(let need, let file, let line):
      "\(file):\(line): 'needs' is '\(need)'; expected "
        + RuleNeed.allCases.map(\.rawValue).joined(separator: ", ")
    case .unknownField(let field, let file, let line):
      "\(file):\(line): 'field' is '\(field)'; expected "
        + FieldName.allCases.map(\.rawValue).joined(separator: ", ")
    case .unknownApplicability(let word, let file, let line):
      "\(file):\(line): 'applies' is '\(word)'; expected always or sometimes"
    case .incompleteCode(let file, let line):
      "\(file):\(line): a code needs 'value' and 'name'"
    case .phaseByDocument:
      "the phase #ANY leaves the choice to each document; expected a phase by its id, #ALL or #DEFAULT"
    case .missingFile(let path): "the rule set has no file '\(path)'"
    case .examples(let error): "\(error)"
    }
  }
}
