/// How a piece of text stands out on a terminal.
public enum Style: Sendable {
  case plain, bold, faint, red, yellow, green, cyan, magenta

  fileprivate var code: String {
    switch self {
    case .plain: ""
    case .bold: "1"
    case .faint: "2"
    case .red: "31"
    case .green: "32"
    case .yellow: "33"
    case .magenta: "35"
    case .cyan: "36"
    }
  }
}

/// What the output can show.
public struct Canvas: Sendable {
  /// Columns; lines are cut to them. Large where the output is no terminal, so that nothing is lost.
  public let width: Int
  /// Columns of running text, which is tiring to read when it is wide.
  public var textWidth: Int { min(width, 100) }
  public let hasColor: Bool

  public init(width: Int, hasColor: Bool) {
    self.width = max(width, 40)
    self.hasColor = hasColor
  }

  /// Sanitised text in a style.
  public func paint(_ text: String, _ style: Style) -> String {
    let safe = Sanitizer.line(text)
    return hasColor && !style.code.isEmpty ? "\u{1B}[\(style.code)m\(safe)\u{1B}[0m" : safe
  }
}
