import AuditReports
import Auditing
import Digests
import Foundation
import TestSupport
import Testing
import XMLTree

@testable import AuditReports

/// The pages that are held against the rules for pages.
enum TestPages {
  static func report(_ report: AuditReport, _ language: ReportLanguage = .japanese) throws
    -> [UInt8]
  {
    var bytes: [UInt8] = []
    try HTMLReporter(language: language).write(report, to: &bytes)
    return bytes
  }

  static let all: [(name: String, bytes: [UInt8])] = {
    var empty = FixedReport.cleanReport
    empty.submissions = []
    let options = ReporterOptions(language: .japanese, colour: false, junitProfile: .default)
    var pages: [(String, [UInt8])] = []
    do {
      for language in ReportLanguage.allCases {
        for (name, one) in [
          ("rich", FixedReport.report), ("tables", FixedTables.report),
          ("clean", FixedReport.cleanReport), ("empty", empty),
        ] { pages.append(("\(name)-\(language.rawValue)", try report(one, language))) }
      }
      let letters = try ReportFormat.html.files(of: LetterDivision(FixedTables.report), options)
      pages += letters.map { ($0.name, $0.bytes) }
    } catch {
      Issue.record(error)
    }
    return pages
  }()

  static func named(_ name: String) throws -> [UInt8] {
    try #require(all.first { $0.name == name }).bytes
  }
}

@Suite struct `Pages` {
  private static let elements = [
    "html", "head", "meta", "title", "style", "script", "body", "header", "main", "footer", "nav",
    "section", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "div", "form",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "svg",
    "rect", "text", "line", "details", "summary", "select", "option", "label", "button", "a",
    "span", "strong", "br",
  ]

  private static func nodes(_ document: XMLDocument) -> [XMLNode] {
    var nodes: [XMLNode] = []
    func add(_ node: XMLNode) {
      nodes.append(node)
      node.childElements.forEach(add)
    }
    add(document.documentElement)
    return nodes
  }

  @Test func `there are pages to look at`() {
    #expect(TestPages.all.count == 8 + 1 + FixedTables.submitters.count)
  }

