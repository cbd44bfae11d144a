internal import Auditing

/// Whom a letter is for: a municipality, or a body that submits entries of its own.
package struct Addressee: Hashable, Sendable {
  /// The municipality's code; for another body that of the municipality its name contains.
  package var code: String?
  package var isBody: Bool
  /// The name as printed at its first entry.
  package var name: String

  init(_ submitter: Submitter) {
    code = submitter.code
    isBody = submitter.isBody
    name = submitter.name
  }

  /// What two addressees are told apart by: a municipality by its code, another body by its name too.
  var key: String {
    isBody || code == nil ? "\(code ?? "")/\(name)" : code ?? name
  }

  /// The name of its files without their ending: code and name, nothing that a file system or a shell could take
  /// for more than a letter.
  var plainFileName: String {
    var plain = ""
    for character in name.prefix(Self.nameCharacterCountMax) {
      plain.append(character.isLetter || character.isNumber ? character : "_")
    }
    return "\(code ?? "000000")-\(plain.isEmpty ? "_" : plain)"
  }

  /// The most characters of a name that a file's name takes.
  private static let nameCharacterCountMax = 40

  /// Municipalities by code, the bodies of each behind it, unknown ones last.
  static func precedes(_ left: Addressee, _ right: Addressee) -> Bool {
    let (first, second) = (left.code ?? "~", right.code ?? "~")
    if first != second { return first < second }
    if left.isBody != right.isBody { return right.isBody }
    return left.name < right.name
  }
}
