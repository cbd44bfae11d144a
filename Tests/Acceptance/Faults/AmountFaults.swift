/// `number` with its thousands separated.
func separated(_ number: Int) -> String {
  var digits = Array(String(abs(number)))
  var index = digits.count - 3
  while index > 0 {
    digits.insert(",", at: index)
    index -= 3
  }
  return (number < 0 ? "-" : "") + String(digits)
}

enum AmountFaults {
  static let all = costs + unreadableCosts + targets + references + sums

  private static let costs: [Fault] = [
    Fault("TOT", "a digit of a cost is another", textual: true, where: agrees("cost")) {
      changeAmount("cost", of: $0) { $0 + 10 }
    },
    Fault("TOT", "a cost has one nought too many", textual: true, where: agrees("cost")) {
      changeAmount("cost", of: $0) { $0 * 10 }
    },
    Fault("TOT", "a cost is one too low", textual: true, where: agrees("cost")) {
      changeAmount("cost", of: $0) { $0 - 1 }
    },
    Fault(
      "TOT", "two digits of a cost are swapped", textual: true,
      where: { agrees("cost")($0) && swapped($0.amount("cost")) != $0.amount("cost") }
    ) { changeAmount("cost", of: $0) { swapped($0) ?? $0 } },
    Fault("CST", "the cost is 0", textual: true, where: agrees("cost")) { site in
      site.field("cost").print("0", ["value": "0"])
      return .adds(site.mark("CST", .error, "cost"), site.totalsMark("cost"))
    },
    Fault("CST", "the cost is less than nothing", textual: true, where: agrees("cost")) {
      site in
      site.field("cost").print("△500", ["value": "-500"])
      return .adds(site.mark("CST", .error, "cost"), site.totalsMark("cost"))
    },
    Fault("CST", "the cost is a dash", where: agrees("cost")) { site in
      site.field("cost").print("-", ["state": "dash"])
      return .adds(site.mark("CST", .error, "cost"), site.totalsMark("cost"))
    },
    Fault("CST", "the cost is blank", where: agrees("cost")) { site in
      site.field("cost").print("", ["state": "blank"])
      return .adds(site.mark("CST", .error, "cost"), site.totalsMark("cost"))
    },
    Fault("CST", "the cost is lost", where: agrees("cost")) { site in
      site.field("cost").print("", ["state": "lost"])
      return .adds(site.mark("CST", .review, "cost"))
    },
    Fault("CST", "the unit is lost", where: \.isFirst) { site in
      site.plan.child("unit")?.print("", ["state": "lost"])
      return .adds(site.planMark("CST", .review, "unit"))
    },
  ]

  private static let unreadableCosts: [Fault] =
    ["約100", "未定", "1.5", "百万円", "10～20", "8,000円"].map {
      .printing($0, in: "cost", breaks: "CST", .error, where: agrees("cost"))
    }
    + ["12,34", "1,2345", ",500", "1,,000"].map {
      .printing($0, ["grouping": "wrong"], in: "cost", breaks: "CST", .error, where: agrees("cost"))
    }

  /// The count that the category asks for is spoilt; `rule` is that of its column.
  private static func spoiltCounts(_ rule: String, _ column: String) -> [Fault] {
    let asks: @Sendable (Site) -> Bool = {
      $0.category != nil && $0.counts.asked == column && $0.agrees(column)
    }
    let unreadable = ["若干", "5～8", "1.5", "未定", "約10", "10人"].map { text in
      Fault.printing(text, in: column, breaks: rule, .error, where: asks)
    }
    let printed: [(String, KeyValuePairs<String, String>)] = [
      ("0", ["value": "0"]), ("-3", ["value": "-3"]), ("-", ["state": "dash"]),
      ("", ["state": "blank"]),
    ]
    return unreadable
      + printed.map { text, attributes in
        let pairs = attributes.map { ($0.key, $0.value) }
        return Fault(rule, "the \(column) asked for reads \(text.debugDescription)", where: asks) {
          site in
          site.field(column).print(text)
          for (name, value) in pairs { site.field(column)[name] = value }
          return .adds(site.mark(rule, .error, column), site.totalsMark(column))
        }
      } + [
        Fault(rule, "the \(column) asked for is lost", where: asks) { site in
          site.field(column).print("", ["state": "lost"])
          return .adds(site.mark(rule, .review, column))
        }
      ]
  }

