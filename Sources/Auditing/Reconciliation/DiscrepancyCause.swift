/// A slip that would close the gap between a stated total and the sum of the entries exactly.
package struct DiscrepancyCause: Equatable, Sendable {
  /// The kinds of slip, in the order in which they are offered: what is hardest to hit by chance comes first.
  package enum Kind: String, CaseIterable, Comparable, Sendable {
    /// The total of another plan of the submission stands there.
    case otherPlan = "total-of-other-plan"
    /// The total is ten or a thousand times too large or too small.
    case factorInTotal = "factor-in-total"
    case transposedInTotal = "digits-transposed-in-total"
    /// A subtotal stands among the entries, or was added up like one.
    case subtotal = "subtotal-counted-as-entry"
    /// A dash was taken for a number, or a number stands where the category asks for a dash.
    case dash = "dash-read-as-number"
    case leftOut = "entry-left-out"
    case countedTwice = "entry-counted-twice"
    /// An entry's amount is ten or a thousand times too large or too small.
    case factorInEntry = "factor-in-entry"
    case transposedInEntry = "digits-transposed-in-entry"

    package static func < (left: Kind, right: Kind) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .otherPlan: 0
      case .factorInTotal: 1
      case .transposedInTotal: 2
      case .subtotal: 3
      case .dash: 4
      case .leftOut: 5
      case .countedTwice: 6
      case .factorInEntry: 7
      case .transposedInEntry: 8
      }
    }
  }

  package var kind: Kind
  /// The entry in question; absent where the slip is in the total.
  package var entry: ContributingEntry?
  /// What stands there.
  package var printed: Int
  /// What would have to stand there; absent where nothing should.
  package var intended: Int?
  /// How many times too large, 10 or 1000; negative where it is so many times too small.
  package var factor: Int?
  /// The id of the plan whose total it is.
  package var otherPlan: String?
  /// The sentence for people, without a full stop, as the part of a sentence that begins with "if".
  package var message: Message
  /// Less likely slips of one kind stand behind the others: digits that are no neighbours, a dash counted as 1.
  var isFarFetched: Bool

  package init(
    kind: Kind, entry: ContributingEntry?, printed: Int, intended: Int?, factor: Int?,
    otherPlan: String?, message: Message, isFarFetched: Bool
  ) {
    self.kind = kind
    self.entry = entry
    self.printed = printed
    self.intended = intended
    self.factor = factor
    self.otherPlan = otherPlan
    self.message = message
    self.isFarFetched = isFarFetched
  }
}

/// An entry with what it adds to a sum.
package struct ContributingEntry: Equatable, Sendable {
  package var position: Int
  /// The serial number as printed.
  package var number: String?
  package var municipality: String?
  package var amount: Int
  package var location: Location

  package init(
    position: Int, number: String?, municipality: String?, amount: Int, location: Location
  ) {
    self.position = position
    self.number = number
    self.municipality = municipality
    self.amount = amount
    self.location = location
  }

  /// The entry in words: 整理番号9（稲城市）.
  package func name(in language: ReportLanguage) -> String {
    let place = municipality.map { language == .japanese ? "（\($0)）" : " (\($0))" } ?? ""
    switch language {
    case .japanese: return (number.map { "整理番号\($0)" } ?? "\(position)件目") + place
    case .english: return (number.map { "no. \($0)" } ?? "entry \(position)") + place
    }
  }
}

/// `value` with a comma between groups of three digits.
package func grouped(_ value: Int) -> String {
  let digits = String(value.magnitude)
  var result = ""
  for (index, digit) in digits.enumerated() {
    if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
    result.append(digit)
  }
  return value < 0 ? "-" + result : result
}
