extension PageContent {
  /// How far the ends of an underline may be off those of its words.
  private static let endSlack = 1.6
  /// How far a ruling line's end may be off the line that it meets.
  private static let meetingSlack = 1.0

  /// The ruling lines without those that underline or strike out words, as links have them.
  ///
  /// Such a line runs within the height of the words, ends where they end, and does not go on from line to line. Words that
  /// overrun their cell have one that begins with them and meets no ruling line.
  var tableRules: [PageRule] {
    let standing = rules.filter(\.isVertical)
    return rules.filter { rule in
      rule.isVertical || !isUnderline(rule) && !overruns(rule, standing)
        || meetsBoth(rule, standing) && goesOn(rule)
    }
  }

  private func isUnderline(_ rule: PageRule) -> Bool {
    var covered = 0.0
    var (left, right) = (Double.infinity, -Double.infinity)
    for word in words
    where isAtHeight(rule, of: word) && word.box.right > rule.start && word.box.left < rule.end {
      covered += min(word.box.right, rule.end) - max(word.box.left, rule.start)
      left = min(left, word.box.left)
      right = max(right, word.box.right)
    }
    return covered >= (rule.end - rule.start) * 0.8 && rule.start >= left - Self.endSlack
      && rule.end <= right + Self.endSlack
  }

  /// Whether a horizontal line runs where those that underline a word or strike it out do.
  private func isAtHeight(_ rule: PageRule, of word: PageWord) -> Bool {
    rule.position > word.box.top + word.box.height * 0.3
      && rule.position < word.box.bottom + word.box.height * 0.1
  }

  /// Whether the line begins where words on it do, and both its ends are free.
  private func overruns(_ rule: PageRule, _ standing: [PageRule]) -> Bool {
    let beginsWord = words.contains {
      isAtHeight(rule, of: $0) && abs($0.box.left - rule.start) <= Self.endSlack
    }
    return beginsWord && !goesOn(rule)
      && [rule.start, rule.end].allSatisfy { !meets($0, of: rule, standing) }
  }

  private func goesOn(_ rule: PageRule) -> Bool {
    rules.contains {
      !$0.isVertical && abs($0.position - rule.position) <= Self.meetingSlack
        && (abs($0.start - rule.end) <= Self.endSlack || abs($0.end - rule.start) <= Self.endSlack)
    }
  }

  private func meetsBoth(_ rule: PageRule, _ standing: [PageRule]) -> Bool {
    [rule.start, rule.end].allSatisfy { meets($0, of: rule, standing) }
  }

  private func meets(_ end: Double, of rule: PageRule, _ standing: [PageRule]) -> Bool {
    standing.contains {
      abs($0.position - end) <= Self.meetingSlack && $0.start <= rule.position + 1
        && $0.end >= rule.position - 1
    }
  }
}