  /// The count that the category asks to leave out is given.
  private static func surplusCounts(_ rule: String, _ column: String) -> [Fault] {
    let asksNot: @Sendable (Site) -> Bool = {
      $0.category != nil && $0.counts.other == column && $0.field(column)["state"] == "dash"
        && $0.agrees(column)
    }
    return [1, 7, 40, 1_200].map { count in
      Fault(
        rule, "a \(column) of \(count) stands where a dash should", textual: true, where: asksNot
      ) { site in
        site.field(column).print(separated(count), ["value": String(count)])
        return .adds(site.mark(rule, .warning, column), site.totalsMark(column))
      }
    } + [
      Fault(rule, "a 0 stands for the dash of the \(column)", textual: true, where: asksNot) {
        site in
        site.field(column).print("0", ["value": "0"])
        return .adds(site.mark(rule, .warning, column))
      }
    ]
  }

  private static let mendedZero = Fault(
    "TGT", "the 0 for a dash of the target is mended", textual: true,
    where: { $0.category == "conditions" && $0.field("target")["value"] == "0" }
  ) { site in
    site.field("target").print("-", ["state": "dash"])
    return .removes(site.mark("TGT", .warning, "target"))
  }

  private static let targets =
    spoiltCounts("TGT", "target") + surplusCounts("TGT", "target") + [mendedZero]
  private static let references =
    spoiltCounts("REF", "reference") + surplusCounts("REF", "reference")

  private static let sums: [Fault] =
    ["cost", "target", "reference"].flatMap { column in
      [1, -1, 100].map { difference in
        Fault(
          "TOT", "the stated \(column) is off by \(difference)", textual: true,
          where: { $0.isFirst && $0.agrees(column) }
        ) { site in
          guard let total = site.plan.child("totals")?.child(column),
            let stated = site.stated(column)
          else { return .nothing }
          total.print(separated(stated + difference), ["value": String(stated + difference)])
          return .adds(site.totalsMark(column))
        }
      }
    } + [
      Fault("TOT", "the stated cost is not a number", where: agreesThroughout) { site in
        site.plan.child("totals")?.child("cost")?.print("約五千万")
        return .adds(site.totalsMark("cost"))
      },
      Fault("TOT", "the stated target is blank", where: agreesThroughout) { site in
        site.plan.child("totals")?.child("target")?.print("", ["state": "blank"])
        return .adds(site.totalsMark("target"))
      },
      Fault(
        "TOT", "the totals row is missing", where: agreesThroughout
      ) { site in
        guard let totals = site.plan.child("totals") else { return .nothing }
        site.plan.remove(totals)
        return .adds(site.planMark("TOT", .error, "totals"))
      },
      Fault("TOT", "the totals row is lost", where: agreesThroughout) {
        site in
        guard let totals = site.plan.child("totals") else { return .nothing }
        totals.children = []
        totals["state"] = "lost"
        return .adds(site.planMark("TOT", .review, "totals"))
      },
    ]

  private static func agrees(_ column: String) -> @Sendable (Site) -> Bool {
    { $0.agrees(column) }
  }

  private static let agreesThroughout: @Sendable (Site) -> Bool = { site in
    site.isFirst && ["cost", "target", "reference"].allSatisfy(site.agrees)
  }

  private static func changeAmount(
    _ column: String, of site: Site, by change: (Int) -> Int
  ) -> Effect {
    guard let amount = site.amount(column) else { return .nothing }
    site.field(column).print(separated(change(amount)), ["value": String(change(amount))])
    return .adds(site.totalsMark(column))
  }

  /// `amount` with its first two digits swapped.
  private static func swapped(_ amount: Int?) -> Int? {
    guard let amount else { return nil }
    var digits = Array(String(amount))
    guard digits.count > 1, digits[1] != "0" else { return amount }
    digits.swapAt(0, 1)
    return Int(String(digits))
  }
}

extension Site {
  /// Whether the plan states the sum of its entries' amounts in `column`.
  func agrees(_ column: String) -> Bool {
    hasReadableAmounts
      && stated(column)
        == entries.reduce(0) { sum, entry in
          sum + (entry.child(column)?["value"].flatMap { Int($0) } ?? 0)
        }
  }

  /// The sum that the plan states.
  func stated(_ column: String) -> Int? {
    plan.child("totals")?.child(column)?["value"].flatMap { Int($0) }
  }
}
