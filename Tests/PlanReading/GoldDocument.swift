import Foundation
import TestSupport

/// The careful reading of the real document, as far as it is compared.
struct GoldDocument: Decodable {
  struct PlanReading: Decodable {
    var plan: String
    var title: String?
    var unit: String
    var unit_line: Int
    var entries: [EntryReading]
    var totals: TotalsReading
    var notes: [NoteReading]
  }

  struct EntryReading: Decodable {
    var number: Int
    var municipality: String
    var municipality_code: String?
    var theme: String?
    var title: String?
    var title_candidates_merged: [Candidate]
    var description: String
    var category: String
    var category_key: String
    var cost: Int
    var target: Int?
    var reference: Int?
    var start_raw: String
    var start: String
    var start_source: String
    var contact_source: String
    var url: String?
    var department: [String]
    var phone_raw: String
    var phone: String
    var phone_extension: String?
    var lines: [String: [Int]?]
  }

  struct Candidate: Decodable {
    var text: String
    var lines: [Int]
    var confidence: String
  }

  struct TotalsReading: Decodable {
    var cost: Int
    var target: Int
    var reference: Int
    var lines: [String: [Int]]
  }

  struct NoteReading: Decodable {
    var number: Int
    var text: String
    var line: Int
  }

  var documents: [PlanReading]

  static func load() throws -> GoldDocument {
    let bytes = try SharedMaterial.bytes("seed/plan-2020.gold.json")
    return try JSONDecoder().decode(GoldDocument.self, from: Data(bytes))
  }
}
