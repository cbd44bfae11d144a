import Foundation
import Testing
import XMLTree
import XPath

/// What a compilation that fails leaves behind.
@Suite(.serialized)
struct MemoryTests {
  /// The bytes of this process that are in memory.
  private static func residentByteCount() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// Where a compilation ends.
  enum Place: String, CaseIterable, Sendable {
    case parser, lexer, pattern

    /// A source of many tokens, each attempt at which takes more than a megabyte.
    var source: String {
      let long = "1" + String(repeating: "+1", count: 15_000)
      switch self {
      case .parser: return long + " 1"
      case .lexer: return long + " #"
      case .pattern: return "/a[" + long
      }
    }
  }

  /// The address sanitizer keeps what was freed for a while; it has a leak check of its own.
  private static let isUnderAddressSanitizer = unsafe dlsym(nil, "__asan_init") != nil

  @Test(.enabled(if: !isUnderAddressSanitizer), arguments: Place.allCases)
  func `a compilation that ends in an error gives its tables back`(place: Place) throws {
    let source = place.source
    func attempt() {
      do throws(XPathSyntaxError) {
        if place == .pattern {
          _ = try XPathPattern(source, in: XPathStaticContext())
        } else {
          _ = try XPathExpression(source, in: XPathStaticContext())
        }
        Issue.record("it was taken")
      } catch {}
    }
    attempt()
    // Other tests of the process run beside this one, but do not grow all the time; a leak grows in every round.
    var growths: [Int] = []
    for _ in 0..<20 where !growths.contains(where: { $0 < 8 << 20 }) {
      let before = try Self.residentByteCount()
      for _ in 0..<12 { attempt() }
      growths.append(try Self.residentByteCount() - before)
    }
    // Tokens alone would be 14 MiB a round.
    #expect(growths.contains { $0 < 8 << 20 }, "\(growths) bytes")
  }
}
