import Estate

/// The message of a finding: text with `{{ expressions }}` in it.
struct MessageTemplate: Sendable {
  private enum Part: Sendable {
    case text(String)
    case expression(Expression)
  }

  private let parts: [Part]

  init(_ source: String, _ scope: ExpressionScope) throws(ExpressionError) {
    var parts: [Part] = []
    var rest = Substring(source)
    while let open = rest.firstRange(of: "{{") {
      parts.append(.text(String(rest[..<open.lowerBound])))
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else {
        throw ExpressionError("'{{' without '}}' in the message")
      }
      parts.append(
        .expression(try ExpressionParser.parse(String(rest[..<close.lowerBound]), scope)))
      rest = rest[close.upperBound...]
    }
    parts.append(.text(String(rest)))
    self.parts = parts
  }

  private init(parts: [Part]) { self.parts = parts }

  func with(_ parameters: [String: Value]) throws(ExpressionError) -> MessageTemplate {
    var bound: [Part] = []
    for part in parts {
      if case .expression(let expression) = part {
        bound.append(.expression(try expression.with(parameters)))
      } else {
        bound.append(part)
      }
    }
    return MessageTemplate(parts: bound)
  }

  /// The text, with what came from the estate made safe to print.
  func text(_ evaluator: ExpressionEvaluator, _ bindings: borrowing Bindings) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let own): text += own
      case .expression(let expression):
        text += evaluator.value(expression, bindings)?.printable ?? "unknown"
      }
    }
    return text
  }
}

extension Value {
  /// The plain text without control, formatting and line-breaking characters, cut at a sane length.
  var printable: String {
    var safe = String.UnicodeScalarView()
    for (count, scalar) in plainText.unicodeScalars.enumerated() {
      if count == 200 {
        safe.append("…")
        break
      }
      if (0x20..<0x7F).contains(scalar.value) {
        safe.append(scalar)
        continue
      }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: safe.append(" ")
      case .format, .surrogate, .privateUse, .unassigned: continue
      default: safe.append(scalar)
      }
    }
    return String(safe)
  }
}
