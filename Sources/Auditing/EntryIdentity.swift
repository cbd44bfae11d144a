internal import Digests
internal import XMLTree

/// What a project is recognised by in another run, whatever its row: municipality, title and category; where several
/// entries of a plan share these, the description too, and at last an ordinal.
struct EntryIdentities {
  private var partsByEntry: [XMLNode: [String]] = [:]

  /// The identities of the entries of the element `plan`.
  init(plan: XMLNode) {
    let entries = plan.planChildren("entry")
    var groups = [[String]: [XMLNode]](minimumCapacity: entries.count)
    partsByEntry.reserveCapacity(entries.count)
    for entry in entries {
      groups[Self.key(of: entry), default: []].append(entry)
    }
    for (key, entries) in groups {
      if let only = entries.first, entries.count == 1 {
        partsByEntry[only] = key
        continue
      }
      var ordinals: [String: Int] = [:]
      for entry in entries {
        let description = entry.planChild("description").flatMap { Self.normal($0, "key") }
        let word = description ?? ""
        ordinals[word, default: 0] += 1
        let ordinal = ordinals[word] ?? 1
        partsByEntry[entry] = key + [word] + (ordinal > 1 ? [String(ordinal)] : [])
      }
    }
  }

  /// The parts of the identity of the element `entry`.
  func parts(of entry: XMLNode) -> [String] { partsByEntry[entry] ?? Self.key(of: entry) }

  private static func key(of entry: XMLNode) -> [String] {
    let municipality = entry.planChild("municipality")
    return [
      municipality.flatMap { $0.attribute("value") ?? $0.printedText } ?? "",
      entry.planChild("title").flatMap { normal($0, "key") } ?? "",
      entry.planChild("category").flatMap { $0.attribute("value") ?? normal($0, "key") } ?? "",
    ]
  }

  private static func normal(_ field: XMLNode, _ attribute: String) -> String? {
    field.attribute(attribute) ?? field.printedText
  }
}

/// Makes the fingerprints of findings.
struct Fingerprints {
  /// The length of a fingerprint in hexadecimal digits: half a SHA-256 digest.
  static let digitCount = 32
  /// Begins every hashed text, so that another way of hashing can never give the same.
  private static let method = "planaudit fingerprint 1"

  /// How often each digest came.
  private var occurrences: [String: Int] = [:]

  /// The fingerprint over `parts`; when the same parts come again, an ordinal is added to them.
  mutating func next(_ parts: [String]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(parts.reduce(64) { $0 + $1.utf8.count })
    Self.add(Self.method, to: &text)
    for part in parts { Self.add(part, to: &text) }
    var digest = SHA256.hexadecimalDigest(of: text)
    let ordinal = occurrences[digest, default: 0] + 1
    occurrences[digest] = ordinal
    if ordinal > 1 {
      Self.add("#\(ordinal)", to: &text)
      digest = SHA256.hexadecimalDigest(of: text)
    }
    return String(Substring(digest.utf8.prefix(Self.digitCount)))
  }

  /// A part stands behind its length, so that no two lists of parts give the same text.
  private static func add(_ part: String, to text: inout [UInt8]) {
    text += String(part.utf8.count).utf8
    text.append(UInt8(ascii: ":"))
    text += part.utf8
  }
}
