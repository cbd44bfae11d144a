import Testing
import XMLTree

@testable import Auditing

@Suite struct Reconciliations {
  private func reconciliation(_ plan: String) throws -> [Reconciliation] {
    let xml = "<submission xmlns=\"urn:planaudit:plan:1\">\(plan)</submission>"
    let document = try XMLDocument(parsing: Array(xml.utf8), name: "plan.xml")
    let element = try #require(document.documentElement.childElements.first)
    return ReconciliationReading(plans: [element]).reconciliation(ofPlan: 0)
  }

  private func entry(_ position: Int, _ cells: String) -> String {
    "<entry position=\"\(position)\">\(cells)</entry>"
  }

  @Test func `sums are exact and a dash or an empty cell adds nothing`() throws {
    let sums = try reconciliation(
      "<plan>"
        + entry(
          1, "<cost value='9007199254740993'/><target value='5'/><reference state='dash'/>")
        + entry(2, "<cost value='-2'/><target state='blank'/><reference state='dash'/>")
        + "<totals><cost value='9007199254740991'/><target value='4'/><reference state='dash'/></totals></plan>"
    )
    #expect(sums.map(\.field) == [.cost, .target, .reference])
    #expect(sums.map(\.stated) == [9_007_199_254_740_991, 4, 0])
    #expect(sums.map(\.computed) == [9_007_199_254_740_991, 5, 0])
    #expect(sums.map(\.difference) == [0, -1, 0])
    #expect(sums.allSatisfy { ($0.explanation == nil) == ($0.difference == 0) })
  }

  @Test func `a lost cell, an unreadable one and a missing row are absent and say why`() throws {
    let sums = try reconciliation(
      "<plan>"
        + entry(1, "<cost state='lost'/><target value='5'/><reference>一</reference>")
        + "<totals><cost value='1'/><target>五</target><reference value='1'/></totals></plan>")
    #expect(sums.map(\.stated) == [1, nil, 1])
    #expect(sums.map(\.computed) == [nil, 5, nil])
    #expect(sums.map(\.difference) == [nil, nil, nil])
    #expect(sums.allSatisfy { $0.explanation != nil })
    for totals in ["", "<totals state='lost'/>"] {
      let sums = try reconciliation("<plan>\(entry(1, "<cost value='1'/>"))\(totals)</plan>")
      #expect(sums[0].stated == nil && sums[0].computed == 1 && sums[0].explanation != nil)
    }
  }

  @Test func `an overflow is no sum`() throws {
    let sums = try reconciliation(
      "<plan>" + entry(1, "<cost value='9223372036854775807'/>") + entry(2, "<cost value='1'/>")
        + "</plan>")
    #expect(sums[0].computed == nil && sums[0].explanation != nil)
  }
}

@Suite struct `Explained differences` {
  private func sums(_ plans: String...) throws -> [Reconciliation] {
    let xml = "<submission xmlns=\"urn:planaudit:plan:1\">\(plans.joined())</submission>"
    let document = try XMLDocument(parsing: Array(xml.utf8), name: "plan.xml")
    return ReconciliationReading(plans: document.documentElement.planChildren("plan"))
      .reconciliation(ofPlan: 0)
  }

  private func plan(_ costs: [Int], stated: Int, id: String = "general") -> String {
    let entries = costs.enumerated().map { index, cost in
      "<entry position='\(index + 1)'><municipality value='13\(index / 2)'>区\(index / 2)</municipality>"
        + "<cost value='\(cost)'/><target state='dash'/><reference state='dash'/></entry>"
    }
    return "<plan id='\(id)' kind='\(id)'>\(entries.joined())<totals><cost value='\(stated)'/>"
      + "<target state='dash'/><reference state='dash'/></totals></plan>"
  }

  @Test(
    arguments: [
      ([100, 250, 37], 350, ["entry-left-out"]),
      ([100, 250, 37], 424, ["entry-counted-twice"]),
      ([1234, 700], 2024, ["digits-transposed-in-entry"]),
      ([1234, 750], 1894, ["digits-transposed-in-total"]),
      ([1234, 5_000_000], 6234, ["factor-in-entry"]),
      ([1234, 5_001], 62_350, ["factor-in-total"]),
      ([1234, 5_000_400], 6234, ["factor-in-entry"]),
      ([120, 80, 200, 77], 277, ["subtotal-counted-as-entry", "entry-left-out"]),
      ([120, 80, 33, 50, 283], 283, ["subtotal-counted-as-entry", "entry-left-out"]),
      ([7, -5], 12, ["dash-read-as-number"]),
      ([100, 250], 351, []),
    ] as [([Int], Int, [String])])
  func `are closed exactly`(costs: [Int], stated: Int, causes: [String]) throws {
    let sum = try sums(plan(costs, stated: stated))[0]
    #expect(sum.causes.map(\.kind.rawValue) == causes, "\(sum.causes)")
    #expect(sum.explanation != nil)
  }

  @Test func `may be the total of the other plan`() throws {
    let sum = try sums(
      plan([120, 85], stated: 7_777), plan([7_000, 777], stated: 7_777, id: "model"))[0]
    #expect(sum.causes.map(\.otherPlan) == ["model"])
  }

