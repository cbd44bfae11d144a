internal import PlanModel

/// Places torn text in the entries of its page where the evidence allows it; the rest is left unplaced.
struct LoosePlacement {
  let text: TextLines
  let shapes: LineShapes
  private(set) var submission: Submission
  /// Whether an address, or a contact, of the page belongs to an entry that nothing tells.
  private var hasLeftAddress = false
  private var hasLeftContact = false

  init(text: TextLines, shapes: LineShapes, submission: Submission) {
    self.text = text
    self.shapes = shapes
    self.submission = submission
  }

  /// Neighbouring entries of one municipality that lack the same field, as a merged cell covers them.
  private typealias Group = [(plan: Int, entry: Int)]

  /// Leaves the torn text of a page, which only stands beside its own entry.
  mutating func leave(_ page: TornPage) {
    for (block, _) in page.blocks { leave(block) }
    loseWhatIsLeft(page.entries)
  }

  mutating func place(_ page: TornPage) {
    var words: [LooseBlock] = []
    var links: [LooseBlock] = []
    var months: [LooseBlock] = []
    var contacts: [LooseBlock] = []
    for (block, _) in page.blocks {
      switch block.kind {
      case .words: words.append(block)
      case .address: links.append(block)
      case .month: months.append(block)
      case .contact: contacts.append(block)
      }
    }
    guard !page.blocks.isEmpty else { return }
    placeMonths(months, page.entries)
    placeContacts(contacts, page.entries)
    var rest = placeNamedTitles(words, page.entries)
    let paired = placeLinks(links, page.entries)
    rest = placeLabels(rest, before: links, paired)
    placeOnlyTitle(rest, page.entries)
    loseWhatIsLeft(page.entries)
  }

  /// Says of cells without words that they are lost where words for one of them are left.
  private mutating func loseWhatIsLeft(_ entries: Group) {
    let (loseURL, loseSection) = (hasLeftAddress, hasLeftContact)
    (hasLeftAddress, hasLeftContact) = (false, false)
    guard loseURL || loseSection else { return }
    change(entries) { entry in
      if loseURL && entry.url.state == .blank { entry.url = .lost }
      if loseSection && entry.contact.section.state == .blank { entry.contact.section = .lost }
    }
  }

  // MARK: Groups

  private func groups(
    _ entries: Group, lacking isLacking: (borrowing Entry) -> Bool
  ) -> [Group] {
    var groups: [Group] = []
    // An entry is large: it is looked at where it lies and not copied.
    for place in entries where isLacking(submission.plans[place.plan].entries[place.entry]) {
      if let last = groups.last?.last, last.plan == place.plan, last.entry == place.entry - 1,
        municipality(at: last) == municipality(at: place)
      {
        groups[groups.count - 1].append(place)
      } else {
        groups.append([place])
      }
    }
    return groups
  }

  private func municipality(at place: Group.Element) -> String {
    submission.plans[place.plan].entries[place.entry].municipality.text
  }

  /// What a block rests on that is given to `group`, one of `count` that lack the like.
  private func basis(_ group: Group, oneOf count: Int) -> Basis {
    if count > 1 { return .printedOrder }
    return group.count > 1 ? .mergedCell : .onlyCandidate
  }

  private mutating func change(_ group: Group, _ body: (inout Entry) -> Void) {
    for place in group { body(&submission.plans[place.plan].entries[place.entry]) }
  }

  private mutating func leave(_ block: LooseBlock) {
    guard let printed = text.printed(block.pieces) else { return }
    switch block.kind {
    case .address: hasLeftAddress = true
    case .contact: hasLeftContact = true
    case .words:
      let last = block.pieces.last.map { text.slice($0) } ?? []
      if FormWords.ends(last, with: FormWords.unitEndings) { hasLeftContact = true }
    case .month: break
    }
    submission.unplaced.append(UnplacedText(printed.text, at: printed.place))
  }

  // MARK: Months and contacts

