internal import TextForms

/// Japanese telephone numbers: their forms, area codes and groupings.
package enum PhoneNumber {
  /// Reads the digits of `text` and its extension.
  ///
  /// The digits are `nil` where the form is not Japanese: a fixed line has 10 digits in area code, exchange and four more;
  /// mobile and IP numbers have 11.
  package static func read(_ text: String) -> PhoneReading {
    var scalars = text.unicodeScalars.map { $0.isHyphenLike ? "-" : $0.halfWidth }
    scalars = Array(trimmed(withoutLabel(scalars[...])))
    let (number, extensionDigits) = splitExtension(withoutRemarks(scalars))
    return PhoneReading(digits: digits(of: number), extensionDigits: extensionDigits)
  }

  /// Leaves out what says which kind of line it is: `(直通)`, `(代表)`.
  private static func withoutRemarks(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.contains("(") else { return scalars }
    for remark in ["(直通)", "(代表)", "(代)", "(直)"] {
      let word = Array(remark.unicodeScalars)
      for start in scalars.indices where scalars[start...].starts(with: word) {
        let rest = scalars[..<start] + scalars[(start + word.count)...]
        return Array(trimmed(rest[...]))
      }
    }
    return scalars
  }

  private static func trimmed(_ scalars: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    var result = scalars.drop { $0.isLayoutBlank }
    while let last = result.last, last.isLayoutBlank { result.removeLast() }
    return result
  }

  private static func withoutLabel(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) -> ArraySlice<Unicode.Scalar> {
    let start = trimmed(scalars)
    for label in ["電話番号", "電話", "代表", "直通", "TEL", "Tel", "tel", "℡", "☎"]
    where start.starts(with: label.unicodeScalars) {
      return start.dropFirst(label.unicodeScalars.count)
        .drop { $0 == ":" || $0 == "." || $0.isLayoutBlank }
    }
    return start
  }

  /// Cuts `(2921)`, `(内線2921)`, `内線2921` or `(内)2921` off the end.
  private static func splitExtension(
    _ scalars: [Unicode.Scalar]
  ) -> ([Unicode.Scalar], String?) {
    if let at = scalars.firstIndex(of: "内") {
      let tail = scalars[at...].filter(\.isASCIIDigit)
      let words = scalars[at...].filter { !$0.isASCIIDigit }
      let isExtension = words.allSatisfy { "内線番号)(:. -~・,".unicodeScalars.contains($0) }
      guard isExtension, !tail.isEmpty else { return (scalars, nil) }
      var head = scalars[..<at]
      while let last = head.last, last == "(" || last.isLayoutBlank || last == "-" {
        head.removeLast()
      }
      return (Array(head), String(scalars: tail))
    }
    guard scalars.last == ")", let open = scalars.lastIndex(of: "(") else { return (scalars, nil) }
    let inner = scalars[(open + 1)..<(scalars.count - 1)]
    let head = Array(trimmed(scalars[..<open]))
    guard !inner.isEmpty, inner.allSatisfy(\.isASCIIDigit), head.filter(\.isASCIIDigit).count >= 9
    else { return (scalars, nil) }
    return (head, String(scalars: inner))
  }

  private static func digits(of number: [Unicode.Scalar]) -> String? {
    var groups: [String] = []
    var isOpen = false
    for scalar in number {
      if scalar.isASCIIDigit {
        if !isOpen { groups.append("") }
        groups[groups.count - 1].unicodeScalars.append(scalar)
        isOpen = true
      } else if scalar == "-" || scalar == "(" || scalar == ")" || scalar == " " || scalar == "." {
        isOpen = false
      } else if scalar == "+" && groups.isEmpty {
        groups.append("+")
        isOpen = true
      } else {
        return nil
      }
    }
    if groups.first == "+81" && groups.count > 1 {
      groups.removeFirst()
      if groups[0] == "0" { groups.removeFirst() } else { groups[0] = "0" + groups[0] }
    }
    let digits = groups.joined()
    guard digits.hasPrefix("0"), digits.utf8.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
    return isPlausible(groups, digits: digits) ? digits : nil
  }

  private static func isPlausible(_ groups: [String], digits: String) -> Bool {
    let lengths = groups.map(\.utf8.count)
    switch digits.prefix(3) {
    case "020", "050", "060", "070", "080", "090":
      if digits.hasPrefix("0800") {
        return digits.utf8.count == 11 && (lengths.count == 1 || lengths[0] == 4)
      }
      return digits.utf8.count == 11 && (lengths.count == 1 || lengths == [3, 4, 4])
    case _:
      break
    }
    guard digits.utf8.count == 10 else { return false }
    if groups.count == 1 { return !digits.hasPrefix("00") }
    if ["0120", "0570", "0990", "0170", "0180"].contains(groups[0]) {
      return groups.count == 2 || lengths == [4, 3, 3] || lengths == [4, 2, 4]
    }
    return lengths.count == 3 && lengths[2] == 4 && isAreaCode(groups[0])
  }

  /// Whether the numbering plan of fixed lines can have `code` as an area code.
  private static func isAreaCode(_ code: String) -> Bool {
    let bytes = Array(code.utf8)
    guard bytes.count >= 2, bytes[0] == UInt8(ascii: "0"), bytes[1] != UInt8(ascii: "0") else {
      return false
    }
    switch bytes.count {
    case 2: return code == "03" || code == "04" || code == "06"
    case 3: return code != "030" && code != "060" && code != "040"
    case 4: return !fiveDigitAreas.contains(code)
    case 5: return fiveDigitCodes.contains(code)
    case _: return false
    }
  }

  /// Four digits under which only five-digit codes are in use.
  private static let fiveDigitAreas: Set<String> = ["0499", "0991"]

  /// The area codes of five digits (numbering plan of the Ministry of Internal Affairs and Communications).
  private static let fiveDigitCodes: Set<String> = [
    "01267", "01372", "01374", "01377", "01392", "01397", "01398", "01456", "01457", "01466",
    "01547", "01558", "01564", "01586", "01587", "01632", "01634", "01635", "01648", "01654",
    "01655", "01656", "01658", "04992", "04994", "04996", "04998", "05769", "05979", "07468",
    "08387", "08388", "08396", "08477", "08512", "08514", "09802", "09912", "09913", "09969",
  ]
}
