public import Assessment
import Estate
public import Terminal

/// Rules as a table, by id.
public struct RuleTable: Sendable {
  private let rules: [Rule]
  private let canvas: Canvas

  public init(_ rules: [Rule], canvas: Canvas) {
    self.rules = rules
    self.canvas = canvas
  }

  public func render() -> String {
    var table = TextTable(["id", "severity", "category", "title"], flexible: [2, 3])
    for rule in rules {
      table.add([
        .init(rule.id, rule.isEnabled ? .plain : .faint), .init(rule.severity.rawValue),
        .init(rule.category, .faint), .init(rule.isEnabled ? rule.title : "\(rule.title) (off)"),
      ])
    }
    return table.render(on: canvas).joined(separator: "\n") + "\n"
  }
}
