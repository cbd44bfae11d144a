import Foundation
import PlanModel
import PlanReading
import TestSupport
import Testing

/// The texts that programs take out of the derived document, against the gold file.
///
/// What is not installed is skipped by name.
@Suite(.enabled(if: SharedMaterial.isPresent)) struct `Texts of the derived document` {
  private static let path =
    SharedMaterial.folder?.appendingPathComponent("seed/derived/plan.pdf").path ?? ""

  @Test(.enabled(if: ProgramRun.isInstalled("pdftotext")))
  func `pdftotext -raw gives each field or says that it is lost`() throws {
    try expectFields(of: ProgramRun.run("pdftotext", ["-raw", Self.path, "-"]))
  }

  @Test(.enabled(if: ProgramRun.isInstalled("pdftotext")))
  func `pdftotext -layout gives each field or says that it is lost`() throws {
    // Titles over two rows (8 fields), month and contact over two (8), and a title at the end of a page.
    try expectFields(of: ProgramRun.run("pdftotext", ["-layout", Self.path, "-"]), lostMax: 17)
  }

  @Test func `kept layout gives each field or says that it is lost`() throws {
    let bytes = try SharedMaterial.bytes("seed/derived/plan.pdftotext-layout.txt")
    try expectFields(in: String(decoding: bytes, as: UTF8.self), lostMax: 17)
  }

  @Test(.enabled(if: ProgramRun.isInstalled("pdftotext")))
  func `pdftotext without a mode is refused with a hint`() throws {
    let run = try ProgramRun.run("pdftotext", [Self.path, "-"])
    #expect(run.status == 0)
    let error = try #require(throws: UnreadableInput.self) { try reading(run.text) }
    #expect(error.description.contains("PDF itself"))
  }

  @Test(.enabled(if: isImportable("pypdf"))) func `pypdf gives each field`() throws {
    try expectFields(
      of: python("import pypdf; [print(p.extract_text()) for p in pypdf.PdfReader(path).pages]"),
      lostMax: 14)
  }

  @Test(.enabled(if: isImportable("pypdfium2"))) func `PDFium gives each field`() throws {
    try expectFields(
      of: python(
        "import pypdfium2; [print(p.get_textpage().get_text_range()) for p in pypdfium2.PdfDocument(path)]"
      ))
  }

  @Test(.enabled(if: isImportable("pymupdf"))) func `PyMuPDF gives each field`() throws {
    try expectFields(
      of: python("import pymupdf; [print(p.get_text()) for p in pymupdf.open(path)]"))
  }

  @Test(.enabled(if: isImportable("pdfminer"))) func `pdfminer is refused with a hint`() throws {
    let run = try python(
      "from pdfminer.high_level import extract_text; print(extract_text(path))")
    let error = try #require(throws: UnreadableInput.self) { try reading(run.text) }
    #expect(error.description.contains("PDF itself"))
  }

  private static func isImportable(_ module: String) -> Bool {
    do {
      return try ProgramRun.run("python3", ["-c", "import \(module)"]).status == 0
    } catch {
      return false
    }
  }

  private func python(_ script: String) throws -> ProgramRun {
    try ProgramRun.run("python3", ["-c", "path = '\(Self.path)'; \(script)"])
  }

  private func expectFields(of run: ProgramRun, lostMax: Int = 12) throws {
    #expect(run.status == 0, "\(run.errorText)")
    try expectFields(in: run.text, lostMax: lostMax)
  }

  /// Merged cells are on one of their rows only, so that some fields are lost.
  private func expectFields(in text: String, lostMax: Int) throws {
    let submission = try reading(text)
    #expect(submission.plans.map(\.id) == ["general", "model"])
    #expect(LineAccount(submission).faults(in: text) == [])
    var tally = FieldTally()
    for (plan, expected) in zip(submission.plans, try GoldDocument.load().documents) {
      let rows = zip(plan.entries, expected.entries).map { Self.row($1, $0) }
      #expect(plan.entries.count == expected.entries.count)
      tally.compare(plan.entries, rows)
      #expect(plan.notes.map(\.text) == expected.notes.map(\.text))
      guard case .stated(let sums) = plan.totals else {
        Issue.record("\(plan.id) has no totals")
        continue
      }
      #expect(sums.cost.value == .whole(expected.totals.cost))
      #expect(sums.target.value == .whole(expected.totals.target))
    }
    #expect(tally.wrong == [])
    #expect(tally.lost <= lostMax, "\(tally)")
  }

  /// What the document prints of an entry; titles that the gold file guesses, and addresses with low lines that the font
  /// lacks, are taken as found.
  private static func row(
    _ gold: GoldDocument.EntryReading, _ found: Entry
  ) -> InventedPlan.Row {
    let url = gold.url ?? found.url.text
    let hasLowLine = url.contains("_")
    return InventedPlan.Row(
      number: "\(gold.number)", municipality: gold.municipality,
      title: gold.title ?? found.title.text, description: gold.description,
      category: gold.category,
      cost: found.cost.value == .whole(gold.cost) ? found.cost.text : "\(gold.cost)",
      target: gold.target.map { "\($0)" } ?? "-", reference: gold.reference.map { "\($0)" } ?? "-",
      start: gold.start_raw, url: hasLowLine ? found.url.text : url,
      department: gold.department[0], section: gold.department.dropFirst().joined(),
      phone: gold.phone_raw)
  }
}
