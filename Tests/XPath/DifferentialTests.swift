import TestSupport
import Testing

import XMLTree

struct DifferentialTests {
  @Test(arguments: Array(1...24) as [UInt64])
  func `random expressions mean what libxml2 says`(seed: UInt64) throws {
    var material = RandomMaterial(seed: seed)
    for round in 0..<10 {
      let text = material.document()
      let bytes = Array(text.utf8)
      let oracle = try Oracle(parsing: bytes, namespaces: RandomMaterial.namespaces)
      var subject = try Subject(parsing: bytes, namespaces: RandomMaterial.namespaces)
      let nodeCount = oracle.nodeCount
      try #require(nodeCount == subject.document.nodeCount, "seed \(seed): \(text)")
      for _ in 0..<60 {
        let expression = material.expression()
        let place = material.number(nodeCount)
        let expected = oracle.evaluate(expression, at: place)
        let found = subject.evaluate(expression, at: place)
        #expect(
          found == expected,
          "seed \(seed) round \(round): \(expression) at node \(place) of \(text)")
      }
    }
  }
}
