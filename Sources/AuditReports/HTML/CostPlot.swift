internal import Auditing

/// What the entries of one plan cost for each person or establishment that a column counts.
struct UnitCosts {
  struct Value: Equatable {
    var number: String
    var name: String
    /// In tenths of the plan's unit of money, rounded half up.
    var tenths: Int
  }

  /// The dearest first, those that are equal in the order of the table.
  private(set) var values: [Value] = []
  /// The entries whose cost is not known although the column counts something.
  private(set) var unknownCount = 0

  /// The costs by the column `field`, which is `target` or `reference`; entries that count nobody there are left out.
  init(_ table: PlanTable, per field: FieldName) {
    for row in table.rows {
      guard let count = row.amount(field), count > 0 else { continue }
      guard let cost = row.amount(.cost), cost >= 0,
        let tenths = Self.tenths(cost, per: count)
      else {
        unknownCount += 1
        continue
      }
      values.append(
        Value(
          number: row.cell(.number)?.text ?? "", name: row.submitter?.name ?? "", tenths: tenths))
    }
    values = values.enumerated().sorted { left, right in
      left.element.tenths != right.element.tenths
        ? left.element.tenths > right.element.tenths : left.offset < right.offset
    }.map(\.element)
  }

  /// The median in tenths; of two in the middle their mean, rounded half up.
  var middle: Int? {
    if values.isEmpty { return nil }
    let (upper, lower) = (values[(values.count - 1) / 2].tenths, values[values.count / 2].tenths)
    return lower + (upper - lower + 1) / 2
  }

  private static func tenths(_ cost: Int, per count: Int) -> Int? {
    let (scaled, overflow) = cost.multipliedReportingOverflow(by: 10)
    if overflow { return nil }
    let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: count)
    return remainder >= count - remainder ? quotient + 1 : quotient
  }

  /// Tenths as digits with one decimal.
  static func text(_ tenths: Int) -> String { "\(grouped(tenths / 10)).\(tenths % 10)" }
}

/// Draws the unit costs of a plan as bars.
struct PlotPart {
  /// The most bars of one drawing; the others are said.
  static let barCountMax = 40
  private static let rowHeight = 17
  private static let labelWidth = 150
  private static let barWidthMax = 300
  private static let width = 530

  let plan: PlanSummary
  let table: PlanTable
  let wording: Wording

  func write(to html: inout HTMLWriter) {
    let plots = [FieldName.target, .reference].map { ($0, UnitCosts(table, per: $0)) }
      .filter { !$0.1.values.isEmpty }
    if plots.isEmpty { return }
    html.element("details", ["class": "prints", "open": "open"]) { html in
      html.element("summary", text: wording.plotTitle)
      html.element("div", ["class": "plots"]) { html in
        for (field, costs) in plots { writeFigure(field, costs, to: &html) }
      }
    }
  }

  private var unitName: String {
    switch plan.unitYen {
    case 1: wording.word("円", "yen")
    case 1_000: wording.word("千円", "thousand yen")
    case 1_000_000: wording.word("百万円", "million yen")
    case let yen?: wording.word("\(yen)円", "\(yen) yen")
    case nil: wording.word("単位の記載なし", "unit not stated")
    }
  }

  private func writeFigure(_ field: FieldName, _ costs: UnitCosts, to html: inout HTMLWriter) {
    let shown = costs.values.prefix(Self.barCountMax)
    guard let most = costs.values.first, let least = costs.values.last, let middle = costs.middle
    else { return }
    let title = wording.plotCaption(field.name(in: wording.language), unitName)
    html.element("figure") { html in
      html.element("figcaption") { html in
        html.element("strong", text: title)
        html.void("br")
        html.text(
          wording.plotSummary(
            count: costs.values.count, most: describe(most), least: describe(least),
            middle: UnitCosts.text(middle)))
        if costs.unknownCount > 0 { html.text(" " + wording.unknownCosts(costs.unknownCount)) }
        if costs.values.count > shown.count {
          html.text(" " + wording.plotLimited(shown.count))
        }
      }
      draw(Array(shown), middle: middle, title, to: &html)
    }
  }

  private func describe(_ value: UnitCosts.Value) -> String {
    "\(UnitCosts.text(value.tenths))\(wording.opening)\(label(value))\(wording.closing)"
  }

  private func label(_ value: UnitCosts.Value) -> String {
    let shown = InvisibleCharacters.shown("\(value.number) \(value.name)")
    let head = shown.prefix(12)
    return head.endIndex == shown.endIndex ? shown : head + "…"
  }

  private func draw(
    _ values: [UnitCosts.Value], middle: Int, _ title: String, to html: inout HTMLWriter
  ) {
    guard let most = values.first?.tenths else { return }
    let height = values.count * Self.rowHeight + 20
    func length(_ tenths: Int) -> Int {
      most == 0 ? 0 : Int((Double(tenths) / Double(most) * Double(Self.barWidthMax)).rounded())
    }
    html.element(
      "svg",
      [
        "viewBox": "0 0 \(Self.width) \(height)", "role": "img", "aria-label": title,
        "focusable": "false",
      ]
    ) { html in
      let x = Self.labelWidth + length(middle)
      html.void(
        "line", ["class": "middle", "x1": "\(x)", "x2": "\(x)", "y1": "14", "y2": "\(height - 2)"])
      html.element(
        "text", ["class": "middle-name", "x": "\(x)", "y": "10", "text-anchor": "middle"],
        text: "\(wording.middle) \(UnitCosts.text(middle))")
      for (index, value) in values.enumerated() {
        let top = 16 + index * Self.rowHeight
        let bar = max(1, length(value.tenths))
        html.element(
          "text", ["x": "\(Self.labelWidth - 6)", "y": "\(top + 11)", "text-anchor": "end"],
          text: label(value))
        html.void(
          "rect",
          [
            "class": "bar", "x": "\(Self.labelWidth)", "y": "\(top + 2)", "width": "\(bar)",
            "height": "\(Self.rowHeight - 5)",
          ])
        html.element(
          "text", ["x": "\(Self.labelWidth + bar + 5)", "y": "\(top + 11)"],
          text: UnitCosts.text(value.tenths))
      }
    }
  }
}
