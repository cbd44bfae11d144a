import Auditing
import PlanAudit
import TestSupport
import Testing

@Suite struct `The notes of real plans` {
  private static func notes(_ bytes: [UInt8], _ name: String) throws -> [NoteCoverage] {
    let report = try PlanAuditor().audit(
      [PlanInput(name: name, bytes: bytes)],
      options: AuditOptions(failOn: .error, date: nil, fiscalYear: nil), jobCount: 1,
      keepsValidations: false)
    return report.submissions.flatMap(\.plans).flatMap(\.notes)
  }

  @Test(arguments: ShippedSamples.texts + ShippedSamples.documents)
  func `of the samples are all covered`(name: String) throws {
    let notes = try Self.notes(ShippedSamples.bytes(name), name)
    #expect(notes.count >= 5)
    for note in notes { #expect(note.problems.isEmpty && !note.rules.isEmpty, "\(note)") }
  }

  @Test(.enabled(if: SharedMaterial.isPresent, "the real document is absent"))
  func `of fiscal 2020 are all covered`() throws {
    let notes = try Self.notes(SharedMaterial.bytes("seed/plan-2020.txt"), "plan-2020.txt")
    #expect(notes.count == 10)
    for note in notes { #expect(note.problems.isEmpty && !note.rules.isEmpty, "\(note)") }
  }
}
