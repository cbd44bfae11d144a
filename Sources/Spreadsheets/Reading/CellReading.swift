internal import XMLTree

/// Reads what one cell holds and how it is shown.
struct CellReading {
  let file: String
  let part: String
  let namespace: String
  let strings: [SheetString]
  let formats: CellFormats
  let dateSystem: DateSystem

  /// The cell, and what is wrong with it.
  func cell(
    _ element: XMLNode, at address: CellAddress
  ) throws(WorkbookError) -> (cell: SheetCell, problem: SheetProblem?) {
    let type = element.attribute("t") ?? "n"
    let formula = element.firstChildElement("f", namespace: namespace)
    let stored = element.firstChildElement("v", namespace: namespace)?.stringValue
    var cell = SheetCell(
      address: address, value: .empty, text: "", hasFormula: formula != nil,
      linkTarget: formula.flatMap { Self.linkTarget(ofFormula: $0.stringValue) })
    if let formula, stored == nil || stored == "" && type != "str" {
      cell.value = .missingResult
      return (
        cell,
        SheetProblem(
          .formulaWithoutResult, at: address.text,
          "cell \(address.text) has the formula '\(formula.stringValue.prefix(80))' and no result; "
            + "open and save the workbook in its program")
      )
    }
    let style = element.attribute("s").flatMap { Int($0) }
    let format = formats.format(style)
    var problem: SheetProblem?
    switch type {
    case "s": problem = try takeShared(stored, format, into: &cell)
    case "inlineStr":
      let inline = element.firstChildElement("is", namespace: namespace)
      let string =
        inline.map(StringReading.string) ?? SheetString(words: TextEscapes.decoded(stored ?? ""))
      problem = take(string, format, into: &cell)
    case "str": problem = take(words: TextEscapes.decoded(stored ?? ""), format, into: &cell)
    case "b": problem = takeBoolean(stored, into: &cell)
    case "e": problem = takeError(stored, into: &cell)
    case "d": problem = takeDate(stored, format, into: &cell)
    case _: problem = takeNumber(stored, format, into: &cell)
    }
    if problem == nil, cell.value != .empty, formats.isStruck(style) {
      problem = SheetProblem(struckCell: address)
    }
    return (cell, problem)
  }

  private func takeShared(
    _ stored: String?, _ format: NumberFormat, into cell: inout SheetCell
  ) throws(WorkbookError) -> SheetProblem? {
    guard let stored, !stored.isEmpty else { return nil }
    guard let index = Int(stored), strings.indices.contains(index) else {
      throw .danglingReference(
        name: file, part: part, reference: "the shared string '\(stored)' in \(cell.address.text)")
    }
    return take(strings[index], format, into: &cell)
  }

  private func take(
    _ string: SheetString, _ format: NumberFormat, into cell: inout SheetCell
  ) -> SheetProblem? {
    let problem = take(words: string.words, format, into: &cell)
    let struck = string.struckWords
    if struck.isEmpty { return problem }
    if struck == string.words {
      return SheetProblem(struckCell: cell.address)
    }
    return SheetProblem(
      .struckText, at: cell.address.text,
      "cell \(cell.address.text) has '\(struck.prefix(40))' struck through, which is left out")
  }

  private func take(
    words: String, _ format: NumberFormat, into cell: inout SheetCell
  ) -> SheetProblem? {
    if words.isEmpty { return nil }
    cell.value = .text(words)
    cell.text = format.format(text: words)
    return shownAnyway(words, in: &cell)
  }

  /// A format may show nothing (`;;;`): the value then stands as it is stored, and that is said.
  private func shownAnyway(_ words: String, in cell: inout SheetCell) -> SheetProblem? {
    guard cell.text.isEmpty, !words.isEmpty else { return nil }
    cell.text = words
    return SheetProblem(
      .hiddenByFormat, at: cell.address.text,
      "cell \(cell.address.text) has '\(words.prefix(40))', which its number format hides")
  }

  private func takeBoolean(_ stored: String?, into cell: inout SheetCell) -> SheetProblem? {
    guard let stored, !stored.isEmpty else { return nil }
    let isTrue = stored == "1" || stored == "true"
    cell.value = .boolean(isTrue)
    cell.text = isTrue ? "TRUE" : "FALSE"
    return nil
  }

  private func takeError(_ stored: String?, into cell: inout SheetCell) -> SheetProblem? {
    guard let stored, !stored.isEmpty else { return nil }
    cell.value = .error(stored)
    cell.text = stored
    return SheetProblem(
      .errorValue, at: cell.address.text, "cell \(cell.address.text) shows the error \(stored)")
  }

  private func takeDate(
    _ stored: String?, _ format: NumberFormat, into cell: inout SheetCell
  ) -> SheetProblem? {
    guard let stored, !stored.isEmpty else { return nil }
    guard format.isDate, let serial = SerialDate.serial(iso: stored, system: dateSystem) else {
      cell.value = .text(stored)
      cell.text = stored
      cell.isDate = true
      return nil
    }
    return takeNumber("\(serial)", format, into: &cell)
  }

  private func takeNumber(
    _ stored: String?, _ format: NumberFormat, into cell: inout SheetCell
  ) -> SheetProblem? {
    guard let stored, !stored.isEmpty else { return nil }
    guard let number = DecimalNumber(stored) else {
      cell.value = .text(stored)
      cell.text = stored
      return SheetProblem(
        .unreadableCell, at: cell.address.text,
        "cell \(cell.address.text) should hold a number and holds '\(stored.prefix(40))'")
    }
    let shown = format.format(number, system: dateSystem)
    cell.value = .number(stored)
    cell.text = shown.text
    cell.isDate = format.isDate
    cell.date =
      format.isDate
      ? Double(stored).flatMap { SerialDate(serial: $0, system: dateSystem) } : nil
    if shown.isPlain {
      return SheetProblem(
        .formatNotApplied, at: cell.address.text,
        "cell \(cell.address.text) holds \(stored) in a number format that is not shown here; "
          + "the plain number stands instead")
    }
    return shownAnyway(number.general, in: &cell)
  }

  /// The address in `HYPERLINK("address", …)`, where it is written out.
  static func linkTarget(ofFormula formula: String) -> String? {
    let name = "HYPERLINK("
    guard formula.count > name.count, formula.prefix(name.count).uppercased() == name else {
      return nil
    }
    let rest = formula.dropFirst(name.count).drop { $0 == " " }
    guard rest.first == "\"" else { return nil }
    var address = ""
    var characters = rest.dropFirst()
    while let character = characters.popFirst() {
      if character != "\"" {
        address.append(character)
      } else if characters.first == "\"" {
        address.append("\"")
        characters = characters.dropFirst()
      } else {
        break
      }
    }
    return address.isEmpty ? nil : address
  }
}

extension SheetProblem {
  /// Says that all words of a cell are struck through; further cells of the row are not named.
  fileprivate init(struckCell address: CellAddress) {
    self.init(
      .struckCell, at: address.text,
      "all words of cell \(address.text), perhaps of more cells of its row, are struck through; "
        + "they are read")
  }
}
