import Foundation
import PlanModel
import PlanReading
import TestSupport
import Testing

@Suite(.enabled(if: SharedMaterial.isPresent))
struct `The derived tables` {
  /// Why a field of the gold file is not in a bare table.
  private static let notCarried = ["heading", "unit", "totals", "notes", "model plan"]

  @Test(arguments: ["plan-cp932.csv", "plan-utf8bom.csv"])
  func `give the gold file's values field by field`(file: String) throws {
    let gold = try GoldDocument.load()
    let bytes = try SharedMaterial.bytes("seed/derived/\(file)")
    let submission = try read(
      InputBytes(name: file, bytes: bytes), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: 2020))
    let plan = try #require(submission.plans.first)
    let general = try #require(gold.documents.first { $0.plan == "general" })
    #expect(submission.plans.count == 1)
    #expect(plan.entries.count == general.entries.count)
    var differences = [String: Int]()
    for (entry, truth) in zip(plan.entries, general.entries) {
      for (field, isEqual) in comparisons(entry, truth) where !isEqual {
        differences[field, default: 0] += 1
        Issue.record("\(file): entry \(truth.number): \(field)")
      }
    }
    #expect(submission.unplaced == [] && submission.issues == [])
    // What a bare table does not carry is lost, and so asks for review.
    #expect(plan.heading.state == .lost && plan.unit.state == .lost && plan.totals == .lost)
    #expect(plan.notes.isEmpty && plan.fiscalYear == 2020)
    let rows = comparisons(plan.entries[0], general.entries[0]).map { name, _ in
      "\(name): \(differences[name] ?? .zero) of \(plan.entries.count) differ"
    }
    let table = (rows + Self.notCarried.map { "\($0): not in this form" }).joined(separator: "\n")
    print("\(file) against the gold file\n\(table)")
  }

  private func comparisons(
    _ entry: Entry, _ gold: GoldDocument.EntryReading
  ) -> [(String, Bool)] {
    let titles = gold.title.map { [$0] } ?? gold.title_candidates_merged.map(\.text)
    return [
      ("number", entry.number.value == gold.number),
      ("municipality", entry.municipality.text == gold.municipality),
      (
        "municipality code",
        gold.municipality_code.map { entry.municipality.value == .municipality(code: $0) } ?? true
      ),
      ("title", titles.contains(entry.title.text)),
      ("description", entry.description.text.filter { $0 != "\n" } == gold.description),
      ("category", entry.category.text == gold.category),
      ("cost", entry.cost.value == .whole(gold.cost)),
      ("target", isAmount(entry.target, gold.target)),
      ("reference", isAmount(entry.reference, gold.reference)),
      ("start", entry.start.value?.yearMonth?.iso == gold.start),
      ("start as printed", entry.start.text == gold.start_raw),
      (
        "url",
        (entry.url.text.isEmpty || entry.url.state == .dash ? nil : entry.url.text) == gold.url
      ),
      (
        "contact",
        (entry.contact.department.text + entry.contact.section.text) == gold.department.joined()
      ),
      (
        "phone",
        entry.contact.phone.value?.digits == gold.phone.filter(\.isNumber)
      ),
      ("extension", entry.contact.phone.value?.extensionDigits == gold.phone_extension),
    ]
  }

  private func isAmount(_ field: Field<AmountReading>, _ gold: Int?) -> Bool {
    gold.map { field.value == .whole($0) } ?? (field.state == .dash)
  }
}