  @Test(arguments: TestPages.all.map(\.name))
  func `a page is well-formed, of known elements, with every link leading somewhere`(
    name: String
  ) throws {
    let document = try FindingReading.page(TestPages.named(name))
    let nodes = Self.nodes(document)
    var ids: Set<String> = []
    for node in nodes {
      #expect(Self.elements.contains(node.localName), "\(node.localName)")
      if let id = node.attribute("id") {
        #expect(ids.insert(id).inserted, "the id \(id) comes twice")
        #expect(!id.isEmpty && !id.contains(" "))
      }
    }
    let names = Set(TestPages.all.map(\.name))
    for node in nodes {
      for attribute in ["href", "for", "aria-labelledby"] {
        guard let value = node.attribute(attribute) else { continue }
        if attribute == "href", !value.hasPrefix("#") {
          #expect(names.contains(value), "\(value) is no file beside the page")
        } else {
          #expect(
            ids.contains(value.hasPrefix("#") ? String(value.dropFirst()) : value), "\(value)")
        }
      }
    }
  }

  @Test(arguments: TestPages.all.map(\.name))
  func `a page loads nothing and runs nothing but what its policy names`(name: String) throws {
    let document = try FindingReading.page(TestPages.named(name))
    let nodes = Self.nodes(document)
    for node in nodes {
      for attribute in node.attributes {
        #expect(!attribute.localName.hasPrefix("on") && attribute.localName != "style")
        if ["src", "href", "action", "data", "srcset"].contains(attribute.localName) {
          #expect(!attribute.stringValue.contains(":"), "\(attribute.stringValue)")
        }
      }
    }
    let policy = try #require(
      nodes.first { $0.attribute("http-equiv") == "Content-Security-Policy" }?.attribute("content"))
    #expect(policy.hasPrefix("default-src 'none'; "))
    #expect(!policy.contains("unsafe") && !policy.contains("http"))
    for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
      let parts = nodes.filter { $0.localName == element }
      #expect(parts.count <= 1)
      if let part = parts.first {
        let digest = SHA256.base64Digest(of: Array(part.stringValue.utf8))
        #expect(policy.contains("\(directive) 'sha256-\(digest)'"))
        #expect(!part.stringValue.contains("url(") && !part.stringValue.contains("@import"))
      } else {
        #expect(!policy.contains(directive))
      }
    }
  }

  @Test(arguments: TestPages.all.map(\.name))
  func `a page can be read without seeing it`(name: String) throws {
    let document = try FindingReading.page(TestPages.named(name))
    let nodes = Self.nodes(document)
    #expect(document.documentElement.attribute("lang") != nil)
    #expect(nodes.count { $0.localName == "h1" } == 1)
    #expect(nodes.count { $0.localName == "main" } == 1)
    var level = 0
    for node in nodes where node.localName.count == 2 && node.localName.hasPrefix("h") {
      guard let next = Int(node.localName.dropFirst()) else { continue }
      #expect(next <= level + 1, "\(node.stringValue) skips a level")
      level = next
    }
    for node in nodes where node.localName == "th" {
      #expect(node.attribute("scope") != nil, "\(node.stringValue)")
    }
    for node in nodes where node.localName == "select" {
      let id = node.attribute("id")
      #expect(nodes.contains { $0.localName == "label" && $0.attribute("for") == id })
    }
    for node in nodes where node.localName == "svg" {
      #expect(node.attribute("role") == "img" && node.attribute("aria-label") != nil)
    }
    // Nothing is told by colour alone: where a rank colours something, its word or sign stands there.
    for node in nodes where node.attribute("class")?.hasPrefix("rank") ?? false {
      #expect(!node.stringValue.isEmpty)
    }
  }

  @Test func `the input cannot become markup or steer the reader's eye`() throws {
    let text = try String(decoding: TestPages.named("tables-ja"), as: UTF8.self)
    #expect(!text.contains("]]><") && !text.contains("<b>") && !text.contains("<人数>"))
    for scalar in text.unicodeScalars {
      #expect(scalar == "\n" || !InvisibleCharacters.contains(scalar), "U+\(scalar.value)")
    }
    #expect(text.contains("&lt;U+202E&gt;逆"))
  }

  @Test func `the table shows every value, and its state where there is none`() throws {
    let document = try FindingReading.page(TestPages.named("tables-ja"))
    let cells = document.root.descendantElements("td", namespace: "")
    func cell(_ id: String) throws -> String {
      try #require(cells.first { $0.attribute("id") == id }).stringValue
    }
    #expect(try cell("s1-p1-e3-title").contains("読み取れません"))
    #expect(try cell("s1-p1-e1-url").contains("空欄"))
    #expect(try cell("s1-p1-e1-start").contains("推定：結合されたセル"))
    #expect(try cell("s1-p1-e1-contact").contains("区民部"))
    #expect(try cell("s1-p1-e1-contact").contains("電話番号：読み取れません"))
    #expect(try cell("s1-p1-e1-target").contains("1"))
    #expect(try cell("s1-p1-totals-cost").contains("480,856"))
    #expect(try cell("s1-p1-totals-cost").contains("誤"), "the finding stands at its cell")
  }

  @Test func `a finding about a sum says what may have gone wrong with it`() throws {
    var report = FixedReport.report
    let index = try #require(
      report.submissions.firstIndex { $0.findings.contains { $0.rule == "TOT-01" } })
    let finding = try #require(report.submissions[index].findings.first { $0.rule == "TOT-01" })
    let plan = try #require(finding.plan)
    report.submissions[index].plans = [FixedReport.plan(plan, entryCount: 3)]
    report.submissions[index].plans[0].reconciliation = [
      Reconciliation(
        field: .cost, stated: 300, computed: 299,
        explanation: Message(ja: "<300>は<299>の誤記です。", en: "300 is 299 miswritten."))
    ]
    for language in ReportLanguage.allCases {
      let wording = Wording(language: language)
      let document = try FindingReading.page(TestPages.report(report, language))
      let item = try #require(
        document.root.descendantElements("li", namespace: "").first {
          $0.attribute("data-fingerprint") == finding.fingerprint
        })
      let facts = try #require(item.descendantElements("dl", namespace: "").first).childElements
      let cause = try #require(facts.firstIndex { $0.stringValue == wording.likelyCause })
      let words = language == .japanese ? "<300>は<299>の誤記です。" : "300 is 299 miswritten."
      #expect(facts[cause + 1].stringValue == words)
    }
  }

  @Test(arguments: [
    (Location(line: 12), "12行", "line 12"),
    (Location(line: 12, endLine: 12), "12行", "line 12"),
    (Location(line: 12, endLine: 14), "12〜14行", "lines 12 to 14"),
    (Location(line: 3, page: 2), "2ページ3行", "page 2, line 3"),
    (Location(page: 2), "2ページ", "page 2"),
    (Location(sheet: "一般", cell: "F35"), "シート「一般」セルF35", "sheet 一般, cell F35"),
    (Location(line: 7, row: 5, column: 3), "7行", "line 7"),
    (Location(row: 5, column: 3), "5行3列", "row 5, column 3"),
    (Location(path: "/p:a"), "/p:a", "/p:a"),
  ])
  func `places are said as people look them up`(
    location: Location, japanese: String, english: String
  ) {
    #expect(Wording(language: .japanese).placeInWords(location) == japanese)
    #expect(Wording(language: .english).placeInWords(location) == english)
    #expect(Wording(language: .english).placeInWords(Location()) == nil)
  }

  @Test func `the page says what was not checked`() throws {
    let text = try String(decoding: TestPages.named("tables-ja"), as: UTF8.self)
    for words in [
      "点検は完了していません", "XMLの入れ子が上限を超えています", "会計年度が分かりません。", "軽いもの7件",
      "写真.png", "事業名 1件（整理番号3）", "指摘の上限に達しました。",
    ] { #expect(text.contains(words), "\(words)") }
    let empty = try String(decoding: TestPages.named("empty-ja"), as: UTF8.self)
    #expect(empty.contains("点検は完了していません") && empty.contains("確認する提出書がありません"))
  }

  @Test(arguments: ["ja", "en"])
  func `a page with tables matches its golden file`(language: String) throws {
    try expectGolden(TestPages.named("tables-\(language)"), "tables-report-\(language).html")
  }

  @Test func `unit costs are exact to a tenth, dearest first`() {
    var table = FixedTables.table(5, hasTheme: false)
    let costs = UnitCosts(table, per: .target)
    #expect(costs.values.map(\.tenths) == [10_000, 3_333, 2_000])
    #expect(costs.values.map(\.number) == ["1", "3", "5"])
    #expect(costs.middle == 3_333)
    #expect(UnitCosts.text(10_005) == "1,000.5")
    table.rows[0].cells[5].parts[0].amount = nil
    let without = UnitCosts(table, per: .target)
    #expect(without.values.count == 2 && without.unknownCount == 1)
    // The mean of 333.3 and 200.0, rounded half up.
    #expect(without.middle == 2_667)
  }
}
