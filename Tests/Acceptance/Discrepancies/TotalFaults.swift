import TestSupport

/// A slip that makes a stated total disagree with the entries, put into a plan.
struct TotalFault: Sendable {
  /// The word that reports have for it.
  let cause: String
  /// Puts it into `plan`; gives the position of the entry in question, `nil` for none, or no slip at all.
  let put: @Sendable (TotalSite, inout SeededGenerator) -> Slip?

  struct Slip {
    var position: Int?
    var column: String
  }

  static let all: [TotalFault] = [
    TotalFault(cause: "entry-left-out") { site, generator in
      guard let entry = site.entry(where: { $0 > 0 }, &generator) else { return nil }
      return site.state(site.sum - entry.amount, position: entry.position)
    },
    TotalFault(cause: "entry-counted-twice") { site, generator in
      guard let entry = site.entry(where: { $0 > 0 }, &generator) else { return nil }
      return site.state(site.sum + entry.amount, position: entry.position)
    },
    TotalFault(cause: "digits-transposed-in-entry") { site, generator in
      guard let entry = site.entry(where: { !transposed($0).isEmpty }, &generator),
        let printed = transposed(entry.amount).randomElement(using: &generator)
      else { return nil }
      return site.print(printed, at: entry.position)
    },
    TotalFault(cause: "digits-transposed-in-total") { site, generator in
      transposed(site.sum).randomElement(using: &generator).flatMap {
        site.state($0, position: nil)
      }
    },
    TotalFault(cause: "factor-in-entry") { site, generator in
      guard let entry = site.entry(where: { $0 > 0 }, &generator) else { return nil }
      let factor = generator.next() % 2 == 0 ? 10 : 1_000
      return site.print(entry.amount * factor, at: entry.position)
    },
    TotalFault(cause: "factor-in-total") { site, generator in
      if site.sum == 0 { return nil }
      return site.state(site.sum * (generator.next() % 2 == 0 ? 10 : 1_000), position: nil)
    },
    TotalFault(cause: "dash-read-as-number") { site, generator in
      guard let entry = site.dash(&generator) else { return nil }
      return site.print(Int(1 + generator.next() % 60), at: entry)
    },
    TotalFault(cause: "subtotal-counted-as-entry") { site, generator in
      guard let group = site.group(&generator) else { return nil }
      if generator.next() % 2 == 0 { return site.state(site.sum + group.sum, position: nil) }
      // A row of its own that holds the sum of the others; the total rightly leaves it out.
      guard group.rows.count > 2, let row = group.rows.randomElement(using: &generator),
        group.sum > row.amount, site.state(site.sum - row.amount, position: nil) != nil
      else { return nil }
      return site.print(group.sum - row.amount, at: row.position)
    },
    TotalFault(cause: "total-of-other-plan") { site, _ in
      guard let other = site.otherTotal, other != site.sum else { return nil }
      return site.state(other, position: nil)
    },
  ]

  /// `amount` with any two neighbouring digits exchanged that differ, where it does not begin with 0 then.
  private static func transposed(_ amount: Int) -> [Int] {
    let digits = Array(String(amount))
    return digits.indices.dropFirst().compactMap { index in
      guard digits[index] != digits[index - 1], index > 1 || digits[index] != "0" else {
        return nil
      }
      var exchanged = digits
      exchanged.swapAt(index, index - 1)
      return Int(String(exchanged))
    }
  }
}

/// A column of a plan whose stated total agrees with its entries.
struct TotalSite {
  let submission: PlanElement
  let plan: PlanElement
  let column: String
  let sum: Int

  init?(submission: PlanElement, plan: PlanElement, column: String) {
    guard let stated = plan.child("totals")?.child(column)?["value"].flatMap({ Int($0) }) else {
      return nil
    }
    self.submission = submission
    self.plan = plan
    self.column = column
    var sum = 0
    for entry in plan.children("entry") {
      guard let cell = entry.child(column) else { return nil }
      if cell["state"] == "dash" || cell["state"] == "blank" { continue }
      guard let value = cell["value"].flatMap({ Int($0) }) else { return nil }
      sum += value
    }
    if sum != stated { return nil }
    self.sum = sum
  }

  /// An entry whose amount is fit, drawn at random.
  func entry(
    where isFit: (Int) -> Bool, _ generator: inout SeededGenerator
  ) -> (position: Int, amount: Int)? {
    let fit = plan.children("entry").enumerated().compactMap { index, entry in
      entry.child(column)?["value"].flatMap { Int($0) }.flatMap {
        isFit($0) ? (position: index + 1, amount: $0) : nil
      }
    }
    return fit.randomElement(using: &generator)
  }

  /// An entry whose category asks for the dash that stands in this column.
  func dash(_ generator: inout SeededGenerator) -> Int? {
    let category = ["target": "conditions", "reference": "workforce"][column]
    let fit = plan.children("entry").enumerated().compactMap { index, entry in
      entry.child(column)?["state"] == "dash" && entry.child("category")?["value"] == category
        ? index + 1 : nil
    }
    return fit.randomElement(using: &generator)
  }

  /// The sum of a municipality, a category or a theme that has several entries, but not of all.
  func group(_ generator: inout SeededGenerator) -> Group? {
    let kind = ["municipality", "category", "theme"][Int(generator.next() % 3)]
    var groups: [String: Group] = [:]
    let entries = plan.children("entry")
    for (index, entry) in entries.enumerated() {
      guard let code = entry.child(kind)?["value"] else { continue }
      let amount = entry.child(column)?["value"].flatMap { Int($0) }
      groups[code, default: Group()].rows.append((index + 1, amount ?? Self.dashAmount))
    }
    let fit = groups.filter {
      $0.value.rows.count > 1 && $0.value.rows.count < entries.count && $0.value.sum > 0
    }.sorted { $0.key < $1.key }
    return fit.randomElement(using: &generator)?.value
  }

  /// The entries of a group.
  struct Group {
    var rows: [(position: Int, amount: Int)] = []
    var sum: Int { rows.reduce(0) { $0 + $1.amount } }
  }

  /// What a dash adds to a sum.
  private static let dashAmount = 0

  var otherTotal: Int? {
    submission.children("plan").first { $0 !== plan }?.child("totals")?.child(column)?["value"]
      .flatMap { Int($0) }
  }

  func state(_ total: Int, position: Int?) -> TotalFault.Slip? {
    if total == sum { return nil }
    plan.child("totals")?.child(column)?.print(separated(total), ["value": String(total)])
    return TotalFault.Slip(position: position, column: column)
  }

  func print(_ amount: Int, at position: Int) -> TotalFault.Slip? {
    plan.children("entry")[position - 1].child(column)?.print(
      separated(amount), ["value": String(amount)])
    return TotalFault.Slip(position: position, column: column)
  }
}
