/// Municipalities, categories, themes, start months, URLs and contacts.
enum ColumnFaults {
  static let all = municipalities + categories + themes + starts + urls + contacts

  private static let municipalities: [Fault] =
    ["東京市", "大阪市", "中央", "新宿区区", "架空町", "東京都", "区部", "多摩地域", "？"].map {
      .printing($0, in: "municipality", breaks: "MUN", .error, where: \.isWhole)
    } + ProseFaults.missing("MUN", "municipality") + [
      Fault(
        "MUN", "a body that is no municipality",
        where: { $0.field("municipality")["value"] != nil && $0.isWhole }
      ) { site in
        let field = site.field("municipality")
        let (name, code) = (field.text, field["value"] ?? "")
        field.print(name + "商工会議所", ["within": code])
        return .adds(site.mark("MUN", .info, "municipality"))
      },
      Fault(
        "MUN", "the municipality is swapped with the next one",
        where: { site in
          guard let code = site.field("municipality")["value"],
            let below = site.neighbour(1)?.child("municipality")?["value"]
          else { return false }
          return code < below && site.isWhole && !site.sharesMunicipality(at: 0)
            && !site.sharesMunicipality(at: 1)
        }
      ) { site in
        guard let below = site.neighbour(1)?.child("municipality") else { return .nothing }
        let own = site.field("municipality")
        let (name, code) = (own.text, own["value"] ?? "")
        own.print(below.text, ["value": below["value"] ?? ""])
        below.print(name, ["value": code])
        return .adds(site.mark("MUN", .warning, "municipality"))
      },
      Fault(
        "MUN", "a municipality from far down the list", textual: true,
        where: { site in
          guard let code = site.neighbour(1)?.child("municipality")?["value"],
            let last = site.entries.last?.child("municipality")?["value"]
          else { return false }
          return code < last && site.field("municipality")["value"] != nil && site.isWhole
        }
      ) { site in
        guard let last = site.entries.last?.child("municipality") else { return .nothing }
        site.field("municipality").print(last.text, ["value": last["value"] ?? ""])
        return .adds(site.mark("MUN", .warning, "municipality"))
      },
    ]

  private static let categories: [Fault] =
    ["その他", "人材育成事業", "労働力", "処遇", "一般事業", "モデル事業", "雇用対策", "該当なし"].map {
      .printing($0, ["key": $0], in: "category", breaks: "CAT", .error)
    } + ProseFaults.missing("CAT", "category") + [
      Fault(
        "CAT", "a category in another wording",
        where: { site in
          let text = site.field("category").text
          let wordings = site.submission.children("plan").flatMap { $0.children("entry") }
            .compactMap { $0.child("category")?.text }
          return site.category != nil && text.hasSuffix("事業")
            && wordings.filter { $0 == text }.count > 1
            && !wordings.contains(String(text.dropLast(2)))
        }
      ) { site in
        let field = site.field("category")
        let (text, value) = (String(field.text.dropLast(2)), field["value"] ?? "")
        field.print(text, ["value": value, "key": text])
        return .adds(site.mark("CAT", .info, "category"))
      }
    ]

  private static let themes: [Fault] =
    ["その他", "観光", "デジタル", "若者", "女性", "高齢者", "地域", "産業", "外国人", "就労"].map {
      .printing($0, in: "theme", breaks: "THM", .info, where: { $0.entry.child("theme") != nil })
    }

  /// A month of the plan's fiscal year plus `years`, as the form prints it.
  private static func printStart(_ site: Site, year: Int, month: Int) {
    let printed = "令和\(year - 2018)年\(month)月".map { sign in
      sign.isASCII
        ? sign.unicodeScalars.first.flatMap { Unicode.Scalar($0.value + 0xFEE0) }.map(String.init)
          ?? ""
        : String(sign)
    }.joined()
    site.field("start").print(
      printed,
      [
        "value": "\(year)-\(month < 10 ? "0" : "")\(month)", "era": "令和",
        "eraYear": String(year - 2018), "month": String(month),
      ])
  }

  private static let hasStart: @Sendable (Site) -> Bool = {
    $0.field("start")["value"] != nil && $0.field("start")["state"] == nil
      && $0.field("start")["width"] == nil && ($0.fiscalYear ?? 0) > 2019
  }

  private static func start(
    _ name: String, years: Int, month: Int, _ gravity: Gravity?
  ) -> Fault {
    // 令和 begins in the May of 2019.
    let suits: @Sendable (Site) -> Bool = {
      hasStart($0) && ($0.fiscalYear ?? 0) + years > 2019
    }
    return Fault("STA", name, textual: true, where: suits) { site in
      guard let fiscalYear = site.fiscalYear else { return .nothing }
      printStart(site, year: fiscalYear + years, month: month)
      return Effect(added: gravity.map { [site.mark("STA", $0, "start")] } ?? [])
    }
  }

