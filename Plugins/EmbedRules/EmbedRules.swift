import Foundation
import PackagePlugin

/// Builds the rule set into the library: one Swift file with the text of every file of `Rules`.
@main struct EmbedRules: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let rules = context.package.directoryURL.appending(path: "Rules", directoryHint: .isDirectory)
    let output = context.pluginWorkDirectoryURL.appending(path: "BuiltInRules.swift")
    return [
      .buildCommand(
        displayName: "Embedding the rule set",
        executable: try context.tool(named: "EmbedRulesTool").url,
        arguments: [rules.path, output.path],
        inputFiles: files(below: rules),
        outputFiles: [output])
    ]
  }

  private func files(below folder: URL) -> [URL] {
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (walk?.compactMap { $0 as? URL } ?? []).sorted { $0.path < $1.path }
  }
}
