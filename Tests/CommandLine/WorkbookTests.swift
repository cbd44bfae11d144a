import Foundation
import PlanAudit
import Spreadsheets
import TestSupport
import Testing
import XMLTree

/// What canonical plan XML says, places aside.
enum PlanValues {
  private static let placeAttributes: Set = [
    "line", "endLine", "page", "sheet", "cell", "row", "column", "path", "box", "targetLine",
  ]
  /// What tells how sure a value is; a table has no place for it but the mark of lost values.
  private static let certaintyAttributes: Set = ["basis", "kindState", "fiscalYearState"]

  /// A line a value, in the order of the document.
  static func lines(_ xml: [UInt8]) throws -> [String] {
    let document = try XMLDocument(parsing: xml, name: "plan")
    var lines: [String] = []
    func walk(_ element: XMLNode, _ path: String) {
      let attributes = element.attributes.filter { attribute in
        !placeAttributes.contains(attribute.localName)
          && !certaintyAttributes.contains(attribute.localName)
          && !(attribute.localName == "state" && attribute.stringValue == "inferred")
      }
      let words = attributes.map { "\($0.localName)=\($0.stringValue)" }.sorted()
        .joined(separator: " ")
      let children = element.childElements
      lines.append("\(path) [\(words)] \(children.isEmpty ? element.stringValue : "")")
      for child in children where !["source", "furniture", "issue"].contains(child.localName) {
        walk(child, path + "/" + child.localName)
      }
    }
    walk(document.documentElement, "")
    return lines
  }
}

@Suite struct `Workbooks on the command line` {
  private static let samples: [String] = {
    let folder = SharedMaterial.packageFolder.appendingPathComponent("Samples").path
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasSuffix(".txt") || $0.hasSuffix(".xml") }.sorted()
    } catch {
      return []
    }
  }()

  @Test(arguments: samples)
  func `a plan comes back from a workbook as it went in`(sample: String) throws {
    let scratch = try ScratchFolder()
    let book = scratch.url.appendingPathComponent("plan.xlsx").path
    let before = try ProgramRun.planaudit(["convert", "Samples/\(sample)"])
    let written = try ProgramRun.planaudit(
      ["convert", "Samples/\(sample)", "--to", "xlsx", "-o", book])
    #expect(written.status == 0, "\(written.errorText)")
    let after = try ProgramRun.planaudit(["convert", book])
    #expect(try PlanValues.lines(after.output) == PlanValues.lines(before.output))
    let again = try ProgramRun.planaudit(["convert", "Samples/\(sample)", "--to", "xlsx"])
    #expect(Array(try Data(contentsOf: URL(fileURLWithPath: book))) == again.output)
  }

  @Test func `--annotate writes the findings onto a copy`() throws {
    let scratch = try ScratchFolder()
    let book = scratch.url.appendingPathComponent("plan.xlsx").path
    let out = scratch.url.appendingPathComponent("out").path
    _ = try ProgramRun.planaudit(
      ["convert", "Samples/wrong-totals.txt", "--to", "xlsx", "-o", book])
    let run = try ProgramRun.planaudit(
      ["check", book, "--annotate", out, "--report", "json"])
    #expect(run.status == 1, "\(run.errorText)")
    let copy = Array(try Data(contentsOf: URL(fileURLWithPath: out + "/plan.xlsx")))
    let source = Array(try Data(contentsOf: URL(fileURLWithPath: book)))
    let read = try Workbook(copy, name: "copy").sheets.map { $0.rows.map(\.cells) }
    #expect(try Workbook(source, name: "source").sheets.map { $0.rows.map(\.cells) } == read)
    #expect(copy != source)
    let overwriting = try ProgramRun.planaudit(
      ["check", book, "--annotate", scratch.url.path, "--report", "json"])
    #expect(overwriting.status == 2)
    #expect(Array(try Data(contentsOf: URL(fileURLWithPath: book))) == source)
  }

  @Test func `--annotate needs files`() throws {
    let run = try ProgramRun.planaudit(["check", "-", "--annotate", "out"])
    #expect(run.status == 2 && run.errorText.contains("standard input"))
  }

  /// Needs openpyxl from PyPI for the `python3` of the path; without it this is skipped.
  @Test(.enabled(if: OpenPyXL.isInstalled)) func `openpyxl reads what is written`() throws {
    let scratch = try ScratchFolder()
    let book = scratch.url.appendingPathComponent("plan.xlsx").path
    let worklist = scratch.url.appendingPathComponent("work.xlsx").path
    let out = scratch.url.appendingPathComponent("out").path
    _ = try ProgramRun.planaudit(
      ["convert", "Samples/first-draft-ome.txt", "--to", "xlsx", "-o", book])
    _ = try ProgramRun.planaudit(
      ["check", book, "--annotate", out, "--report", "xlsx=\(worklist)"])
    let plan = try OpenPyXL.run(
      "s=w.worksheets[0]; print(s.freeze_panes, s.page_setup.orientation, s.print_title_rows, s['F4'].number_format)",
      book)
    #expect(plan == "A4 landscape $3:$3 #,##0\n")
    let work = try OpenPyXL.run(
      "s=w.worksheets[0]; print(len(w.worksheets), s.auto_filter.ref[:2], s['A1'].font.b, s['A2'].value)",
      worklist)
    // A total is off, so that there is a sheet with what adds to it.
    #expect(work == "4 A1 True 誤り\n")
    let notes = try OpenPyXL.run(
      "print(sum(1 for s in w for r in s.iter_rows() for c in r if c.comment and '[誤り]' in c.comment.text and c.fill.fgColor.rgb=='FFFFC7CE') > 3)",
      out + "/plan.xlsx")
    #expect(notes == "True\n")
  }
}

/// openpyxl, as another program that reads workbooks.
enum OpenPyXL {
  static let isInstalled: Bool = {
    do { return try ProgramRun.run("python3", ["-c", "import openpyxl"]).status == 0 } catch {
      return false
    }
  }()

  /// What a Python statement about the workbook `w` prints.
  static func run(_ statement: String, _ path: String) throws -> String {
    let script = "import openpyxl,sys; w=openpyxl.load_workbook(sys.argv[1]); " + statement
    let run = try ProgramRun.run(
      "python3", ["-c", script, path], environment: ["PYTHONIOENCODING": "utf-8"])
    #expect(run.status == 0, "\(run.errorText)")
    return run.text
  }
}
