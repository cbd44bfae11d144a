import Foundation
import PlanModel
import PlanReading
import TestSupport
import Testing
import XMLTree

// Needs the real document, which is no part of the repository.
@Suite(.enabled(if: SharedMaterial.isPresent)) struct `The real document` {
  let submission: Submission
  let gold: GoldDocument

  init() throws {
    submission = try reading(realDocument())
    gold = try GoldDocument.load()
  }

  @Test func `has the plans, entries and notes that are in it`() {
    #expect(submission.plans.map(\.id) == ["general", "model"])
    #expect(submission.plans.map(\.entries.count) == [31, 3])
    #expect(submission.plans.map(\.notes.count) == [5, 5])
    #expect(submission.plans.map(\.kindState) == [.inferred, .given])
    #expect(submission.plans.map(\.fiscalYear) == [2020, 2020])
    #expect(submission.plans.map(\.fiscalYearState) == [.inferred, .given])
    #expect(submission.plans.map(\.heading.state) == [.lost, .given])
    #expect(submission.plans.map(\.unit.value) == [1000, 1000])
    #expect(submission.issues.isEmpty)
  }

  @Test func `every entry's fields are read exactly and at their lines`() throws {
    for (plan, expected) in zip(submission.plans, gold.documents) {
      for (entry, wanted) in zip(plan.entries, expected.entries) {
        try expectEntry(entry, wanted, "\(plan.id) \(wanted.number)")
      }
    }
  }

  private func expectEntry(
    _ entry: Entry, _ gold: GoldDocument.EntryReading, _ name: String
  ) throws {
    #expect(entry.number.value == gold.number, "\(name)")
    #expect(entry.position == gold.number, "\(name)")
    #expect(entry.municipality.text == gold.municipality, "\(name)")
    let code = try #require(gold.municipality_code)
    let isBody = gold.municipality.hasSuffix("商工会")
    #expect(
      entry.municipality.value == (isBody ? .body(within: code) : .municipality(code: code)),
      "\(name)")
    #expect(entry.theme?.text == gold.theme, "\(name)")
    #expect((entry.theme?.value != nil) == (gold.theme != nil), "\(name)")
    #expect(
      entry.description.text.filter { $0 != "\n" } == gold.description, "\(name)")
    #expect(entry.category.text == gold.category, "\(name)")
    let category = gold.category_key == "treatment" ? "conditions" : gold.category_key
    #expect(entry.category.value?.code == category, "\(name)")
    #expect(entry.cost.value == .whole(gold.cost), "\(name)")
    #expect(entry.target.value == gold.target.map { .whole($0) }, "\(name)")
    #expect(entry.target.state == (gold.target == nil ? .dash : .given), "\(name)")
    #expect(entry.reference.value == gold.reference.map { .whole($0) }, "\(name)")
    #expect(entry.start.text == gold.start_raw, "\(name)")
    #expect(entry.start.value?.yearMonth?.iso == gold.start, "\(name)")
    let isOwnStart = gold.start_source == "own row"
    #expect(entry.start.state == (isOwnStart ? .given : .inferred), "\(name)")
    expectAddress(entry, gold, name)
    expectContact(entry, gold, name)
    expectTitle(entry, gold, name)
    expectLines(entry, gold, name)
  }

  private func expectAddress(_ entry: Entry, _ gold: GoldDocument.EntryReading, _ name: String) {
    if let url = gold.url {
      #expect(entry.url.text == url, "\(name)")
      #expect(entry.url.value?.address?.text == url, "\(name)")
      #expect(entry.url.state == .given, "\(name)")
    } else {
      #expect(entry.url.value == nil, "\(name)")
      #expect(entry.url.state == (gold.lines["url"] == .some(nil) ? .blank : .dash), "\(name)")
    }
  }

  private func expectContact(_ entry: Entry, _ gold: GoldDocument.EntryReading, _ name: String) {
    let contact = entry.contact
    #expect(contact.department.text == gold.department[0], "\(name)")
    if gold.department.count > 1 {
      #expect(contact.section.text == gold.department[1], "\(name)")
    } else {
      #expect(contact.section.state == .blank, "\(name)")
    }
    #expect(contact.phone.text == gold.phone_raw, "\(name)")
    #expect(contact.phone.value?.digits == gold.phone.filter(\.isNumber), "\(name)")
    #expect(contact.phone.value?.extensionDigits == gold.phone_extension, "\(name)")
    let isOwn = gold.contact_source == "own row"
    #expect(contact.department.state == (isOwn ? .given : .inferred), "\(name)")
    #expect(contact.phone.state == (isOwn ? .given : .inferred), "\(name)")
  }

  private func expectTitle(_ entry: Entry, _ gold: GoldDocument.EntryReading, _ name: String) {
    if let title = gold.title {
      #expect(entry.title.text == title, "\(name)")
      #expect(entry.title.state == .given, "\(name)")
      return
    }
    let likely = gold.title_candidates_merged.first { $0.confidence == "high" }
    if let likely {
      #expect(entry.title.text == likely.text, "\(name)")
      #expect(entry.title.state == .inferred, "\(name)")
      #expect(entry.title.basis == .namesMunicipality, "\(name)")
    } else {
      #expect(entry.title.state == .lost || entry.title.state == .inferred, "\(name)")
    }
  }

  private func expectLines(_ entry: Entry, _ gold: GoldDocument.EntryReading, _ name: String) {
    let places: [(String, Place)] = [
      ("number", entry.number.place), ("municipality", entry.municipality.place),
      ("title", entry.title.place), ("description", entry.description.place),
      ("category", entry.category.place), ("cost", entry.cost.place),
      ("target", entry.target.place), ("reference", entry.reference.place),
      ("start", entry.start.place), ("url", entry.url.place),
      ("phone", entry.contact.phone.place),
    ]
    for (field, place) in places {
      guard let lines = gold.lines[field], let lines else { continue }
      #expect(place.line == lines[0] && place.lastLine == lines[1], "\(name) \(field)")
    }
    guard let lines = gold.lines["department"], let lines else { return }
    let section = entry.contact.section.place
    #expect(entry.contact.department.place.line == lines[0], "\(name)")
    #expect((section.lastLine ?? entry.contact.department.place.lastLine) == lines[1], "\(name)")
  }

  @Test func `totals and notes are read with their lines`() throws {
    for (plan, expected) in zip(submission.plans, gold.documents) {
      guard case .stated(let sums) = plan.totals else {
        Issue.record("\(plan.id) has no totals")
        continue
      }
      #expect(sums.cost.value == .whole(expected.totals.cost))
      #expect(sums.target.value == .whole(expected.totals.target))
      #expect(sums.reference.value == .whole(expected.totals.reference))
      #expect(sums.place.line == expected.totals.lines["row"]?.first)
      #expect(plan.unit.text == expected.unit)
      #expect(plan.unit.place.line == expected.unit_line)
      #expect(plan.heading.text == expected.title ?? "")
      for (note, wanted) in zip(plan.notes, expected.notes) {
        #expect(note.number == wanted.number)
        #expect(note.text == wanted.text)
        #expect(note.place.line == wanted.line)
      }
    }
  }

  @Test func `what was torn off is placed where the evidence allows it`() {
    let entries = submission.plans[0].entries
    #expect(entries[22].url.value?.link?.line == 457)
    #expect(entries[23].url.value?.link?.line == 460)
    #expect(entries[22].url.value?.label == "セミナー案内")
    #expect(entries[23].url.value?.label == "事業説明・企業紹介")
    #expect(entries[12].url.value?.link?.line == 308)
    #expect(entries[13].url.value?.link?.line == 309)
    let kinds = submission.furniture.map { "\($0.kind.rawValue) \($0.place.line ?? -1)" }
    #expect(
      kinds == [
        "totals-label 449", "link-label 453", "link-label 455", "link-target 458",
        "link-target 459", "link-target 461", "column-heading 543", "totals-label 547",
      ])
    #expect(submission.unplaced.map(\.place.line) == [160, 451])
  }
}

