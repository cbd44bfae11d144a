import Foundation
import PlanModel
import PlanReading
import TestSupport
import XMLTree

/// The code lists of the rule set that ships with the package.
func shippedVocabulary() throws -> Vocabulary {
  func list(_ name: String) throws -> XMLDocument {
    let path = SharedMaterial.packageFolder.appendingPathComponent("Rules/codelists/\(name).xml")
    return try XMLDocument(parsing: Array(try Data(contentsOf: path)), name: "\(name).xml")
  }
  return try Vocabulary(
    municipalities: list("municipalities"), categories: list("categories"), themes: list("themes"),
    eras: list("eras"), bodies: list("bodies"))
}

/// Reads `text` as a file named `plan.txt`.
func reading(_ text: String, fiscalYear: Int? = nil) throws -> Submission {
  try read(
    InputBytes(name: "plan.txt", bytes: Array(text.utf8)), vocabulary: shippedVocabulary(),
    options: ReadingOptions(fiscalYear: fiscalYear))
}

/// The real document, as far as it is at hand.
func realDocument() throws -> String {
  String(decoding: try SharedMaterial.bytes("seed/plan-2020.txt"), as: UTF8.self)
}
