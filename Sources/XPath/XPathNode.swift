/// A node of one of an evaluator's documents, in one integer whose order is document order.
public struct XPathNode: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The document in the upper 16 bits, the node's index in the next 32, the namespace ordinal in the last 16.
  public let rawValue: UInt64

  /// The node with this integer.
  @inlinable public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// A stored node, or the namespace node number `ordinal` of an element.
  @inlinable public init(document: Int, index: Int, ordinal: Int = 0) {
    precondition(document >> 16 == 0 && index >> 32 == 0 && ordinal >> 16 == 0)
    rawValue = UInt64(document) << 48 | UInt64(index) << 16 | UInt64(ordinal)
  }

  /// The evaluator's number of the document; the main document's is 0.
  @inlinable public var document: Int { Int(rawValue >> 48) }
  /// The place in document order.
  @inlinable public var index: Int { Int(rawValue >> 16 & 0xFFFF_FFFF) }
  /// 0 for stored nodes, else the place among the namespaces in scope of the element at `index`.
  @inlinable public var ordinal: Int { Int(rawValue & 0xFFFF) }

  /// Document order; nodes of other documents follow in the order in which those were met.
  @inlinable public static func < (left: XPathNode, right: XPathNode) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// One of the four types of XPath 1.0, section 1.
public enum XPathValue: Equatable, Sendable {
  /// In document order, without duplicates.
  case nodeSet([XPathNode])
  case boolean(Bool)
  case number(Double)
  case string(String)
}

/// What is known of a value before evaluation.
public enum XPathStaticType: UInt8, Sendable, BitwiseCopyable {
  case nodeSet, boolean, number, string
  /// A variable's: known only when it has a value.
  case unknown
}
