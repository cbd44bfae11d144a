internal import FileAccess
internal import PlanAudit

/// The pairs of files that two PATH arguments come to.
struct ComparedPaths {
  private(set) var pairs: [ComparedInputs] = []
  /// The names of the files of the former side that have no partner.
  private(set) var onlyBefore: [String] = []
  /// The files of the latter side that have no partner.
  private(set) var onlyAfter: [PlanInput] = []

  /// The names of the latter sides, then of the files without a partner: what a run goes through.
  var names: [String] { pairs.map(\.after.name) + onlyAfter.map(\.name) }

  /// Two files are one pair; of two folders, files of one relative path go together, then those left whose paths are
  /// the same but for the ending.
  init(before: String, after: String) throws(CommandFailure) {
    let areFolders = [before, after].map { $0 != "-" && FileTree.kind(of: $0) == .folder }
    guard areFolders[0] == areFolders[1] else {
      throw .usage("\(before) and \(after): one is a folder and the other is not")
    }
    let sides = [InputPaths([before]), InputPaths([after])]
    if !areFolders[0] {
      let inputs = sides.map(\.planInputs)
      guard inputs[0].count == 1, inputs[1].count == 1 else {
        throw .usage("\(before) and \(after): a pattern has to match one file; compare two folders")
      }
      pairs = [ComparedInputs(before: inputs[0][0], after: inputs[1][0])]
      return
    }
    pairFolders(before, sides[0], after, sides[1])
  }

  private struct Side {
    var keys: [String]
    var inputs: [PlanInput]
    var isTaken: [Bool]
  }

  private mutating func pairFolders(
    _ before: String, _ former: InputPaths, _ after: String, _ latter: InputPaths
  ) {
    var sides = [Self.side(before, former), Self.side(after, latter)]
    var mates: [Int: Int] = [:]
    for key in [{ $0 }, Self.withoutEnding] as [(String) -> String] {
      var waiting: [String: [Int]] = [:]
      for index in sides[1].keys.indices.reversed() where !sides[1].isTaken[index] {
        waiting[key(sides[1].keys[index]), default: []].append(index)
      }
      for index in sides[0].keys.indices where !sides[0].isTaken[index] {
        guard let mate = waiting[key(sides[0].keys[index])]?.popLast() else { continue }
        mates[index] = mate
        sides[0].isTaken[index] = true
        sides[1].isTaken[mate] = true
      }
    }
    // What could not be looked into may hide a partner, and is no file that the other side lacks.
    pairs = former.otherInputs.map { ComparedInputs(before: $0, after: $0) }
    for index in sides[0].inputs.indices {
      if let mate = mates[index] {
        pairs.append(
          ComparedInputs(before: sides[0].inputs[index], after: sides[1].inputs[mate]))
      } else {
        onlyBefore.append(sides[0].inputs[index].name)
      }
    }
    onlyAfter =
      latter.otherInputs
      + sides[1].inputs.indices.filter { !sides[1].isTaken[$0] }.map { sides[1].inputs[$0] }
  }

  private static func side(_ folder: String, _ paths: InputPaths) -> Side {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return Side(
      keys: paths.files.map { String($0.path.dropFirst(prefix.count)) },
      inputs: paths.files.map(InputPaths.input),
      isTaken: Array(repeating: false, count: paths.files.count))
  }

  /// `path` without the ending of its last part.
  private static func withoutEnding(_ path: String) -> String {
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[start...].lastIndex(of: "."), dot > start else { return path }
    return String(path[..<dot])
  }
}
