internal import YAMLText

/// Why a configuration, a waiver file or a baseline cannot be used, in one line that names the file and the line.
public struct GateFileProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The line.
  public let description: String

  init(_ error: YAMLError) {
    description = error.description
  }

  init(_ file: String, _ line: Int, _ words: String) {
    description = "\(file):\(line): \(words)"
  }
}

/// Reads `bytes` as YAML.
func parsedYAML(
  _ bytes: [UInt8], name: String, limits: YAMLLimits = .standard
) throws(GateFileProblem) -> YAMLNode {
  do throws(YAMLError) {
    return try YAMLText.parse(bytes, name: name, limits: limits)
  } catch {
    throw GateFileProblem(error)
  }
}
