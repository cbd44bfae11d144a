/// The languages that reports are written in.
package enum ReportLanguage: String, CaseIterable, Sendable {
  case japanese = "ja"
  case english = "en"
}

/// A sentence in Japanese and, where there is one, in English.
package struct Message: Equatable, Sendable {
  package var ja: String
  package var en: String?

  package init(ja: String, en: String?) {
    self.ja = ja
    self.en = en
  }

  /// The sentence in `language`; the Japanese one where the English is missing.
  package func text(in language: ReportLanguage) -> String {
    switch language {
    case .japanese: ja
    case .english: en ?? ja
    }
  }
}
