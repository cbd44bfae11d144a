/// How alike two entries are, in thousandths of all that both of them tell.
struct EntryLikeness {
  /// From here on two entries of one municipality are taken for one project.
  static let scoreMin = 500
  /// From here on two entries are so even where a municipality is lost or another.
  static let anywhereScoreMin = 700

  private enum Weight {
    static let title = 320
    static let description = 370
    /// In the order of `Profile.others`.
    static let others = [40, 40, 50, 20, 20, 30, 40, 20, 10, 40]
  }

  /// What one entry is held against others by.
  struct Profile {
    /// The pairs of characters.
    let title: Bigrams?
    let description: Bigrams?
    /// The other fields.
    let others: [String?]

    init(_ entry: ComparedEntry) {
      title = entry.title.map { Bigrams($0) }
      description = entry.description.map { Bigrams($0) }
      others = entry.others
    }
  }

  /// The likeness; 0 where neither titles nor descriptions can be compared.
  static func score(_ before: Profile, _ after: Profile) -> Int {
    var known = 0
    var points = 0
    func add(_ weight: Int, _ likeness: Int) {
      known += weight
      points += weight * likeness
    }
    if let left = before.title, let right = after.title {
      add(Weight.title, left.likeness(to: right))
    }
    if let left = before.description, let right = after.description {
      add(Weight.description, left.likeness(to: right))
    }
    if known == 0 { return 0 }
    for (index, weight) in Weight.others.enumerated() {
      if let one = before.others[index], let other = after.others[index] {
        add(weight, one == other ? 1_000 : 0)
      }
    }
    return points / known
  }
}
