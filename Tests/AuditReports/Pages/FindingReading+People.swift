import AuditReports
import Auditing
import Foundation
import Testing
import XMLTree

@testable import AuditReports

extension FindingReading {
  /// A page is well-formed XML behind its document type.
  static func page(_ bytes: [UInt8]) throws -> XMLDocument {
    let start = Array("<!DOCTYPE html>".utf8)
    #expect(bytes.starts(with: start))
    return try XMLDocument(parsing: Array(bytes.dropFirst(start.count + 1)), name: "page")
  }

  static func html(_ bytes: [UInt8]) throws -> [ReadFinding] {
    let document = try page(bytes)
    return try ["li", "tr"].flatMap { document.root.descendantElements($0, namespace: "") }
      .filter { $0.attribute("data-finding") != nil }
      .map { item in
        let message = try #require(
          ["p", "td"].flatMap { item.descendantElements($0, namespace: "") }
            .first { $0.attribute("class") == "message" })
        return ReadFinding(
          rule: try #require(item.attribute("data-rule")), message: message.stringValue,
          status: try #require(item.attribute("data-status")),
          fingerprint: item.attribute("data-fingerprint"))
      }
  }

  /// The records of a CSV text, as RFC 4180 has them.
  static func records(_ bytes: [UInt8]) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if index < bytes.count, bytes[index] == byte {
          field.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isQuoted = true
      case UInt8(ascii: ","), UInt8(ascii: "\n"):
        record.append(String(decoding: field, as: UTF8.self))
        field = []
        if byte == UInt8(ascii: "\n") {
          records.append(record)
          record = []
        }
      case UInt8(ascii: "\r"): break
      default: field.append(byte)
      }
    }
    return records
  }

  static func csv(_ bytes: [UInt8], _ language: ReportLanguage) throws -> [ReadFinding] {
    let records = records(bytes)
    let heading = try #require(records.first)
    #expect(records.allSatisfy { $0.count == heading.count })
    let statuses = Dictionary(
      uniqueKeysWithValues: FindingStatus.allCases.map {
        (Wording(language: language).name(of: $0), $0.rawValue)
      })
    func column(_ column: CSVColumn) throws -> Int {
      try #require(heading.firstIndex(of: column.heading(in: language)))
    }
    let (record, rule) = (try column(.record), try column(.rule))
    let (message, status) = (try column(.message), try column(.status))
    let fingerprint = try column(.fingerprint)
    return try records.dropFirst()
      .filter { $0[record] == CSVRecord.finding.name(in: language) }
      .map { fields in
        ReadFinding(
          rule: fields[rule], message: fields[message],
          status: try #require(statuses[fields[status]]), fingerprint: fields[fingerprint])
      }
  }

  static func markdown(_ bytes: [UInt8]) throws -> [ReadFinding] {
    var found: [ReadFinding] = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    where line.contains("<br><sub>") {
      let cells = line.split(separator: "|").map { plain($0.drop { $0 == " " }) }
      let last = try #require(cells.last)
      let match = try #require(try /(.+?)<br><sub>(.+)<\/sub>/.wholeMatch(in: last))
      let isWaived = ["(免除)", "(waived)"].contains { cells[0].contains($0) }
      let isKnown = ["(既知)", "(baselined)"].contains { cells[0].contains($0) }
      found.append(
        ReadFinding(
          rule: String(match.1), message: cells[4].components(separatedBy: "<br>")[0],
          status: isWaived ? "waived" : isKnown ? "baselined" : "open",
          fingerprint: String(match.2)))
    }
    return found
  }

  /// Text without the references and the blank before the next bar.
  private static func plain(_ text: Substring) -> String {
    var words = text.hasSuffix(" ") ? String(text.dropLast()) : String(text)
    for match in words.matches(of: /&#([0-9]+);/).reversed() {
      if let value = UInt32(match.1), let scalar = Unicode.Scalar(value) {
        words.replaceSubrange(match.range, with: String(Character(scalar)))
      }
    }
    return words
  }
}
