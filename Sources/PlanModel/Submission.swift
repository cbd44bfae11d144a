/// Everything that one input says.
package struct Submission: Hashable, Sendable {
  package var source: Source
  package var plans: [Plan]
  /// Printed parts of the form itself, in the order of the input.
  package var furniture: [Furniture]
  /// Printed text whose place in a plan is not known, in the order of the input.
  package var unplaced: [UnplacedText]
  package var issues: [ReadIssue]

  package init(
    source: Source, plans: [Plan] = [], furniture: [Furniture] = [],
    unplaced: [UnplacedText] = [], issues: [ReadIssue] = []
  ) {
    self.source = source
    self.plans = plans
    self.furniture = furniture
    self.unplaced = unplaced
    self.issues = issues
  }
}

/// The input a submission was read from.
package struct Source: Hashable, Sendable {
  package var name: String
  package var format: InputFormat
  /// The name of the character encoding, where the format has one.
  package var encoding: String?
  /// How form and encoding were told, the form's first.
  package var evidence: [SourceEvidence]
  /// The digest of the input's bytes, 64 lower-case hexadecimal digits.
  package var sha256: String

  package init(
    name: String, format: InputFormat, encoding: String?, evidence: [SourceEvidence] = [],
    sha256: String
  ) {
    self.name = name
    self.format = format
    self.encoding = encoding
    self.evidence = evidence
    self.sha256 = sha256
  }
}

/// The forms in which plans arrive.
package enum InputFormat: String, CaseIterable, Hashable, Sendable {
  case text, pdf, xlsx, csv, xml
}

/// What shows the form or the character encoding of an input.
package enum SourceEvidence: String, CaseIterable, Hashable, Sendable {
  // The form.
  /// The caller named it.
  case option
  /// The first bytes are those of its files.
  case signature
  /// It begins with a tag.
  case markup
  /// Cells between delimiters are the form's column headings.
  case columnHeadings = "column-headings"
  /// The lines have the same number of delimiters.
  case delimiters
  /// No delimiters part its lines.
  case plainLines = "plain-lines"
  // The encoding.
  case byteOrderMark = "byte-order-mark"
  /// Zero bytes stand where UTF-16 has them.
  case zeroBytes = "zero-bytes"
  /// Escape sequences of ISO-2022-JP.
  case escapeSequences = "escape-sequences"
  /// All characters beyond ASCII are well-formed UTF-8.
  case wellFormed = "well-formed"
  case asciiOnly = "ascii-only"
  /// All bytes beyond ASCII pair as in the encoding.
  case bytePairs = "byte-pairs"
}

/// A printed part of the form that says nothing about an entry.
package struct Furniture: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case columnHeading = "column-heading"
    case totalsLabel = "totals-label"
    case pageMark = "page-mark"
    case linkTarget = "link-target"
    case linkLabel = "link-label"
    case other
  }

  package var kind: Kind
  package var text: String
  package var place: Place

  package init(_ kind: Kind, _ text: String, at place: Place) {
    self.kind = kind
    self.text = text
    self.place = place
  }
}

/// Printed text for which no field could be found.
package struct UnplacedText: Hashable, Sendable {
  /// What is known of the text; `nil` where nothing is.
  package var kind: Kind?
  package var text: String
  package var place: Place
  /// The heading of its column, where that is none of the form's.
  package var heading: String?

  package init(_ text: String, as kind: Kind? = nil, at place: Place, heading: String? = nil) {
    self.kind = kind
    self.text = text
    self.place = place
    self.heading = heading
  }

  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A row of totals beside the one that the plan has.
    case totals
  }
}

/// Something wrong with one place of an input that could be read as a whole.
package struct ReadIssue: Hashable, Sendable {
  /// A permanent token such as `short-row`.
  package var code: String
  package var place: Place
  /// One English sentence with what was found and what was expected.
  package var text: String

  package init(code: String, at place: Place, text: String) {
    self.code = code
    self.place = place
    self.text = text
  }
}
