internal import ArgumentParser
internal import Auditing
internal import FileAccess
internal import PlanAudit

/// What a run accepts and demands beside the rules, as the command line says it.
struct GateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "設定ファイル。 The configuration (default: planaudit.yml, looked for upwards).",
      valueName: "file"))
  var config: String?

  @Flag(help: "設定ファイルを使わない。 Use no configuration.")
  var noConfig = false

  @Option(
    help: ArgumentHelp(
      "既知の指摘のファイル。 Known findings, which do not count.", valueName: "file"))
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "今回の指摘を既知として書き出す。 Write this run's findings as a baseline.",
      valueName: "file"))
  var writeBaseline: String?

  @Flag(
    inversion: .prefixedNo,
    help: "既知の指摘がなくなっていたら失敗とする。 Fail where an entry of the baseline is gone.")
  var strictBaseline: Bool?

  @Option(
    help: ArgumentHelp("免除の記録。 Waivers, as audit evidence.", valueName: "file"))
  var waivers: String?

  @Option(
    help: ArgumentHelp("注意の件数の上限。 The most open warnings.", valueName: "n"))
  var maxWarnings: Int?

  @Option(
    help: ArgumentHelp(
      "規則の最少数。 The fewest rules that the run must have.", valueName: "n"))
  var expectRules: Int?

  @Flag(
    inversion: .prefixedNo,
    help: "該当箇所のない規則があれば確認未了とする。 Incomplete where a rule met nothing to check.")
  var failOnVacuous: Bool?

  /// What was parsed, as plain values.
  var request: GateRequest {
    GateRequest(
      config: config, usesNoConfiguration: noConfig, baseline: baseline,
      writeBaseline: writeBaseline, isBaselineStrict: strictBaseline, waivers: waivers,
      warningCountMax: maxWarnings, ruleCountMin: expectRules,
      refusesVacuousRules: failOnVacuous)
  }
}

/// The configuration of a run, and the folder that its paths are relative to.
struct LocatedConfiguration {
  var file: ConfigurationFile
  /// With a slash at its end, or empty for the working directory.
  var folder: String

  /// `path` of the configuration, as the process can open it.
  func resolved(_ path: String) -> String {
    path == "-" || path.hasPrefix("/") ? path : folder + path
  }

  /// The configuration that `request` names, else the nearest one above the working directory, if there is one.
  static func find(_ request: GateRequest) throws -> LocatedConfiguration? {
    if request.usesNoConfiguration { return nil }
    if let path = request.config {
      let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
      return try read(path, folder: folder)
    }
    guard var folder = FileTree.workingFolder() else { return nil }
    var isFirst = true
    while true {
      let prefix = folder.hasSuffix("/") ? folder : folder + "/"
      let found = ConfigurationFile.names.filter {
        FileTree.kind(of: prefix + $0) != .missing
      }
      if found.count > 1 {
        throw CommandFailure.usage(
          "\(found.joined(separator: " and ")) stand side by side: keep one")
      }
      if let name = found.first {
        return try read(isFirst ? name : prefix + name, folder: isFirst ? "" : prefix)
      }
      // A repository ends where its .git is: what lies above belongs to someone else.
      if FileTree.kind(of: prefix + ".git") != .missing { return nil }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
      isFirst = false
    }
  }

  private static func read(_ path: String, folder: String) throws -> LocatedConfiguration {
    let bytes = try GateFiles.read(path, byteCountMax: ConfigurationFile.byteCountMax)
    return LocatedConfiguration(
      file: try ConfigurationFile(parsing: bytes, name: InputPaths.reportName(of: path)),
      folder: folder)
  }
}

/// Reads the files that a gate consists of; one that cannot be read is wrong usage, since the run asked for it.
enum GateFiles {
  static func read(_ path: String, byteCountMax: Int) throws -> [UInt8] {
    do {
      return try FileBytes.read(path, byteCountMax: byteCountMax)
    } catch {
      throw CommandFailure.usage("\(error)")
    }
  }

  static func baseline(_ path: String) throws -> Baseline {
    let bytes = try read(path, byteCountMax: BaselineFile.byteCountMax)
    return try BaselineFile.parse(bytes, name: InputPaths.reportName(of: path))
  }

  static func waivers(_ path: String, auditor: PlanAuditor) throws -> WaiverList {
    let bytes = try read(path, byteCountMax: WaiverFile.byteCountMax)
    let list = try WaiverFile.parse(bytes, name: InputPaths.reportName(of: path))
    try WaiverFile.check(list, with: auditor)
    return list
  }
}