  @Test func `may be a subtotal that was added again`() throws {
    let sum = try sums(plan([120, 85, 33, 12], stated: 455))[0]
    #expect(sum.causes.map(\.kind) == [.subtotal])
    #expect(sum.causes[0].message.ja.contains("区0"))
  }

  @Test func `may be the total of the other plan that is nothing`() throws {
    let other = plan([0], stated: 0, id: "model")
    let sum = try sums(plan([120], stated: 0), other)[0]
    #expect(sum.causes.map(\.kind) == [.leftOut, .otherPlan])
    let empty = plan([120], stated: 0).replacing(
      "<totals><cost value='0'/>", with: "<totals><cost state='blank'/>")
    #expect(try sums(empty, other)[0].causes.map(\.kind) == [.leftOut])
  }

  @Test(
    arguments: [
      ("小計 203", "plan", ["subtotal-counted-as-entry"]), ("（小計）203", "plan", []),
      ("（小計） ２０３ - 7", "plan", ["subtotal-counted-as-entry"]),
      ("中央区計 12 203 -", "plan", []), ("人件費 203", "plan", []), ("小計 202", "plan", []),
      ("小計 203", "before", []), ("小計 203", "behind", []),
    ])
  func `may be a printed subtotal that was added`(
    text: String, place: String, causes: [String]
  ) throws {
    let row = ["before": 1, "plan": 4, "behind": 9][place] ?? 0
    let costs = [120, 83, 37].enumerated().map { index, cost in
      "<entry position='\(index + 1)' row='\(index + 3)'><cost value='\(cost)'/></entry>"
    }
    let sum = try sums(
      "<plan>\(costs.joined())<totals row='7'><cost value='443'/></totals></plan>",
      "<unplaced row='\(row)'>\(text)</unplaced>")[0]
    #expect(sum.causes.map(\.kind.rawValue) == causes)
  }

  @Test func `may be a dash that was read as the minus of the number behind it`() throws {
    func entry(_ position: Int, _ target: String, _ reference: Int) -> String {
      "<entry position='\(position)'><cost value='1'/><target \(target)/>"
        + "<reference value='\(reference)'/></entry>"
    }
    let sum = try sums(
      "<plan>" + entry(1, "state='dash'", 18) + entry(2, "state='dash'", 50)
        + entry(3, "value='2'", 18)
        + "<totals><reference value='50'/></totals></plan>")[2]
    #expect(sum.causes.map(\.kind) == [.dash])
    #expect(sum.causes.first?.entry?.position == 1)
  }

  @Test func `may be a dash that was read as the minus behind a number`() throws {
    func entry(_ position: Int, _ reference: String) -> String {
      "<entry position='\(position)'><cost value='1'/><target value='18'/>"
        + "<reference \(reference)/></entry>"
    }
    let sum = try sums(
      "<plan>" + entry(1, "value='2'") + entry(2, "state='dash'")
        + "<totals><target value='0'/></totals></plan>")[1]
    #expect(sum.causes.last?.kind == .dash)
    #expect(sum.causes.last?.entry?.position == 2)
    #expect(sum.causes.last?.isFarFetched == true)
  }

  @Test(arguments: [[Int.max, 0], [Int.min + 1, 0], [Int.min, 0], [Int.min, 1]])
  func `do not overflow`(costs: [Int]) throws {
    for stated in [Int.max, Int.min, 0, 1, -1] {
      let sum = try sums(plan(costs, stated: stated))[0]
      #expect(sum.stated == stated)
    }
  }

  @Test func `list what adds to a sum only where it disagrees`() throws {
    #expect(try sums(plan([3, 4], stated: 7))[0].contributions.isEmpty)
    let off = try sums(plan([3, 0, 4], stated: 8))[0]
    #expect(off.contributions.map(\.position) == [1, 3])
    #expect(off.contributingCount == 2)
  }
}

@Suite struct Subtotals {
  @Test func `are taken by municipality, category and theme`() throws {
    func entry(_ position: Int, _ municipality: String, _ category: String, _ cost: String)
      -> String
    {
      "<entry position='\(position)'><municipality \(municipality)</municipality>"
        + "<category value='\(category)'>\(category)</category><cost \(cost)/>"
        + "<target value='1'/><reference state='dash'/></entry>"
    }
    let xml =
      "<submission xmlns=\"urn:planaudit:plan:1\"><plan id='general'>"
      + entry(1, "value='131024'>中央区", "workforce", "value='5'")
      + entry(2, "within='132225'>東久留米市商工会", "conditions", "value='7'")
      + entry(3, "value='131024'>中央区", "conditions", "state='lost'") + "</plan></submission>"
    let document = try XMLDocument(parsing: Array(xml.utf8), name: "plan.xml")
    let subtotals = ReconciliationReading(plans: document.documentElement.childElements)
      .subtotals(ofPlan: 0)
    #expect(subtotals.map(\.grouping) == [.municipality, .municipality, .category, .category])
    #expect(subtotals.map(\.name) == ["中央区", "東久留米市商工会", "workforce", "conditions"])
    #expect(subtotals.map(\.entryCount) == [2, 1, 1, 2])
    #expect(subtotals.map(\.cost) == [nil, 7, 5, nil])
    #expect(subtotals.map(\.target) == [2, 1, 1, 2])
  }
}
