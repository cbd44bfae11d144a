internal import FileAccess
internal import Synchronization

/// Puts the reports of several documents on standard output in the order of the documents, whichever is done first.
final class OutputQueue: Sendable {
  private struct State {
    var next = 0
    /// What is done before its turn; empty for what has no report.
    var waiting: [Int: [UInt8]] = [:]
  }

  private let state = Mutex(State())

  /// Writes the report number `index`, and those that waited for it.
  func put(_ bytes: [UInt8], at index: Int) throws(FileProblem) {
    let problem: FileProblem? = state.withLock { state in
      state.waiting[index] = bytes
      while let ready = state.waiting.removeValue(forKey: state.next) {
        state.next += 1
        do throws(FileProblem) {
          try FileBytes.write(ready, to: "-")
        } catch {
          return error
        }
      }
      return nil
    }
    if let problem { throw problem }
  }

  /// Says that the report number `index` will not come.
  func skip(_ index: Int) {
    do {
      try put([], at: index)
    } catch {
      FileBytes.writeToStandardError("planaudit: \(error)\n")
    }
  }
}