extension `The real document` {
  @Test func `its canonical XML has the shape of the grammar, and is read back`() throws {
    let grammar = SharedMaterial.packageFolder.appendingPathComponent("Rules/plan.rng")
    let schema = try RelaxNGSchema(
      parsing: Array(try Data(contentsOf: grammar)), name: "plan.rng")
    let document = submission.canonicalXML(lineBreaks: true)
    #expect(try schema.validate(document.serialized(), name: "plan.xml") == [])
    #expect(try Submission(canonical: document, places: .asStated) == submission)
    let again = try read(
      InputBytes(name: "plan.xml", bytes: document.serialized()), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: nil))
    #expect(again.source.format == .xml)
    #expect(again.plans.map(\.entries.count) == [31, 3])
    #expect(
      again.plans[0].entries[2].start.place.path == "/p:submission/p:plan[1]/p:entry[3]/p:start")
    #expect(again.plans[0].entries[2].start.value == submission.plans[0].entries[2].start.value)
  }

  @Test func `its odd spellings are facts, and nothing else is`() {
    var facts: [String] = []
    for plan in submission.plans {
      for entry in plan.entries {
        let fields: [(String, TextFacts)] = [
          ("title", entry.title.facts), ("cost", entry.cost.facts), ("start", entry.start.facts),
          ("description", entry.description.facts), ("url", entry.url.facts),
          ("phone", entry.contact.phone.facts), ("municipality", entry.municipality.facts),
        ]
        for (name, found) in fields where name != "description" || found.width == nil {
          if found == .none { continue }
          let brackets = String(scalars: found.brackets)
          facts.append(
            "\(plan.id) \(entry.position) \(name) \(found.width?.rawValue ?? "")\(brackets)")
        }
      }
    }
    #expect(
      facts == [
        "general 3 start mixed", "general 11 start mixed", "general 26 start mixed",
        "model 2 title （",
      ])
  }
}
