/// Changes of rows and serial numbers.
extension Site {
  /// Gives the entries from `offset` rows below on other serial numbers.
  func renumber(from offset: Int = 0, by difference: Int) {
    for entry in entries {
      guard let position = entry["position"].flatMap({ Int($0) }),
        position >= self.position + offset, let number = entry.child("number"),
        let value = number["value"].flatMap({ Int($0) })
      else { continue }
      number.print(String(value + difference), ["value": String(value + difference)])
    }
  }

  /// Counts the positions of the plan's entries anew.
  func countPositions() {
    for (index, entry) in entries.enumerated() { entry["position"] = String(index + 1) }
  }

  /// The sums that no longer agree once this entry's amounts are taken away or added once more.
  var sumMarks: [Mark] {
    ["cost", "target", "reference"].filter { amount($0) != 0 }.map(totalsMark)
  }

  /// Whether the serial numbers four rows up and down are those of their positions, but for a constant.
  ///
  /// Nearer to each other, two faults of the numbering can look like one.
  var standsInSequence: Bool {
    guard let number else { return false }
    return (-4...4).allSatisfy { offset in
      guard let other = neighbour(offset) else { return true }
      return other.child("number")?["value"] == String(number + offset)
    } && (position > 4 || number == position)
  }

  var isFirst: Bool { position == 1 }
  var isLast: Bool { position == entries.count }

  /// Whether the entry so many rows below is not the only one of its municipality.
  func sharesMunicipality(at offset: Int) -> Bool {
    let name = neighbour(offset)?.child("municipality")?.text
    return entries.filter { $0.child("municipality")?.text == name }.count > 1
  }

  /// Whether every sum that the plan states is that of its entries.
  var agreesThroughout: Bool { ["cost", "target", "reference"].allSatisfy(agrees) }

  /// Whether the plan's stated sums can be held against its entries.
  var hasReadableAmounts: Bool {
    entries.allSatisfy { entry in
      ["cost", "target", "reference"].allSatisfy { name in
        entry.child(name).map { $0["value"] != nil || $0["state"] == "dash" } == true
      }
    }
  }
}

enum RowFaults {
  static let all = unreadable + sequence + rows

  private static let unreadable: [Fault] =
    ["1.5", "一", "第3号", "Ⅳ", "？", "No.1", "１－２"].map {
      .printing($0, in: "number", breaks: "NUM", .error) { $0.standsInSequence }
    } + [
      Fault("NUM", "the number is blank", where: \.standsInSequence) { site in
        site.field("number").print("", ["state": "blank"])
        return .adds(site.mark("NUM", .error, "number"))
      },
      Fault("NUM", "the number is lost", where: \.standsInSequence) { site in
        site.field("number").print("", ["state": "lost"])
        return .adds(site.mark("NUM", .review, "number"))
      },
    ]

  private static let sequence: [Fault] =
    [1, 2, 10, 100].map { step in
      Fault(
        "NUM", "the numbers jump by \(step) from here on", textual: true,
        where: { $0.standsInSequence }
      ) { site in
        site.renumber(by: step)
        return .adds(site.mark("NUM", .error, "number"))
      }
    } + [
      Fault(
        "NUM", "this number and those below are one too low", textual: true,
        where: { $0.standsInSequence && !$0.isFirst }
      ) { site in
        site.renumber(by: -1)
        return .adds(site.mark("NUM", .error, "number"))
      },
      Fault(
        "NUM", "the number is swapped with the next one", textual: true,
        where: { $0.standsInSequence && !$0.isLast }
      ) { site in
        guard let number = site.number, let below = site.neighbour(1)?.child("number") else {
          return .nothing
        }
        site.field("number").print(String(number + 1), ["value": String(number + 1)])
        below.print(String(number), ["value": String(number)])
        return .adds(site.mark("NUM", .error, "number"))
      },
      Fault(
        "NUM", "the number is that of the row above", textual: true,
        where: { $0.standsInSequence && !$0.isFirst && !$0.isLast }
      ) { site in
        guard let number = site.number else { return .nothing }
        site.field("number").print(String(number - 1), ["value": String(number - 1)])
        return .adds(site.mark("NUM", .error, "number"))
      },
      Fault(
        "NUM", "the number alone is far too high", textual: true,
        where: { $0.standsInSequence && !$0.isFirst && !$0.isLast }
      ) { site in
        guard let number = site.number else { return .nothing }
        site.field("number").print(String(number + 300), ["value": String(number + 300)])
        return .adds(site.mark("NUM", .error, "number"))
      },
    ]

  private static let rows: [Fault] = [
    Fault(
      "NUM", "the entry is dropped",
      where: {
        $0.standsInSequence && !$0.isLast && !$0.isFirst && !$0.sharesMunicipality(at: 0)
          && $0.agreesThroughout
      }
    ) { site in
      let count = site.entries.count
      let sums = site.sumMarks
      site.plan.remove(site.entry)
      site.countPositions()
      var moved: [Int: Int] = [:]
      for position in 1...count where position != site.position {
        moved[position] = position < site.position ? position : position - 1
      }
      return Effect(added: sums + [site.mark("NUM", .error, "number")], moved: moved)
    },
    Fault(
      "NUM", "the entry stands there twice",
      where: { $0.standsInSequence && $0.agreesThroughout && !$0.sharesMunicipality(at: 0) }
    ) { site in
      let count = site.entries.count
      let sums = site.sumMarks
      duplicate(site)
      var moved: [Int: Int] = [:]
      for position in 1...count {
        moved[position] = position <= site.position ? position : position + 1
      }
      return Effect(
        added: sums + [
          site.mark("NUM", .error, "number", at: 1),
          site.mark("DSC", .warning, "description", at: 1),
        ], moved: moved)
    },
    Fault(
      "DSC", "the entry stands there twice, under the next number",
      where: { $0.standsInSequence && $0.agreesThroughout && !$0.sharesMunicipality(at: 0) }
    ) { site in
      let count = site.entries.count
      let sums = site.sumMarks
      duplicate(site)
      site.renumber(from: 1, by: 1)
      var moved: [Int: Int] = [:]
      for position in 1...count {
        moved[position] = position <= site.position ? position : position + 1
      }
      return Effect(
        added: sums + [site.mark("DSC", .warning, "description", at: 1)], moved: moved)
    },
  ]

  private static func duplicate(_ site: Site) {
    guard let index = site.plan.children.firstIndex(where: { $0 === site.entry }) else { return }
    site.plan.insert(site.entry.copy(), at: index + 1)
    site.countPositions()
  }
}
