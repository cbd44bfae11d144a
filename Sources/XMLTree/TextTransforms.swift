extension TextArena {
  /// `normalize-space`: a copy only where something changes.
  public mutating func normalizedSpace(_ text: TextSlice) -> TextSlice {
    var start = 0
    var stop = text.count
    while start < stop, text.isBlank(text[start]) { start &+= 1 }
    while stop > start, text.isBlank(text[stop &- 1]) { stop &-= 1 }
    let trimmed = text[start..<stop]
    guard trimmed.needsNormalizing else { return trimmed }
    begin()
    let output = unsafe reserve(trimmed.count)
    var written = 0
    var wasBlank = false
    for index in 0..<trimmed.count {
      let byte = unsafe trimmed.base[index]
      if byte <= 0x20, text.isBlank(byte) {
        wasBlank = true
        continue
      }
      if wasBlank {
        unsafe output[written] = 0x20
        written &+= 1
      }
      wasBlank = false
      unsafe output[written] = byte
      written &+= 1
    }
    advance(written)
    return end()
  }
}

extension TextSlice {
  /// Whether blanks other than single spaces stand inside a text without outer blanks.
  fileprivate var needsNormalizing: Bool {
    var lastSpace = -2
    var index = nextControl(from: 0)
    while index < count {
      let byte = unsafe base[index]
      if isBlank(byte) {
        if byte != 0x20 || lastSpace == index &- 1 { return true }
        lastSpace = index
      }
      index = nextControl(from: index &+ 1)
    }
    return false
  }
}
