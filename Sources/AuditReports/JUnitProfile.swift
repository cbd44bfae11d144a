/// The dialect of JUnit XML.
package enum JUnitProfile: String, CaseIterable, Sendable {
  /// What the readers in use have in common, with `file`, `line` and properties, which they take or overlook.
  case `default`
  /// Valid against the schema of Jenkins' xunit plugin: nothing on a test case but name, class and time.
  case jenkins
  /// Valid against Maven Surefire's schema: one `testsuite` as the document element.
  case surefire
  /// Valid against Windy Road's schema of Ant's output, the strictest.
  case ant
}
