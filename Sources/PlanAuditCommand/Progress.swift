internal import FileAccess
internal import Synchronization

/// Says on standard error how far a run has come; silent where that is no terminal, or where there is one input.
final class Progress: Sendable {
  /// The longest name that is shown, in characters.
  private static let nameCountMax = 50

  private let count: Int
  private let isShown: Bool
  private let done = Mutex(0)

  /// The progress of a run over `count` inputs.
  init(count: Int) {
    self.count = count
    isShown = count > 1 && FileTree.errorIsTerminal
  }

  /// One more input, `name`, is done; the line is wiped after the last.
  @Sendable func advance(_ name: String) {
    if !isShown { return }
    done.withLock { done in
      done += 1
      let shown = String(
        name.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.map(Character.init))
      let line = done < count ? "\(done)/\(count) \(shown.prefix(Self.nameCountMax))" : ""
      FileBytes.writeToStandardError("\r\u{1B}[K\(line)")
    }
  }
}
