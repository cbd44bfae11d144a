/// Who submits an entry.
package enum MunicipalityReading: Hashable, Sendable {
  /// A municipality, by its six-digit code of JIS X 0402.
  case municipality(code: String)
  /// A body that is no municipality, by the code of the municipality that its name contains.
  case body(within: String)
}

/// A category and the words by which one wording is told from another.
package struct CategoryReading: Hashable, Sendable {
  /// The code of the categories' list; `nil` for unknown words.
  package var code: String?
  package var key: String

  package init(code: String?, key: String) {
    self.code = code
    self.key = key
  }
}

/// Forms of a title or a description that are compared instead of the printed text.
package struct ProseKeys: Hashable, Sendable {
  package var key: String
  /// The key without a bracketed clause at its end; `nil` where it has none.
  package var stem: String?

  package init(key: String, stem: String? = nil) {
    self.key = key
    self.stem = stem
  }
}

/// An amount in the table's own unit.
package enum AmountReading: Hashable, Sendable {
  case whole(Int)
  /// Digits and thousands separators, but the separators are misplaced.
  case misgrouped
}

/// What a URL cell says.
package struct AddressReading: Hashable, Sendable {
  /// `nil` where the text is no absolute URL of http or https with a valid host.
  package var address: WebAddress?
  package var link: LinkTarget?
  /// The caption printed in the cell.
  package var label: String?

  package init(address: WebAddress?, link: LinkTarget? = nil, label: String? = nil) {
    self.address = address
    self.link = link
    self.label = label
  }
}

/// Where a link annotation leads.
package struct LinkTarget: Hashable, Sendable {
  package var text: String
  /// The line of a text on which the target is printed.
  package var line: Int?
  /// The normalised URL; `nil` where `text` is none.
  package var key: String?

  package init(text: String, line: Int?, key: String?) {
    self.text = text
    self.line = line
    self.key = key
  }
}

/// A telephone number.
package struct PhoneReading: Hashable, Sendable {
  /// The digits from the leading 0 on, without the extension; `nil` where the form is not a Japanese one.
  package var digits: String?
  /// The digits of the extension.
  package var extensionDigits: String?

  package init(digits: String?, extensionDigits: String?) {
    self.digits = digits
    self.extensionDigits = extensionDigits
  }
}
