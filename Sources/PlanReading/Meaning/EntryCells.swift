internal import PlanModel

/// The cells of one row with their columns known, whatever form they came in.
struct EntryCells {
  var place = Place.nowhere
  var number: Printed?
  var municipality: Printed?
  var theme: Printed?
  var title: Printed?
  var description: Printed?
  var category: Printed?
  var cost: Printed?
  var target: Printed?
  var reference: Printed?
  var start: Printed?
  var url: Printed?
  var department: Printed?
  var section: Printed?
  var phone: Printed?

  /// The cells as an entry; in flattened text an absent cell is lost where the form requires it, else blank.
  func flattenedEntry(position: Int, hasThemes: Bool, vocabulary: Vocabulary) -> Entry {
    var entry = Entry(position: position, place: place)
    if let number { entry.number = number.numberField() }
    if let municipality { entry.municipality = municipality.municipalityField(vocabulary) }
    if hasThemes { entry.theme = theme?.themeField(vocabulary) ?? .blank() }
    if let title { entry.title = title.titleField() }
    if let description { entry.description = description.descriptionField() }
    if let category { entry.category = category.categoryField(vocabulary) }
    if let cost { entry.cost = cost.amountField() }
    if let target { entry.target = target.amountField() }
    if let reference { entry.reference = reference.amountField() }
    if let start { entry.start = start.startField(vocabulary) }
    if let url { entry.url = url.addressField() }
    if let department { entry.contact.department = department.plainField() }
    if let section { entry.contact.section = section.plainField() }
    if let phone { entry.contact.phone = phone.phoneField() }
    return entry
  }
}