  private static let starts: [Fault] =
    ["未定", "４月", "契約後", "年度内", "2020/4", "令和年月"].map {
      .printing($0, in: "start", breaks: "STA", .error, where: hasStart)
    } + ProseFaults.missing("STA", "start") + [
      start("April of the next fiscal year", years: 1, month: 4, .error),
      start("September of the next fiscal year", years: 1, month: 9, .error),
      start("March of the next fiscal year", years: 2, month: 3, .error),
      start("a month five years ahead", years: 5, month: 6, .error),
      start("March before the fiscal year", years: 0, month: 3, .review),
      start("April of the fiscal year before", years: -1, month: 4, .review),
      start("the last month of the fiscal year", years: 1, month: 3, nil),
      Fault("STA", "a month after the end of its era", where: hasStart) { site in
        guard let fiscalYear = site.fiscalYear else { return .nothing }
        site.field("start").print(
          "平成\(fiscalYear - 1988)年4月",
          [
            "value": "\(fiscalYear)-04", "era": "平成", "eraYear": String(fiscalYear - 1988),
            "month": "4",
          ])
        return .adds(site.mark("STA", .error, "start"))
      },
      Fault("STA", "a day that no calendar has", where: hasStart) { site in
        guard let fiscalYear = site.fiscalYear else { return .nothing }
        printStart(site, year: fiscalYear, month: 6)
        site.field("start").text += "31日"
        site.field("start")["day"] = "31"
        return .adds(site.mark("STA", .error, "start"))
      },
      Fault("STA", "a month of the Western calendar", where: hasStart) { site in
        guard let fiscalYear = site.fiscalYear else { return .nothing }
        site.field("start").print(
          "\(fiscalYear)年6月", ["value": "\(fiscalYear)-06", "month": "6"])
        return .adds(site.mark("STA", .info, "start"))
      },
      Fault("STA", "digits of both widths", where: hasStart) { site in
        site.field("start")["width"] = "mixed"
        return .adds(site.mark("STA", .info, "start"))
      },
      Fault(
        "STA", "digits of both widths are mended", where: { $0.field("start")["width"] == "mixed" }
      ) { site in
        site.field("start")["width"] = nil
        return .removes(site.mark("STA", .info, "start"))
      },
    ]

  /// Prints an address with what is known of it.
  static func printAddress(_ field: PlanElement, _ address: String) {
    let parts = address.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    let host = String(parts.count > 2 ? parts[2].prefix { $0 != "/" } : "")
    field.print(
      address,
      [
        "value": address, "scheme": String(address.prefix { $0 != ":" }), "host": host,
        "hostKey": host.filter { $0 != "-" }, "key": address,
      ])
  }

  private static let hasAddress: @Sendable (Site) -> Bool = {
    $0.field("url")["scheme"] == "https" && $0.field("url")["target"] == nil
      && !$0.sharesMunicipality(at: 0)
  }

  private static let urls: [Fault] =
    [
      "www.example.jp/shigoto", "/shigoto/index.html", "ftp://www.example.jp/", "https://",
      "https:/www.example.jp/", "区のホームページ", "https//www.example.jp/", "mailto:a@example.jp",
      "https://www.example..jp/",
    ].map {
      .printing($0, in: "url", breaks: "URL", .error, where: hasAddress)
    } + [
      .printing(
        "https://www.city.ome.tokyo.jp／site/", ["width": "mixed"], in: "url", breaks: "URL", .error,
        where: hasAddress),
      .printing(
        "ｈｔｔｐｓ：／／ｗｗｗ．ｅｘａｍｐｌｅ．ｊｐ／", ["width": "full"], in: "url", breaks: "URL", .error,
        where: hasAddress),
      .printing("https://www.example.jp/a b", in: "url", breaks: "URL", .error, where: hasAddress),
      .printing("https://www.example\n.jp/a", in: "url", breaks: "URL", .error, where: hasAddress),
      Fault("URL", "http in place of https", textual: true, where: hasAddress) { site in
        let field = site.field("url")
        printAddress(field, "http" + field.text.dropFirst("https".count))
        return .adds(site.mark("URL", .info, "url"))
      },
      Fault(
        "URL", "a dash where others are empty",
        where: { site in
          site.field("url")["state"] == "blank"
            && site.entries.filter { $0.child("url")?["state"] == "blank" }.count > 1
        }
      ) { site in
        site.field("url").print("-", ["state": "dash"])
        return .adds(site.mark("URL", .info, "url"))
      },
      Fault(
        "URL", "a host that differs from another of the municipality by a hyphen",
        where: { site in
          hasAddress(site) && site.isWhole
            && site.neighbour(-1)?.child("url")?["scheme"] == "https"
            && site.neighbour(-1)?.child("municipality")?["value"] != nil
        }
      ) { site in
        guard let above = site.neighbour(-1), let address = above.child("url")?.text,
          let municipality = above.child("municipality")
        else { return .nothing }
        site.field("municipality").print(municipality.text, ["value": municipality["value"] ?? ""])
        printAddress(site.field("url"), "https://w-" + address.dropFirst("https://w".count))
        return .adds(site.mark("URL", .review, "url"))
      },
      Fault("URL", "a link that points elsewhere", where: hasAddress) { site in
        site.field("url")["target"] = "https://www.example.jp/"
        site.field("url")["targetKey"] = "https://www.example.jp/"
        return .adds(site.mark("URL", .warning, "url"))
      },
      Fault("URL", "a link that points there", where: hasAddress) { site in
        site.field("url")["target"] = site.field("url")["value"]
        site.field("url")["targetKey"] = site.field("url")["key"]
        return .nothing
      },
    ]

  private static let contacts: [Fault] =
    ProseFaults.missing("CON", "department", column: "contact")
    + ProseFaults.missing("CON", "phone", column: "contact")
    + [
      ("03-3546-532", "033546532"), ("03-3546-53299", "03354653299"), ("3-3546-5329", "335465329"),
      ("13-3546-5329", "1335465329"), ("03-3546", "033546"),
    ].map { text, digits in
      .printing(text, ["value": digits], in: "phone", breaks: "CON", .error, reportedAt: "contact")
    }
    + ["内線2341", "なし", "同上", "メールのみ"].map {
      .printing($0, in: "phone", breaks: "CON", .error, reportedAt: "contact")
    }
}
