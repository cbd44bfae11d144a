import Testing

/// How grave a finding is; a review is no breach, whatever its severity.
enum Gravity: String, Sendable {
  case error, warning, info, review
}

/// A finding as a fault speaks of it: which kind of rule, and where.
struct Mark: Hashable, Sendable, CustomStringConvertible {
  /// The stem of the rule's id, such as `TOT`.
  var rule: String
  var gravity: Gravity
  /// The plan's id; absent where the finding is about the submission.
  var plan: String?
  /// The entry's position in its plan.
  var position: Int?
  /// The column's English name.
  var field: String?

  var description: String {
    let place = [plan, position.map(String.init), field].compactMap { $0 }
    return "\(rule) \(gravity.rawValue) at \(place.joined(separator: "/"))"
  }
}

/// What a fault changes in the findings of a document.
struct Effect: Sendable {
  var added: [Mark] = []
  var removed: [Mark] = []
  /// Where the entries of the changed plan stand now, by their former positions; absent ones are gone.
  var moved: [Int: Int]?

  static func adds(_ marks: Mark...) -> Effect { Effect(added: marks) }
  static func removes(_ marks: Mark...) -> Effect { Effect(removed: marks) }
  static var nothing: Effect { Effect() }
}

/// An entry of a document that is about to be changed.
struct Site {
  let submission: PlanElement
  let plan: PlanElement
  let entry: PlanElement
  let planID: String
  let position: Int

  init?(submission: PlanElement, plan: PlanElement, entry: PlanElement) {
    guard let planID = plan["id"], let position = entry["position"].flatMap({ Int($0) }) else {
      return nil
    }
    self.submission = submission
    self.plan = plan
    self.entry = entry
    self.planID = planID
    self.position = position
  }

  /// A column of the entry; a part of the contact by its own name.
  func field(_ name: String) -> PlanElement {
    let found = entry.child(name) ?? entry.child("contact")?.child(name)
    precondition(found != nil, "an entry has no field \(name)")
    return found ?? entry
  }

  /// The entries of the plan in their order.
  var entries: [PlanElement] { plan.children("entry") }

  /// The entry so many rows below, or above where `offset` is negative.
  func neighbour(_ offset: Int) -> PlanElement? {
    entries.first { $0["position"] == String(position + offset) }
  }

  /// The value of the serial number.
  var number: Int? { field("number")["value"].flatMap { Int($0) } }

  var category: String? { field("category")["value"] }

  /// The count that the category asks for, and the one that it asks to leave out.
  var counts: (asked: String, other: String) {
    category == "conditions" ? ("reference", "target") : ("target", "reference")
  }

  var fiscalYear: Int? { plan["fiscalYear"].flatMap { Int($0) } }

  /// The amount in a column, 0 where it holds a dash.
  func amount(_ name: String) -> Int? {
    let field = field(name)
    return field["state"] == "dash" ? 0 : field["value"].flatMap { Int($0) }
  }

  /// A mark at this entry.
  func mark(_ rule: String, _ gravity: Gravity, _ field: String, at offset: Int = 0) -> Mark {
    Mark(rule: rule, gravity: gravity, plan: planID, position: position + offset, field: field)
  }

  /// A mark at a stated sum of this plan.
  func totalsMark(_ field: String) -> Mark {
    Mark(rule: "TOT", gravity: .error, plan: planID, position: nil, field: field)
  }

  /// A mark at the plan itself.
  func planMark(_ rule: String, _ gravity: Gravity, _ field: String) -> Mark {
    Mark(rule: rule, gravity: gravity, plan: planID, position: nil, field: field)
  }
}

/// One way to spoil a plan, or to mend it, and what the audit must then say.
struct Fault: Sendable, CustomTestStringConvertible {
  /// The stem of the rule that it is about.
  let rule: String
  /// What is done, as a phrase.
  let name: String
  /// Whether flattened text can say the same, with the same findings.
  let isTextual: Bool
  /// Whether it can be put at an entry.
  let suits: @Sendable (Site) -> Bool
  /// Puts it there.
  let put: @Sendable (Site) -> Effect

  var testDescription: String { "\(rule): \(name)" }

  init(
    _ rule: String, _ name: String, textual: Bool = false,
    where suits: @escaping @Sendable (Site) -> Bool = { _ in true },
    put: @escaping @Sendable (Site) -> Effect
  ) {
    self.rule = rule
    self.name = name
    isTextual = textual
    self.suits = suits
    self.put = put
  }

  /// A fault that prints `text` in `field` and adds one finding there.
  static func printing(
    _ text: String, _ attributes: KeyValuePairs<String, String> = [:], in field: String,
    breaks rule: String, _ gravity: Gravity, reportedAt column: String? = nil,
    textual: Bool = false, where suits: @escaping @Sendable (Site) -> Bool = { _ in true }
  ) -> Fault {
    let pairs = attributes.map { ($0.key, $0.value) }
    return Fault(rule, "\(field) reads \(text.debugDescription)", textual: textual, where: suits) {
      site in
      let element = site.field(field)
      element.print(text)
      for (name, value) in pairs { element[name] = value }
      return .adds(site.mark(rule, gravity, column ?? field))
    }
  }
}
