extension Printed {
  /// Whether one dash, or a few, are all that is printed.
  package var isDash: Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { $0.isHyphenLike || $0.isLayoutBlank }
      && text.unicodeScalars.contains(where: \.isHyphenLike)
  }

  private var state: FieldState { isDash ? .dash : basis == nil ? .given : .inferred }

  private func field<Value>(_ value: Value?, isAddress: Bool = false) -> Field<Value> {
    Field(
      text: text, value: isDash ? nil : value, state: state, basis: isDash ? nil : basis,
      place: place,
      facts: TextFacts(of: text, isAddress: isAddress && !isDash, blanks: blanks))
  }

  /// The words as a plan's heading.
  package func headingField(_ vocabulary: Vocabulary) -> Field<EraYear> {
    field(StartMonth.eraYear(namedIn: text, eras: vocabulary.eras))
  }

  /// The words as a field without a normal form: a department, a section.
  package func plainField() -> Field<NoForm> { field(nil) }

  /// The words as a serial number.
  package func numberField() -> Field<Int> {
    field(SerialNumber.read(text))
  }

  /// The words as an amount in the table's unit.
  package func amountField() -> Field<AmountReading> {
    do {
      return field(.whole(try WholeNumber.read(text)))
    } catch .misgrouped {
      return field(.misgrouped)
    } catch {
      return field(nil)
    }
  }

  /// The words as the name of whoever submits the entry.
  package func municipalityField(_ vocabulary: Vocabulary) -> Field<MunicipalityReading> {
    field(vocabulary.submitter(named: text))
  }

  /// The words as a theme of the list.
  package func themeField(_ vocabulary: Vocabulary) -> Field<String> {
    field(vocabulary.theme(named: text))
  }

  /// The words as a title.
  package func titleField() -> Field<ProseKeys> {
    field(proseKeys)
  }

  /// The words as a description.
  package func descriptionField() -> Field<ProseKeys> {
    var keys = proseKeys
    if let key = keys?.key { keys?.stem = ComparisonKey.stem(of: key) }
    return field(keys)
  }

  /// `nil` where the text is nothing but blanks of unusual kinds.
  private var proseKeys: ProseKeys? {
    let key = ComparisonKey.prose(text)
    return key.isEmpty ? nil : ProseKeys(key: key)
  }

  /// The words as a category of the list.
  package func categoryField(_ vocabulary: Vocabulary) -> Field<CategoryReading> {
    let key = ComparisonKey.label(text)
    return field(
      key.isEmpty ? nil : CategoryReading(code: vocabulary.category(worded: text), key: key))
  }

  /// The words as the month in which a project starts.
  package func startField(_ vocabulary: Vocabulary) -> Field<StartMonth> {
    field(StartMonth(printed: text, eras: vocabulary.eras))
  }

  /// The words as the address of a page.
  package func addressField() -> Field<AddressReading> {
    field(WebAddress(text).map { AddressReading(address: $0) }, isAddress: true)
  }

  /// The words as a telephone number.
  package func phoneField() -> Field<PhoneReading> {
    let reading = PhoneNumber.read(text)
    return field(reading.digits == nil && reading.extensionDigits == nil ? nil : reading)
  }

  /// The words as a statement of the unit of money; the value is its number of yen.
  package func unitField() -> Field<Int> {
    let heads = ComparisonKey.label(text).split(separator: "円", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
    // 万円 is no unit of the form, and must not be taken for 円.
    let units = [("百万", 1_000_000), ("万", nil), ("千", 1_000), ("", 1)]
    let unit = units.first { unit in heads.contains { $0.hasSuffix(unit.0) } }
    return field(unit?.1)
  }
}
