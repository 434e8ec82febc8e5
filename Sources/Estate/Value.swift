/// A property's value: what JSON can say, with whole numbers kept apart.
public enum Value: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([Value])
  case map([String: Value])
}

extension Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(arrayLiteral elements: Value...) { self = .list(elements) }
}

extension Value {
  public var text: String? { if case .text(let value) = self { value } else { nil } }
  public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }
  public var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  public var list: [Value]? { if case .list(let value) = self { value } else { nil } }

  /// The value as a number, whole or not.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// A list of texts, in the order given.
  public static func texts(_ texts: some Sequence<String>) -> Value { .list(texts.map(Value.text)) }
}

extension Value: Comparable {
  /// A total order over all values, so that output and merging never depend on arrival.
  public static func < (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.boolean(let a), .boolean(let b)): !a && b
    case (.text(let a), .text(let b)): a < b
    case (.list(let a), .list(let b)): a.lexicographicallyPrecedes(b)
    case (.map(let a), .map(let b)):
      a.sorted { $0.key < $1.key }.lexicographicallyPrecedes(b.sorted { $0.key < $1.key }) {
        $0.key != $1.key ? $0.key < $1.key : $0.value < $1.value
      }
    default:
      if let a = left.number, let b = right.number, a != b { a < b } else { left.rank < right.rank }
    }
  }

  private var rank: Int {
    switch self {
    case .null: 0
    case .boolean: 1
    case .integer: 2
    case .number: 3
    case .text: 4
    case .list: 5
    case .map: 6
    }
  }
}
