internal import PlanModel

/// Keeps spreadsheets from taking words for formulas.
///
/// A spreadsheet computes a cell that begins with `=`, `+`, `-` or `@`, in some settings also their full-width forms. An
/// apostrophe before it prevents that; further apostrophes before such a sign get one more, so that reading takes back
/// exactly what writing added. Numbers and lone dashes are no formulas and stay as they are. Before a digit an
/// apostrophe is the one with which people keep zeros: '03.
enum FormulaSafety {
  private static let signs: [[UInt8]] = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"].map {
    Array($0.utf8)
  }
  private static let apostrophe = UInt8(ascii: "'")

  /// `text` as it is written into a cell.
  static func protected(_ text: String) -> String {
    let bytes = Array(text.utf8)
    if bytes.first != apostrophe {
      guard beginsWithSign(bytes[...]) else { return text }
      if Printed(text, at: .nowhere).isDash { return text }
      do {
        _ = try WholeNumber.read(text)
        return text
      } catch .misgrouped {
        return text
      } catch {
        return "'" + text
      }
    }
    return hidesSign(bytes[...]) ? "'" + text : text
  }

  /// The words of a cell that begins with an apostrophe.
  static func unprotected(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    hidesSign(field) ? field.dropFirst() : field
  }

  /// Whether apostrophes stand before a sign or a digit.
  private static func hidesSign(_ bytes: ArraySlice<UInt8>) -> Bool {
    let rest = bytes.drop { $0 == apostrophe }
    return beginsWithSign(rest) || rest.first.map { (0x30...0x39).contains($0) } ?? false
  }

  private static func beginsWithSign(_ bytes: ArraySlice<UInt8>) -> Bool {
    signs.contains { bytes.starts(with: $0) }
  }
}
