/// The key of a text whose full-width signs are kana, Chinese characters and brackets.
func proseKey(_ text: String) -> String {
  String(
    text.lowercased().filter { !$0.isWhitespace }.map { sign in
      switch sign {
      case "ー", "－": "-"
      case "（": "("
      case "）": ")"
      default: sign
      }
    })
}

extension Site {
  /// Whether the project does not say that a part of it stands in another plan.
  var isWhole: Bool { field("description")["stem"] == nil }
}

enum ProseFaults {
  static let all = titles + descriptions + characters

  private static func placeholder(
    _ text: String, in field: String, breaks rule: String, textual: Bool = false
  ) -> Fault {
    .printing(
      text, ["key": proseKey(text)], in: field, breaks: rule, .error, textual: textual,
      where: \.isWhole)
  }

  private static let titles: [Fault] =
    ["未定", "調整中", "検討中", "同上", "（仮称）", "事業名", "〃", "未記入", "○○事業", "後日提出"].map {
      placeholder($0, in: "title", breaks: "TTL")
    } + missing("TTL", "title")

  private static let descriptions: [Fault] =
    [
      "未定", "同上", "調整中", "別紙", "別紙のとおり", "別紙参照", "検討中", "〃", "未記入", "後日提出",
    ].map {
      placeholder($0, in: "description", breaks: "DSC", textual: true)
    } + missing("DSC", "description") + [
      Fault(
        "DSC", "the description is the title again",
        where: { $0.field("title")["key"] != nil && $0.isWhole }
      ) {
        site in
        let title = site.field("title")
        site.field("description").print(title.text, ["key": title["key"] ?? ""])
        return .adds(site.mark("DSC", .error, "description"))
      },
      .printing(
        "相談会を開く。", ["key": "相談会を開く。"], in: "description", breaks: "DSC", .warning, textual: true,
        where: \.isWhole),
      Fault(
        "DSC", "the description is that of the row above", textual: true,
        where: { $0.neighbour(-1)?.child("description")?["key"] != nil && $0.isWhole }
      ) { site in
        guard let above = site.neighbour(-1)?.child("description") else { return .nothing }
        site.field("description").print(above.text, ["key": above["key"] ?? ""])
        return .adds(site.mark("DSC", .warning, "description"))
      },
    ]

  /// A field that is required is blank or lost.
  static func missing(_ rule: String, _ field: String, column: String? = nil) -> [Fault] {
    [
      Fault(rule, "the \(field) is blank", where: \.isWhole) { site in
        site.field(field).print("", ["state": "blank"])
        return .adds(site.mark(rule, .error, column ?? field))
      },
      Fault(rule, "the \(field) is lost", where: { $0.field(field)["state"] == nil && $0.isWhole })
      { site in
        site.field(field).print("", ["state": "lost"])
        return .adds(site.mark(rule, .review, column ?? field))
      },
    ]
  }

  /// Puts `sign` into a field without touching what it means.
  private static func odd(
    _ sign: String, _ fact: (name: String, value: String)?, in field: String, _ gravity: Gravity,
    _ name: String
  ) -> Fault {
    Fault(
      "TXT", "\(name) in the \(field)",
      where: { site in
        site.field(field)["state"] == nil && site.isWhole
          && fact.flatMap { site.field(field)[$0.name] } == nil
      }
    ) { site in
      let element = site.field(field)
      element.text += sign
      element["key"] = element["key"].map { $0 + sign }
      if let fact { element[fact.name] = fact.value }
      return .adds(
        site.mark(
          "TXT", gravity, ["department", "section", "phone"].contains(field) ? "contact" : field))
    }
  }

  private static let characters: [Fault] =
    ["title", "description"].flatMap { field in
      [
        odd("（", ("brackets", "（"), in: field, .warning, "an unclosed bracket"),
        odd("」", ("brackets", "」"), in: field, .warning, "a bracket that was never opened"),
        odd("\u{E000}", ("odd", "U+E000"), in: field, .warning, "a private-use character"),
        odd("\u{200B}", ("odd", "U+200B"), in: field, .warning, "a zero-width blank"),
        odd("\u{FFFD}", ("odd", "U+FFFD"), in: field, .warning, "a replacement character"),
        odd("ｱｲｳ", nil, in: field, .warning, "half-width katakana"),
      ]
    }
    + ["cost", "target", "phone"].map { field in
      Fault(
        "TXT", "digits of both widths in the \(field)",
        where: { $0.field(field)["value"] != nil && $0.field(field)["width"] == nil }
      ) { site in
        let element = site.field(field)
        element["width"] = "mixed"
        return .adds(site.mark("TXT", .info, field == "phone" ? "contact" : field))
      }
    }
    + ["leading", "trailing", "both"].map { place in
      Fault(
        "TXT", "blanks at the ends of the title: \(place)",
        where: { $0.submission.child("source")?["format"] == "xml" }
      ) { site in
        site.field("title")["blanks"] = place
        return .adds(site.mark("TXT", .info, "title"))
      }
    }
}
