/// Names of canonical plan XML.
package enum PlanXML {
  /// The namespace of canonical plan XML.
  package static let namespace = "urn:planaudit:plan:1"
}
