internal import Digests
package import Schematron
internal import XMLTree

/// A compiled rule set: the schema, what it says of each rule, and the files it consists of.
///
/// It is a value that tasks share; nothing is read from disk.
package struct RuleSet: Sendable {
  /// The schema's path within the rule set.
  package static let schemaPath = "audit.sch"
  /// The path of the grammar of canonical plan XML.
  package static let grammarPath = "plan.rng"
  /// The ending of the files that hold a rule's examples.
  package static let examplesSuffix = ".examples.xml"
  /// The namespace of the attributes that rules carry for the audit.
  package static let attributeNamespace = "urn:planaudit:rules:1"

  package let identity: RuleSetIdentity
  package let schema: SchematronSchema
  /// One for each id, in the order of the schema; the instances of an abstract rule or pattern are one.
  package private(set) var rules: [RuleDescription]
  private let issues: DeferredCodeNames
  /// The place in `rules` of each of the schema's assertions.
  let ruleIndexes: [Int]
  /// The bytes of every file, by path below the rule set's folder.
  package let files: [String: [UInt8]]

  /// Compiles the rule set in `files` for `phase`.
  package init(
    files: [String: [UInt8]], origin: RuleSetOrigin, phase: PhaseSelection
  ) throws(RuleSetError) {
    guard files[Self.schemaPath] != nil else { throw .missingFile(Self.schemaPath) }
    let schema: SchematronSchema
    do {
      schema = try SchematronSchema.compile(
        path: Self.schemaPath, resources: ResourceResolver(files: files), phase: phase)
    } catch {
      throw .schema(error)
    }
    try self.init(schema: schema, files: files, origin: origin, sha256: Self.digest(of: files))
    _ = try issues.names()
  }

  /// The rule set whose ``image()`` has this schema and digest, for its default phase.
  package init(
    schemaImage: SchemaImage, sha256: String, files: [String: [UInt8]], origin: RuleSetOrigin
  ) throws(RuleSetError) {
    try self.init(
      schema: SchematronSchema(image: schemaImage, resources: ResourceResolver(files: files)),
      files: files, origin: origin, sha256: sha256)
  }

  private init(
    schema: SchematronSchema, files: [String: [UInt8]], origin: RuleSetOrigin, sha256: String
  ) throws(RuleSetError) {
    // The ledger lists the rules of one phase, whatever the document.
    guard !schema.choosesPhaseByDocument else { throw .phaseByDocument }
    self.schema = schema
    self.files = files
    (rules, ruleIndexes) = try Self.describe(
      schema, sources: CodeNames(list: "sources", files: files, schema: schema))
    issues = DeferredCodeNames(list: "issues", files: files, schema: schema)
    identity = RuleSetIdentity(
      origin: origin, sha256: sha256, phase: schema.phase ?? "#ALL")
  }

  /// What readers of inputs meet, in the words of the rule set, by code.
  var issueNames: [String: Message] {
    do {
      return try issues.names()
    } catch {
      preconditionFailure("a rule set whose list cannot be read is not compiled: \(error)")
    }
  }

  /// What a program that carries the rule set keeps of it; `nil` where the schema has no image.
  package func image() throws -> RuleSetImage? {
    let lists = files.keys.filter { $0.hasPrefix(CodeNames.folder) }.sorted()
    let documents = try lists.map { try schema.resourceDocument(at: $0) }
    return schema.image(with: documents).map {
      RuleSetImage(schema: $0, sha256: identity.sha256)
    }
  }

  /// The rule set with each description as `change` leaves it.
  func mapRules(_ change: (inout RuleDescription) -> Void) -> RuleSet {
    var changed = self
    for index in changed.rules.indices { change(&changed.rules[index]) }
    return changed
  }

  /// The description of the rule `id`.
  package func rule(_ id: String) -> RuleDescription? { rules.first { $0.id == id } }

  /// The description of `assertion`, which is one of the schema's.
  func rule(of assertion: Assertion) -> RuleDescription { rules[ruleIndexes[assertion.index]] }

  /// The digest over path and bytes of every file that decides what is found, in the order of their paths.
  ///
  /// Examples are left out: they show what the rules find and do not change it.
  private static func digest(of files: [String: [UInt8]]) -> String {
    var digest = SHA256()
    for (path, bytes) in files.sorted(by: { $0.key < $1.key })
    where !path.hasSuffix(examplesSuffix) {
      digest.update(Array("\(path)\u{0}\(bytes.count)\u{0}".utf8))
      digest.update(bytes)
    }
    return digest.finish()
  }

  private static func describe(
    _ schema: SchematronSchema, sources: CodeNames
  ) throws(RuleSetError) -> ([RuleDescription], [Int]) {
    var rules: [RuleDescription] = []
    var indexes: [Int] = []
    var indexByID: [String: Int] = [:]
    for assertion in schema.assertions {
      let (file, line) = (assertion.file, assertion.line)
      guard let id = assertion.id else { throw .assertionWithoutID(file: file, line: line) }
      if let known = indexByID[id] {
        guard rules[known].file == file, rules[known].line == line else {
          throw .repeatedID(id, file: file, line: line)
        }
        indexes.append(known)
        continue
      }
      indexByID[id] = rules.count
      indexes.append(rules.count)
      let role = assertion.severity ?? assertion.role ?? assertion.rule.role
      guard let severity = role.flatMap(Severity.init(rawValue:)) else {
        throw .unknownSeverity(role, id: id, file: file, line: line)
      }
      let isReview = assertion.flags.contains("review") || assertion.rule.flags.contains("review")
      let see = assertion.see ?? assertion.rule.see ?? assertion.rule.pattern.see
      let attributes = RuleAttributes(of: assertion)
      rules.append(
        RuleDescription(
          id: id, severity: severity, kind: isReview ? .review : .breach,
          title: assertion.rule.pattern.title,
          see: see, seeName: see.flatMap { sources.names[$0] },
          sentence: RuleSentence(of: assertion),
          needs: try attributes.needs(), field: try attributes.field(), file: file,
          line: line, mayMeetNothing: try attributes.mayMeetNothing()))
    }
    return (rules, indexes)
  }
}

/// A compiled rule set for the program that it is built into.
package struct RuleSetImage: Equatable, Sendable {
  /// The schema compiled for its default phase, as UTF-8 text.
  package var schema: [UInt8]
  /// The digest of the files it was compiled from.
  package var sha256: String

  package init(schema: [UInt8], sha256: String) {
    self.schema = schema
    self.sha256 = sha256
  }
}
