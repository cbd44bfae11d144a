internal import PlanModel

/// Reads the text of a flattened table: the lines of each row one after another, torn cells at the ends of pages.
///
/// Every printed line ends in a field, a note, the furniture or the unplaced text of the submission.
func readText(
  _ scalars: [Unicode.Scalar], source: Source, vocabulary: Vocabulary, options: ReadingOptions
) throws(UnreadableInput) -> Submission {
  let text = TextLines(ExtractorSigns.folded(scalars))
  let layout = LayoutText(text)
  if let reading = layout?.safeReading(text, vocabulary) {
    var submission = try readTables(
      reading, source: source, vocabulary: vocabulary, options: options)
    loseCoveredAddresses(&submission)
    return submission
  }
  let shapes = LineShapes(text, vocabulary)
  let parsing = TextParsing(text, shapes)
  try refuseForeignText(parsing, name: source.name)
  let counts = text.gapCounts
  if layout != nil || counts.withGaps >= 5 && counts.withGaps * 5 > counts.lines {
    // Read as flattened text, a line with parts of several cells would fill one.
    throw .linesTorn(
      name: source.name, lineCount: counts.lines, tornCount: max(counts.withGaps, 1))
  }
  let drafts = parsing.items.compactMap { found -> EntryDraft? in
    if case .entry(let draft) = found.item { draft } else { nil }
  }
  let splitting = BodySplitting(text: text, shapes: shapes, drafts: drafts)
  let plans = TextPlans(text: text, items: parsing.items, splitting: splitting)
  var building = TextBuilding(text: text, shapes: shapes, splitting: splitting, plans: plans)
  building.build()
  let (furniture, unplaced, pages) = (building.furniture, building.unplaced, building.pages)
  let claimed = building.claimed
  let doubtfulCount = building.doubtfulCount
  // The plans are handed on, not shared, so that changing them copies nothing.
  var submission = (consume building).submission(from: source)
  settlePlans(&submission, vocabulary: vocabulary)
  var placing = LoosePlacement(text: text, shapes: shapes, submission: consume submission)
  for page in pages {
    if parsing.goesByCells { placing.leave(page) } else { placing.place(page) }
  }
  submission = (consume placing).submission
  if parsing.goesByCells { loseCoveredAddresses(&submission) }
  if parsing.hasNumbersAlone { loseBesideMissing(&submission) }
  submission.furniture += furniture
  submission.unplaced += unplaced
  settleYears(&submission, options: options)
  addUnclaimedLines(to: &submission, text: text, claimed: claimed)
  try refuseUnplaced(submission, doubtfulCount: doubtfulCount, lineCount: counts.lines)
  submission.furniture.sort { precedes($0.place, $1.place) }
  submission.unplaced.sort { precedes($0.place, $1.place) }
  return submission
}

/// Refuses text without the structure of a plan, and text in which rows no longer hold together.
private func refuseForeignText(
  _ parsing: TextParsing, name: String
) throws(UnreadableInput) {
  var entryCount = 0
  var tornCount = 0
  var hasStructure = false
  for found in parsing.items {
    switch found.item {
    case .entry(let draft):
      entryCount += 1
      if draft.isTorn { tornCount += 1 }
      if !draft.isTorn || draft.row?.isCategoryKnown == true { hasStructure = true }
    case .heading, .unit:
      hasStructure = true
    case .sums(let sums):
      if sums.label != nil { hasStructure = true }
    case .note, .furniture, .loose:
      continue
    }
  }
  guard hasStructure else { throw .noPlanFound(name: name) }
  if tornCount >= 4 && tornCount * 3 > entryCount {
    throw .rowsTorn(name: name, entryCount: entryCount, tornCount: tornCount)
  }
}

/// Refuses text of which too much belongs to no cell for sure: the lines of one doubtful cell count once, until they are
/// half of the text.
private func refuseUnplaced(
  _ submission: Submission, doubtfulCount: Int, lineCount: Int
) throws(UnreadableInput) {
  let all = submission.unplaced.count
  let apart = all - doubtfulCount
  if apart >= 12 && apart * 7 > lineCount || apart >= 6 && apart * 3 > lineCount
    || all >= 6 && all * 2 > lineCount
  {
    throw .linesTorn(
      name: submission.source.name, lineCount: lineCount, tornCount: all)
  }
}

private func precedes(_ left: Place, _ right: Place) -> Bool {
  (left.line ?? .max, left.endLine ?? .min) < (right.line ?? .max, right.endLine ?? .min)
}

/// Adds lines that nothing took to the unplaced text.
private func addUnclaimedLines(
  to submission: inout Submission, text: TextLines, claimed: [Bool]
) {
  for line in text.lines.indices where !claimed[line] && !text[line].isBlank {
    submission.unplaced.append(
      UnplacedText(text.text(text.piece(line)), at: text.place(line, line)))
  }
}
