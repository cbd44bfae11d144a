internal import XMLTree

/// Reads a plan's table out of canonical plan XML.
enum PlanTableReading {
  /// The columns of the form, in its order.
  private static let columns: [FieldName] = [
    .number, .municipality, .theme, .title, .description, .category, .cost, .target, .reference,
    .start, .url, .contact,
  ]
  private static let totalsColumns: [FieldName] = [.cost, .target, .reference]
  private static let contactParts = ["department", "section", "phone"]

  /// The table of the element `plan`.
  static func table(of plan: XMLNode) -> PlanTable {
    let entries = plan.planChildren("entry")
    let hasTheme = entries.contains { $0.planChild("theme") != nil }
    let columns = Self.columns.filter { $0 != .theme || hasTheme }
    let totals = plan.planChild("totals")
    return PlanTable(
      heading: part("heading", in: plan), unit: part("unit", in: plan), columns: columns,
      rows: entries.enumerated().map { index, entry in row(entry, index, columns) },
      totals: totals.map { row in
        totalsColumns.compactMap { field in
          row.planChild(field.rawValue).map { TableCell(field: field, parts: [part($0)]) }
        }
      } ?? [],
      totalsAreLost: totals?.fieldState == "lost",
      notes: plan.planChildren("note").map { note in
        PrintedNote(
          number: note.integer("number"), text: note.stringValue,
          location: Location(attributesOf: note))
      })
  }

  private static func row(_ entry: XMLNode, _ index: Int, _ columns: [FieldName]) -> TableRow {
    TableRow(
      position: entry.integer("position") ?? index + 1,
      submitter: entry.planChild("municipality").flatMap(submitter),
      cells: columns.map { field in
        guard field == .contact else {
          return TableCell(field: field, parts: [part(field.rawValue, in: entry)])
        }
        let contact = entry.planChild("contact")
        return TableCell(
          field: field,
          parts: contactParts.map { name in contact.map { part(name, in: $0) } ?? lost(name) })
      })
  }

  private static func submitter(_ municipality: XMLNode) -> Submitter? {
    guard let name = municipality.printedText, municipality.fieldState != "dash" else { return nil }
    if let code = municipality.attribute("value") {
      return Submitter(code: code, isBody: false, name: name)
    }
    return Submitter(code: municipality.attribute("within"), isBody: true, name: name)
  }

  private static func part(_ name: String, in parent: XMLNode) -> TablePart {
    parent.planChild(name).map(part) ?? lost(name)
  }

  /// What is not in the document is not known.
  private static func lost(_ name: String) -> TablePart {
    TablePart(
      name: name, text: "", state: .lost, basis: nil, amount: nil, location: Location())
  }

  private static func part(_ element: XMLNode) -> TablePart {
    TablePart(
      name: element.localName, text: element.stringValue,
      state: TablePartState(rawValue: element.fieldState) ?? .given,
      basis: element.attribute("basis"), amount: element.integer("value"),
      location: Location(attributesOf: element))
  }
}
