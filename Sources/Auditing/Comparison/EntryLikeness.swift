internal import PlanModel

/// How alike two entries are, in thousandths of all that both of them tell.
struct EntryLikeness {
  /// From here on two entries of one municipality are taken for one project.
  static let scoreMin = 500
  /// From here on two entries are so even where a municipality is lost or another.
  static let anywhereScoreMin = 700

  private enum Weight {
    static let title = 450
    static let description = 350
    static let number = 60
    static let category = 40
    static let cost = 50
    static let phone = 50
  }

  /// The pairs of characters of one entry.
  struct Profile {
    var title: Bigrams?
    var description: Bigrams?

    init(_ entry: ComparedEntry) {
      title = entry.title.map { Bigrams($0) }
      description = entry.description.map { Bigrams($0) }
    }
  }

  /// The likeness; 0 where neither titles nor descriptions can be compared.
  static func score(
    _ before: ComparedEntry, _ beforeProfile: Profile, _ after: ComparedEntry,
    _ afterProfile: Profile
  ) -> Int {
    var known = 0
    var points = 0
    func add(_ weight: Int, _ likeness: Int) {
      known += weight
      points += weight * likeness
    }
    if let left = beforeProfile.title, let right = afterProfile.title {
      add(Weight.title, left.likeness(to: right))
    }
    if let left = beforeProfile.description, let right = afterProfile.description {
      add(Weight.description, left.likeness(to: right))
    }
    if known == 0 { return 0 }
    let (left, right) = (before.entry, after.entry)
    if let one = left.number.value, let other = right.number.value {
      add(Weight.number, one == other ? 1_000 : 0)
    }
    if let one = left.category.value?.code, let other = right.category.value?.code {
      add(Weight.category, one == other ? 1_000 : 0)
    }
    if let one = before.cost, let other = after.cost {
      add(Weight.cost, one == other ? 1_000 : 0)
    }
    if let one = left.contact.phone.value?.digits, let other = right.contact.phone.value?.digits {
      add(Weight.phone, one == other ? 1_000 : 0)
    }
    return points / known
  }
}
