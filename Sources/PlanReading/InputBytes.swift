package import PlanModel

/// One input: its name as reports show it, and its bytes.
package struct InputBytes: Hashable, Sendable {
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// What the caller knows beside the input.
package struct ReadingOptions: Hashable, Sendable {
  /// The Western year in which the fiscal year begins, for inputs that do not say.
  package var fiscalYear: Int?
  /// The largest input in bytes.
  package var byteCountMax: Int
  /// The form that the caller says it has; `nil` where the content tells.
  package var format: InputFormat?

  /// 256 MiB.
  package static let byteCountMaxStandard = 256 << 20

  package init(
    fiscalYear: Int?, format: InputFormat? = nil, byteCountMax: Int = Self.byteCountMaxStandard
  ) {
    self.fiscalYear = fiscalYear
    self.format = format
    self.byteCountMax = byteCountMax
  }
}
