/// What concerns a whole plan, or two of them.
enum PlanFaults {
  static let all = sources + crossings

  private static let sources: [Fault] = [
    Fault(
      "SRC", "the heading is lost",
      where: { $0.isFirst && $0.plan.child("heading")?["state"] == nil }
    ) {
      site in
      site.plan.child("heading")?.print("", ["state": "lost"])
      return .adds(site.planMark("SRC", .review, "heading"))
    },
    Fault(
      "SRC", "the fiscal year is inferred",
      where: { $0.isFirst && $0.plan["fiscalYearState"] == nil }
    ) { site in
      site.plan["fiscalYearState"] = "inferred"
      site.plan["basis"] = "entry-months"
      return .adds(site.planMark("SRC", .review, "plan"))
    },
    Fault(
      "SRC", "the fiscal year is unknown",
      where: { site in
        guard let year = site.fiscalYear, site.isFirst, site.plan["fiscalYearState"] == nil else {
          return false
        }
        return site.entries.allSatisfy { entry in
          guard let start = entry.child("start")?["value"] else { return false }
          return start >= "\(year)-04" && start <= "\(year + 1)-03"
        }
      }
    ) { site in
      site.plan["fiscalYear"] = nil
      site.plan["fiscalYearState"] = "lost"
      return .adds(site.planMark("SRC", .review, "plan"))
    },
    Fault(
      "SRC", "the kind of plan is inferred", where: { $0.isFirst && $0.plan["kindState"] == nil }
    ) {
      site in
      site.plan["kindState"] = "inferred"
      return .adds(site.planMark("SRC", .review, "plan"))
    },
    Fault("SRC", "a row could not be read whole", where: \.isFirst) { site in
      site.submission.append(
        PlanElement(
          "issue", attributes: [("code", "short-row"), ("line", "999")], text: "row is short"))
      return .adds(Mark(rule: "SRC", gravity: .review, plan: nil, position: nil, field: nil))
    },
    Fault("SRC", "a line is left over", where: \.isFirst) { site in
      site.submission.append(
        PlanElement("unplaced", attributes: [("line", "999")], text: "どこにも属さない行"))
      return .adds(Mark(rule: "SRC", gravity: .review, plan: nil, position: nil, field: nil))
    },
  ]

  /// Gives the entry the municipality and the title of an entry of the other plan.
  private static func repeatProject(
    _ site: Site, tail: String, clause: (own: String, other: String)?
  )
    -> Effect
  {
    guard let partner = partner(of: site), let title = partner.child("title"),
      let municipality = partner.child("municipality")
    else { return .nothing }
    site.field("municipality").print(municipality.text, ["value": municipality["value"] ?? ""])
    site.field("title").print(
      title.text + tail, ["key": (title["key"] ?? "") + proseKey(tail)])
    if let clause, let other = partner.child("description") {
      append(clause.own, to: site.field("description"))
      append(clause.other, to: other)
    }
    return .adds(site.mark("XPL", clause == nil ? .warning : .info, "title"))
  }

  private static func append(_ clause: String, to description: PlanElement) {
    let stem = description["key"] ?? ""
    description.print(
      description.text + clause, ["key": stem + proseKey(clause), "stem": stem])
  }

  /// An entry of the general plan whose municipality may stand at the site without disturbing the order.
  private static func partner(of site: Site) -> PlanElement? {
    let above = site.neighbour(-1)?.child("municipality")?["value"] ?? "000000"
    let below = site.neighbour(1)?.child("municipality")?["value"] ?? "999999"
    return site.submission.children("plan").first { $0["id"] == "general" }?.children("entry").first
    {
      guard let code = $0.child("municipality")?["value"], $0.child("title")?["key"] != nil,
        $0.child("title")?["state"] == nil, $0.child("description")?["stem"] == nil
      else {
        return false
      }
      return code >= above && code <= below
    }
  }

  private static let isModel: @Sendable (Site) -> Bool = {
    $0.planID == "model" && partner(of: $0) != nil && $0.field("description")["stem"] == nil
  }

  private static let crossings: [Fault] =
    ["", "（拡充分）", "（第二期）", "２", "・モデル分", "（区南部）", "強化版", "追加分", "（試行）", "その２"].map { tail in
      Fault(
        "XPL",
        "a project of the general plan again, its title followed by \(tail.debugDescription)",
        where: isModel
      ) { repeatProject($0, tail: tail, clause: nil) }
    } + [
      Fault("XPL", "the description of an entry of the general plan again", where: isModel) {
        site in
        guard let partner = partner(of: site), let municipality = partner.child("municipality"),
          let description = partner.child("description")
        else { return .nothing }
        site.field("municipality").print(municipality.text, ["value": municipality["value"] ?? ""])
        site.field("description").print(
          description.text + "（モデル）",
          ["key": (description["key"] ?? "") + "(モデル)", "stem": description["key"] ?? ""])
        return .adds(site.mark("XPL", .warning, "title"))
      },
      Fault("XPL", "a project in both plans, and both say so", where: isModel) {
        repeatProject(
          $0, tail: "", clause: ("（一部、一般事業の該当分を含む）", "（一部、モデル事業の該当分を含む）"))
      },
    ]
}