  private mutating func placeMonths(_ blocks: [LooseBlock], _ entries: Group) {
    let lacking = groups(entries) { $0.start.state == .lost && $0.category.state != .lost }
    for (index, block) in blocks.enumerated() {
      guard lacking.count == blocks.count,
        let printed = text.printed(block.pieces, basis: basis(lacking[index], oneOf: lacking.count))
      else {
        leave(block)
        continue
      }
      let field = printed.startField(shapes.vocabulary)
      change(lacking[index]) { $0.start = field }
    }
  }

  private mutating func placeContacts(_ blocks: [LooseBlock], _ entries: Group) {
    let lacking = groups(entries) {
      $0.contact.department.state == .lost && $0.contact.phone.state == .lost
    }
    for (index, block) in blocks.enumerated() {
      guard lacking.count == blocks.count else {
        leave(block)
        continue
      }
      let contact = contact(block, basis(lacking[index], oneOf: lacking.count))
      change(lacking[index]) { $0.contact = contact }
    }
  }

  private func contact(_ block: LooseBlock, _ basis: Basis) -> Contact {
    var parts = ContactParts<Piece>()
    for piece in block.pieces.dropLast() { parts.add(piece, text.slice(piece)) }
    let department = text.printed(parts.parts.first ?? [], basis: basis)
    let section = text.printed(Array(parts.parts.dropFirst().joined()), basis: basis)
    let phone = text.printed(Array(block.pieces.suffix(1)), basis: basis)
    return Contact(
      department: department?.plainField() ?? .lost, section: section?.plainField() ?? .blank(),
      phone: phone?.phoneField() ?? .lost)
  }

  // MARK: Titles

  /// Places the titles that begin with the name of a municipality whose entries lack one, and gives the other words.
  private mutating func placeNamedTitles(
    _ blocks: [LooseBlock], _ entries: Group
  ) -> [LooseBlock] {
    var rest: [LooseBlock] = []
    for block in blocks {
      guard let printed = text.printed(block.pieces, basis: .namesMunicipality),
        let name = shapes.vocabulary.municipality(
          atStartOf: Array(printed.text.unicodeScalars)[...]),
        name.count < printed.text.unicodeScalars.count
      else {
        rest.append(block)
        continue
      }
      let lacking = groups(entries) {
        $0.title.state == .lost && $0.municipality.value == .municipality(code: name.code)
      }
      guard lacking.count == 1 else {
        rest.append(block)
        continue
      }
      let field = printed.titleField()
      change(lacking[0]) { $0.title = field }
    }
    return rest
  }

  /// Places a title that no other could be: one group lacks one, and one block of words reads like one.
  private mutating func placeOnlyTitle(_ blocks: [LooseBlock], _ entries: Group) {
    let lacking = groups(entries) { $0.title.state == .lost }
    let candidates = blocks.filter(isTitleLike)
    for block in blocks {
      guard lacking.count == 1, candidates.count == 1, isTitleLike(block),
        let printed = text.printed(block.pieces, basis: .onlyCandidate)
      else {
        leave(block)
        continue
      }
      let field = printed.titleField()
      change(lacking[0]) { $0.title = field }
    }
  }

  /// Whether the words end as titles of projects do, and are not part of a heading.
  private func isTitleLike(_ block: LooseBlock) -> Bool {
    guard let printed = text.printed(block.pieces) else { return false }
    let endings = ["事業", "プログラム", "プロジェクト", "支援", "セミナー", "モデル"]
    return endings.contains { printed.text.hasSuffix($0) } && !isInHeading(printed.text)
  }

  /// Whether the heading of a plan holds the words.
  private func isInHeading(_ words: String) -> Bool {
    let words = Array(words.unicodeScalars)
    return submission.plans.contains {
      Array($0.heading.text.unicodeScalars)[...].contains(word: words)
    }
  }

  // MARK: Links

