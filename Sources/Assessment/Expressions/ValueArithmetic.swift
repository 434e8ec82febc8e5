import Estate

/// Equality, order and arithmetic of the rule language. A boolean is no number; whole and other numbers
/// compare by value; what has no meaning is nil, that is unknown.
extension Value {
  func isEqual(to other: Value) -> Bool {
    switch (self, other) {
    case (.integer(let a), .integer(let b)): a == b
    case (.integer, .number), (.number, .integer), (.number, .number): number == other.number
    case (.list(let a), .list(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isEqual(to: $1) }
    case (.map(let a), .map(let b)):
      a.count == b.count && a.allSatisfy { key, value in b[key]?.isEqual(to: value) ?? false }
    default: self == other
    }
  }

  /// -1, 0 or 1 as the value comes before, with or after the other.
  private func order(to other: Value) -> Int? {
    switch (self, other) {
    case (.integer(let a), .integer(let b)): return a < b ? -1 : a > b ? 1 : 0
    case (.text(let a), .text(let b)):
      // Bytes of UTF-8 order as code points do.
      return a == b ? 0 : a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
    case (.list(let a), .list(let b)):
      for (left, right) in zip(a, b) where !left.isEqual(to: right) {
        return left.order(to: right)
      }
      return a.count < b.count ? -1 : a.count > b.count ? 1 : 0
    default:
      guard let a = number, let b = other.number else { return nil }
      return a < b ? -1 : a > b ? 1 : 0
    }
  }

  func compare(_ comparison: Comparison, _ other: Value) -> Bool? {
    switch comparison {
    case .equal: isEqual(to: other)
    case .unequal: !isEqual(to: other)
    case .less: order(to: other).map { $0 < 0 }
    case .lessOrEqual: order(to: other).map { $0 <= 0 }
    case .greater: order(to: other).map { $0 > 0 }
    case .greaterOrEqual: order(to: other).map { $0 >= 0 }
    }
  }

  func calculate(_ arithmetic: Arithmetic, _ other: Value) -> Value? {
    switch (self, other) {
    case (.integer(let a), .integer(let b)):
      let result: (partialValue: Int, overflow: Bool)
      switch arithmetic {
      case .add: result = a.addingReportingOverflow(b)
      case .subtract: result = a.subtractingReportingOverflow(b)
      case .multiply: result = a.multipliedReportingOverflow(by: b)
      case .divide: return b == 0 ? nil : .number(Double(a) / Double(b))
      case .remainder:
        guard b != 0 else { return nil }
        let (remainder, overflow) = a.remainderReportingOverflow(dividingBy: b)
        if overflow { return 0 }
        return .integer(remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder)
      }
      return result.overflow ? nil : .integer(result.partialValue)
    case (.text(let a), .text(let b)) where arithmetic == .add:
      return a.utf8.count + b.utf8.count <= 65536 ? .text(a + b) : nil
    case (.list(let a), .list(let b)) where arithmetic == .add: return .list(a + b)
    default:
      guard let a = number, let b = other.number else { return nil }
      return Self.calculate(arithmetic, a, b)
    }
  }

  private static func calculate(_ arithmetic: Arithmetic, _ a: Double, _ b: Double) -> Value? {
    let result: Double
    switch arithmetic {
    case .add: result = a + b
    case .subtract: result = a - b
    case .multiply: result = a * b
    case .divide: result = a / b
    case .remainder:
      let remainder = a.truncatingRemainder(dividingBy: b)
      result = remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
    }
    return result.isFinite ? .number(result) : nil
  }

  /// Whether a list has the value, a text the part, or a map the key.
  func holds(_ other: Value) -> Bool? {
    switch (self, other) {
    case (.list(let items), _): items.contains { $0.isEqual(to: other) }
    case (.text(let text), .text(let part)): text.hasBytes(of: part)
    case (.map(let map), .text(let key)): map[key] != nil
    default: nil
    }
  }

  /// Characters of a text, items of a list, entries of a map.
  var size: Int? {
    switch self {
    case .text(let text): text.unicodeScalars.count
    case .list(let items): items.count
    case .map(let map): map.count
    default: nil
    }
  }

  /// The value as it stands in a message, or as text methods see it.
  var plainText: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): value
    case .list(let items): items.map(\.plainText).joined(separator: ", ")
    case .map(let map):
      map.sorted { $0.key < $1.key }.map { "\($0): \($1.plainText)" }.joined(separator: ", ")
    }
  }
}

extension String {
  /// Whether the part stands in the text, byte for byte.
  func hasBytes(of part: String) -> Bool {
    let (text, wanted) = (Array(utf8), Array(part.utf8))
    guard let first = wanted.first else { return true }
    guard wanted.count <= text.count else { return false }
    return (0...(text.count - wanted.count)).contains { start in
      text[start] == first && text[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }
}
