internal import PlanModel

/// Gives the cells of a row their meaning.
struct EntryFields {
  let vocabulary: Vocabulary
  /// Words of cells for which there is no field.
  private(set) var unplaced: [UnplacedText] = []
  /// Words that belong to the form: a unit in a cell of its own.
  private(set) var furniture: [Furniture] = []

  init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  /// The entry of `row`.
  mutating func entry(_ row: EntryRow, position: Int) -> Entry {
    var entry = Entry(position: position, place: row.place)
    entry.number = row.field(.number) { $0.numberField() }
    entry.municipality = row.field(.municipality) { $0.municipalityField(vocabulary) }
    if row.has(.theme) {
      entry.theme = row.field(.theme, isOptional: true) { $0.themeField(vocabulary) }
    }
    entry.title = row.field(.title) { $0.titleField() }
    entry.description = row.field(.description) { $0.descriptionField() }
    entry.category = category(row)
    entry.cost = row.amount(.cost)
    entry.target = row.amount(.target)
    entry.reference = row.amount(.reference)
    entry.start = start(row)
    entry.url = url(row)
    entry.contact = contact(row)
    takeRest(row)
    return entry
  }

  /// Leaves the cells that no field takes.
  mutating func takeRest(_ row: EntryRow) {
    let choice = categoryChoice(row)
    for cell in row.strays where cell != choice {
      leave(cell, heading: row.columns.otherHeadings[cell.column])
    }
    for (column, cell) in row.extras where column != .contact {
      if column == .start, isPart(cell, ofStartOf: row) { continue }
      let words = ComparisonKey.label(cell.text).unicodeScalars
      if column.isAmount, FormWords.units.contains(where: { words.elementsEqual($0) }) {
        furniture.append(Furniture(.other, cell.text, at: cell.place))
      } else {
        leave(cell)
      }
    }
  }

  mutating func leave(_ cell: TableCell, heading: String? = nil) {
    guard cell.content == .words else { return }
    unplaced.append(UnplacedText(cell.text, at: cell.place, heading: heading))
  }

  // MARK: Category

  /// The category, in words or by the column that holds a mark; of none or several marks nobody knows which it is.
  private func category(_ row: EntryRow) -> Field<CategoryReading> {
    let choices = row.columns.categoryChoices
    if choices.isEmpty { return row.field(.category) { $0.categoryField(vocabulary) } }
    guard let choice = categoryChoice(row), let words = choices[choice.column] else {
      let isEmpty = !row.strays.contains { choices[$0.column] != nil }
      return isEmpty ? row.empty(at: row.place, isOptional: false) : EntryRow.lost(at: row.place)
    }
    return Printed(words, at: choice.place).categoryField(vocabulary)
  }

  /// The mark in the column of the one category that the row chooses.
  private func categoryChoice(_ row: EntryRow) -> TableCell? {
    let filled = row.strays.filter { row.columns.categoryChoices[$0.column] != nil }
    let marked = filled.filter { Self.choiceMarks.contains(ComparisonKey.label($0.text)) }
    return marked.count == 1 && filled.allSatisfy { $0 == marked[0] || Self.isNoChoice($0) }
      ? marked[0] : nil
  }

  private static func isNoChoice(_ cell: TableCell) -> Bool {
    cell.content == .words
      && ["-", "ー", "×", "0", "FALSE"].contains(ComparisonKey.label(cell.text))
  }

  private static let choiceMarks: Set = [
    "○", "〇", "◯", "●", "◎", "✓", "✔", "☑", "■", "レ", "1", "TRUE", "有", "該当",
  ]

  // MARK: Start

  /// The month, whose year and month may stand in cells side by side; where a date's format hides its year, the cell
  /// tells it.
  private func start(_ row: EntryRow) -> Field<StartMonth> {
    let field = row.field(.start) { $0.startField(vocabulary) }
    guard field.state == .given, field.value == nil, let cell = row.cell(.start) else {
      return field
    }
    if let month = row.extras.first(where: { $0.column == .start }) {
      let joined = startText(cell, month.cell).startField(vocabulary)
      if joined.value != nil { return joined }
    }
    guard let date = cell.date else { return field }
    var told = Printed(field.text, at: field.place, basis: .cellDate).startField(vocabulary)
    told.value = date
    return told
  }