  /// Pairs link targets with the entries that print the same URL, and gives the distinct targets that found one in order.
  private mutating func placeLinks(_ links: [LooseBlock], _ entries: Group) -> [LinkPair] {
    var pairs: [LinkPair] = []
    var strangers: [LooseBlock] = []
    for link in links {
      guard let printed = text.printed(link.pieces) else { continue }
      let key = WebAddress(printed.text)?.key
      let same = entries.filter {
        let address = url(at: $0).value?.address
        return address != nil && address?.key == key
      }
      guard !same.isEmpty else {
        strangers.append(link)
        continue
      }
      if let free = same.first(where: { !hasLink($0) }) {
        setLink(printed, key: key, at: free)
        if !pairs.contains(where: { $0.key == key }) { pairs.append(LinkPair(key: key, at: free)) }
      } else {
        submission.furniture.append(Furniture(.linkTarget, printed.text, at: printed.place))
      }
    }
    placeStrangers(strangers, entries)
    return pairs
  }

  private func hasLink(_ place: (plan: Int, entry: Int)) -> Bool {
    url(at: place).value?.link != nil
  }

  private mutating func setLink(
    _ printed: Printed, key: String?, at place: (plan: Int, entry: Int)
  ) {
    var reading = url(at: place).value ?? AddressReading(address: nil)
    reading.link = LinkTarget(text: printed.text, line: printed.place.line, key: key)
    submission.plans[place.plan].entries[place.entry].url.value = reading
  }

  private func url(at place: (plan: Int, entry: Int)) -> Field<AddressReading> {
    submission.plans[place.plan].entries[place.entry].url
  }

  /// Pairs a target that no entry prints with the one entry whose printed URL is much like it; others stay unplaced.
  private mutating func placeStrangers(_ links: [LooseBlock], _ entries: Group) {
    let texts = Set(links.compactMap { text.printed($0.pieces)?.text })
    for link in links {
      guard let printed = text.printed(link.pieces) else { continue }
      let similar = entries.filter {
        let url = url(at: $0)
        return url.state == .given && isSimilar(url.text, printed.text)
      }
      let free = similar.filter { !hasLink($0) }
      if texts.count == 1, let first = free.first {
        setLink(printed, key: WebAddress(printed.text)?.key, at: first)
      } else if texts.count == 1, !similar.isEmpty {
        submission.furniture.append(Furniture(.linkTarget, printed.text, at: printed.place))
      } else {
        leave(link)
      }
    }
  }

  /// Whether two URLs share most of their characters from both ends.
  private func isSimilar(_ left: String, _ right: String) -> Bool {
    let a = Array(ComparisonKey.prose(left).utf8)
    let b = Array(ComparisonKey.prose(right).utf8)
    let shorter = min(a.count, b.count)
    let start = zip(a, b).prefix { $0 == $1 }.count
    let end = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
    return min(start + end, shorter) * 10 >= max(a.count, b.count) * 7
  }

  /// Gives the words right before the link targets to the URLs as captions, where there is one for each target.
  private mutating func placeLabels(
    _ blocks: [LooseBlock], before links: [LooseBlock], _ pairs: [LinkPair]
  ) -> [LooseBlock] {
    guard let firstLink = links.first?.pieces.first?.line, !pairs.isEmpty else { return blocks }
    let captions = blocks.filter { ($0.pieces.last?.line ?? .max) < firstLink }
      .filter { !isTitleLike($0) && !isProgrammeName($0) }
    guard captions.count == pairs.count else { return blocks }
    for (caption, pair) in zip(captions, pairs) {
      guard let printed = text.printed(caption.pieces) else { continue }
      submission.plans[pair.place.plan].entries[pair.place.entry].url.value?.label = printed.text
      submission.furniture.append(Furniture(.linkLabel, printed.text, at: printed.place))
    }
    let taken = Set(captions.compactMap { $0.pieces.first })
    return blocks.filter { block in block.pieces.first.map { !taken.contains($0) } ?? true }
  }

  private func isProgrammeName(_ block: LooseBlock) -> Bool {
    guard let printed = text.printed(block.pieces) else { return false }
    return printed.text.hasSuffix("事業") || isInHeading(printed.text)
  }

  /// A normalised URL and the first entry that prints it.
  private struct LinkPair {
    let key: String?
    let place: (plan: Int, entry: Int)

    init(key: String?, at place: (plan: Int, entry: Int)) {
      self.key = key
      self.place = place
    }
  }
}
