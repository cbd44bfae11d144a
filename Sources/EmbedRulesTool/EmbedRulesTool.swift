internal import FileAccess

/// Writes the files below a folder as one Swift source; the build plugin `EmbedRules` calls it.
@main struct EmbedRulesTool {
  private static let byteCountMax = 16 << 20
  private static let fileCountMax = 10_000

  static func main() throws {
    let arguments = CommandLine.arguments
    precondition(arguments.count == 3, "usage: EmbedRulesTool FOLDER OUTPUT")
    let (folder, output) = (arguments[1], arguments[2])
    var source = Array(
      """
      /// The rule set as it stood when this program was built.
      enum BuiltInRules {
        /// Each file's text by its path below `Rules`, sorted by path.
        static let files: [(path: String, text: String)] = [

      """.utf8)
    for path in try FileTree.files(below: folder, countMax: fileCountMax)
    where path.hasSuffix(".sch") || path.hasSuffix(".xml") || path.hasSuffix(".rng") {
      let bytes = try FileBytes.read(folder + "/" + path, byteCountMax: byteCountMax)
      source += Array("    (".utf8) + literal(Array(path.utf8)) + Array(", ".utf8)
      source += literal(bytes) + Array("),\n".utf8)
    }
    source += Array("  ]\n}\n".utf8)
    try FileBytes.write(source, to: output)
  }

  /// A Swift string literal for UTF-8 `text`, on one line.
  private static func literal(_ text: [UInt8]) -> [UInt8] {
    var literal = [UInt8(ascii: "\"")]
    literal.reserveCapacity(text.count + text.count / 8)
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        literal.append(UInt8(ascii: "\\"))
        literal.append(byte)
      case 0x0A: literal.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
      case 0x0D: literal.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
      case 0x09: literal.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
      default: literal.append(byte)
      }
    }
    literal.append(UInt8(ascii: "\""))
    return literal
  }
}
