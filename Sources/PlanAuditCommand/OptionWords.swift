public import ArgumentParser

extension ExpressibleByArgument
where Self: CaseIterable & RawRepresentable, RawValue == String {
  /// The words of an option as they are; the parser's own way describes each value whenever an option is made.
  public static var allValueStrings: [String] { allCases.map(\.rawValue) }
}
