/// The bounds of what a command line or a configuration may ask of a run.
package enum RunBounds {
  /// The fiscal years that a plan without one may be given.
  package static let fiscalYears = 1900...2999
  /// How many inputs may be worked on at once.
  package static let jobCounts = 1...256
}
