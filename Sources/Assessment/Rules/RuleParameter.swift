public import Estate

/// A value that users of a rule may tune.
public struct RuleParameter: Sendable {
  public enum ValueType: String, Sendable, CaseIterable { case int, string, bool, list, duration }

  public let name: String
  public let type: ValueType
  public internal(set) var value: Value
  public let description: String?

  /// Whether the parameter can take that value.
  func takes(_ value: Value) -> Bool {
    switch (type, value) {
    case (.int, .integer), (.string, .text), (.bool, .boolean), (.list, .list): true
    case (.duration, .text(let text)): Timestamp.seconds(ofDuration: text) != nil
    default: false
    }
  }
}
