/// The version of the tool (semantic versioning).
public let version = "0.1.0"