  /// Year and month of two cells, with the signs that only their headings give: 令和６ and 4 below 年 and 月.
  private func startText(_ year: TableCell, _ month: TableCell) -> Printed {
    func signed(_ cell: TableCell, _ sign: String) -> String {
      let isBare = cell.text.unicodeScalars.last.map { $0.digitValue != nil || $0 == "元" } ?? false
      return cell.text + (isBare ? sign : "")
    }
    return Printed(signed(year, "年") + signed(month, "月"), at: year.place)
  }

  private func isPart(_ cell: TableCell, ofStartOf row: EntryRow) -> Bool {
    guard let first = row.cell(.start) else { return false }
    return Printed(first.text, at: first.place).startField(vocabulary).value == nil
      && startText(first, cell).startField(vocabulary).value != nil
  }

  // MARK: URL

  private func url(_ row: EntryRow) -> Field<AddressReading> {
    var field = row.field(.url, isOptional: true) { addressField($0) }
    guard row.has(.url), let cell = row.cell(.url) else { return field }
    var target = cell.linkTarget.map { ($0, cell.place) }
    if let printed = row.printed(.linkTarget) { target = (printed.text, printed.place) }
    let label = row.printed(.linkLabel)
    if let (text, _) = target { link(&field, to: text, at: cell.place) }
    if let label {
      field.value = field.value ?? AddressReading(address: nil)
      field.value?.label = label.text
    }
    return field
  }

