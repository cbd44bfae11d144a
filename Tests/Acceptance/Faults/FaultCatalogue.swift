import Testing

/// Every fault that the bench knows.
enum FaultCatalogue {
  static let all: [Fault] =
    RowFaults.all + AmountFaults.all + ProseFaults.all + ColumnFaults.all + PlanFaults.all

  /// The stems of the rules, each with the number of different faults that it allows for.
  static let stems: [(stem: String, faultCountMin: Int)] = [
    ("NUM", 10), ("MUN", 10), ("THM", 10), ("TTL", 10), ("DSC", 10), ("CAT", 10), ("CST", 10),
    ("TGT", 10), ("REF", 10), ("STA", 10), ("URL", 10), ("CON", 10), ("TOT", 10), ("TXT", 10),
    ("XPL", 10), ("SRC", 6),
  ]

  static func faults(of stem: String) -> [Fault] { all.filter { $0.rule == stem } }
}

@Suite struct `The catalogue of faults` {
  @Test(arguments: FaultCatalogue.stems)
  func `holds enough different faults of each rule`(stem: String, faultCountMin: Int) {
    let names = Set(FaultCatalogue.faults(of: stem).map(\.name))
    #expect(names.count >= faultCountMin, "\(stem): add faults to the catalogue")
    #expect(
      names.count == FaultCatalogue.faults(of: stem).count, "\(stem): two faults share a name")
  }

  @Test func `speaks of known rules only`() {
    let stems = Set(FaultCatalogue.stems.map(\.stem))
    for fault in FaultCatalogue.all {
      #expect(stems.contains(fault.rule), "\(fault.testDescription)")
    }
  }
}
