internal import ArgumentParser
internal import FileAccess
internal import PlanAudit

/// `planaudit init`: writes a configuration with comments.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "設定ファイルを作る。 Writes a planaudit.yml with comments; never over one that is there.")

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("書くファイル。 The file to write.", valueName: "file"))
  var output: String = ConfigurationFile.names[0]

  func run() throws {
    if output != "-" {
      let folder = output.lastIndex(of: "/").map { String(output[...$0]) } ?? ""
      let name = String(output.dropFirst(folder.count))
      let rivals = ConfigurationFile.names.contains(name) ? ConfigurationFile.names : [name]
      for rival in rivals where FileTree.kind(of: folder + rival) != .missing {
        throw CommandFailure.usage("\(folder + rival): is there already, and is not overwritten")
      }
    }
    try FileBytes.write(Array(ConfigurationFile.template.utf8), to: output)
  }
}