  /// The lines of a cell as one address, with a caption beside it as its label; two addresses are the field as printed.
  private func addressField(_ printed: Printed) -> Field<AddressReading> {
    guard printed.text.utf8.contains(0x0A) else { return printed.addressField() }
    let lines = printed.text.split(separator: "\n").map(String.init)
    let addresses = lines.filter { Self.isAddressStart($0) }
    let captions = lines.filter { !$0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
    guard let first = addresses.first, addresses.count == 1, captions.count + 1 == lines.count
    else {
      return printed.addressField()
    }
    var field = Printed(first, at: printed.place, blanks: printed.blanks).addressField()
    if !captions.isEmpty {
      field.value = field.value ?? AddressReading(address: nil)
      field.value?.label = captions.joined()
    }
    return field
  }

  private static func isAddressStart(_ line: String) -> Bool {
    let start = line.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }

  /// Adds the link of a cell: where the words are no address, they are its caption.
  private func link(_ field: inout Field<AddressReading>, to target: String, at place: Place) {
    let key = WebAddress(target)?.key
    let reading = LinkTarget(text: target, line: nil, key: key)
    if field.state == .given, field.value?.address == nil, key != nil,
      !Self.looksLikeAddress(field.text)
    {
      let caption = field.text
      field = Printed(target, at: place, basis: .linkAnnotation).addressField()
      field.value?.label = caption
    }
    field.value = field.value ?? AddressReading(address: nil)
    field.value?.link = reading
  }

  private static func looksLikeAddress(_ text: String) -> Bool {
    let folded = text.unicodeScalars.map(\.halfWidth)
    return folded.contains(".") && folded.contains { $0 == "/" || $0 == ":" }
      && folded.contains(where: \.isASCIILetter)
  }

  // MARK: Contact

  private mutating func contact(_ row: EntryRow) -> Contact {
    if let contact = contactBesideDepartment(row) { return contact }
    guard let joined = contactText(row) else {
      return Contact(
        department: row.field(.department) { $0.plainField() },
        section: (row.text.isPage && !row.has(.department)
          || row.columns.unclear.contains(.contact)) && !row.has(.section)
          ? EntryRow.lost(at: row.place)
          : row.field(.section, isOptional: true) { $0.plainField() },
        phone: row.field(.phone) { $0.phoneField() })
    }
    guard let cell = joined.cell else {
      return Contact(
        department: row.field(joined.column) { $0.plainField() },
        // Of a cell whose department is lost, nobody knows whether it names a section.
        section: row.field(
          row.has(.section) ? .section : joined.column,
          isOptional: !row.text.isPage || row.has(.section)
        ) {
          $0.plainField()
        },
        phone: row.field(row.has(.phone) ? .phone : joined.column) { $0.phoneField() })
    }
    return contact(ContactCell(joined.text, isWrapped: row.text.isPage), of: row, at: cell.place)
  }

  /// The contact of a row whose department has a column of its own, with or without the section, and whose contact
  /// names no department; `nil` for others.
  private mutating func contactBesideDepartment(_ row: EntryRow) -> Contact? {
    guard row.has(.contact), row.has(.department), !row.has(.section),
      let department = row.printed(.department), let joined = contactText(row), joined.cell != nil
    else { return nil }
    let own = ContactCell(joined.text, isWrapped: row.text.isPage)
    guard own.section.isEmpty, !own.isTorn, !own.department.hasPrefix(department.text) else {
      return nil
    }
    let whole = ContactCell(
      department.text + "\n" + joined.text, isWrapped: row.text.isPage)
    for words in whole.rest { unplaced.append(UnplacedText(words, at: department.place)) }
    let place = joined.cell?.place ?? department.place
    func field(_ words: String, at place: Place) -> Printed? {
      words.isEmpty ? nil : Printed(words, at: place)
    }
    return Contact(
      department: field(whole.department, at: department.place)?.plainField()
        ?? row.empty(at: department.place, isOptional: false),
      section: field(whole.section, at: own.department.isEmpty ? department.place : place)?
        .plainField() ?? row.empty(at: department.place, isOptional: true),
      phone: row.has(.phone)
        ? row.field(.phone) { $0.phoneField() }
        : field(whole.phone, at: place)?.phoneField() ?? row.empty(at: place, isOptional: false))
  }

  /// The words of the cells that hold several parts of a contact; `nil` where each part has a column.
  func contactText(
    _ row: EntryRow
  ) -> (text: String, column: FormColumn, cell: TableCell?)? {
    let column: FormColumn
    if row.has(.contact) {
      column = .contact
    } else if row.has(.department) && !row.has(.section) {
      column = .department
    } else {
      return nil
    }
    let cells =
      [row.cell(column)].compactMap { $0 }
      + row.extras.filter { $0.column == column }.map(\.cell)
    let filled = cells.filter { $0.content == .words && $0.text != CellText.lostMark }
    guard let first = filled.first else { return ("", column, nil) }
    return (filled.map(\.text).joined(separator: "\n"), column, first)
  }

  /// The parts of a contact's cell; columns of their own go before.
  mutating func contact(_ cell: ContactCell, of row: EntryRow, at place: Place) -> Contact {
    func part<Value>(
      _ words: String, _ column: FormColumn, isOptional: Bool = false,
      _ read: (Printed) -> Field<Value>
    ) -> Field<Value> {
      if words.isEmpty, row.has(column), row.has(.contact) || column != .department {
        return row.field(column, isOptional: isOptional, reading: read)
      }
      return words.isEmpty
        ? row.empty(at: place, isOptional: isOptional) : read(Printed(words, at: place))
    }
    // A cell that says all goes before a column that says a part again.
    if row.has(.contact), !cell.department.isEmpty, !cell.section.isEmpty, !cell.phone.isEmpty {
      for column in [FormColumn.department, .section, .phone] where row.own.contains(column) {
        if let beside = row.cell(column) { leave(beside) }
      }
      for words in cell.rest { unplaced.append(UnplacedText(words, at: place)) }
      return Contact(
        department: Printed(cell.department, at: place).plainField(),
        section: Printed(cell.section, at: place).plainField(),
        phone: Printed(cell.phone, at: place).phoneField())
    }
    if cell.isTorn {
      for words in cell.rest { unplaced.append(UnplacedText(words, at: place)) }
      return Contact(
        department: EntryRow.lost(at: place), section: EntryRow.lost(at: place),
        phone: EntryRow.lost(at: place))
    }
    var contact = Contact(
      department: part(cell.department, .department) { $0.plainField() },
      section: part(cell.section, .section, isOptional: true) { $0.plainField() },
      phone: part(cell.phone, .phone) { $0.phoneField() })
    for words in cell.rest { unplaced.append(UnplacedText(words, at: place)) }
    // Where the cell and a column of its own both say something, the column holds and the other is left.
    settle(&contact.department, cell.department, row, .department, place) { $0.plainField() }
    settle(&contact.section, cell.section, row, .section, place) { $0.plainField() }
    settle(&contact.phone, cell.phone, row, .phone, place) { $0.phoneField() }
    return contact
  }

  private mutating func settle<Value>(
    _ field: inout Field<Value>, _ words: String, _ row: EntryRow, _ column: FormColumn,
    _ place: Place, _ read: (Printed) -> Field<Value>
  ) {
    guard !words.isEmpty, row.has(column), row.has(.contact) || column != .department,
      row.own.contains(column), let printed = row.printed(column)
    else { return }
    unplaced.append(UnplacedText(words, at: place))
    field = read(printed)
  }
}
