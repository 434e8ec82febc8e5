/// The values of literals.
extension SourceStructure {
  /// A literal's value.
  public enum Literal: Sendable, Equatable {
    case string(String)
    case number(String)
    case boolean(Bool)
    case null
  }

  /// The value of an expression that is a literal.
  public func value(of expression: SourceExpression) -> Literal? {
    switch kind(of: expression) {
    case .string: string(of: expression).map { .string($0) }
    case .number: .number(text(of: expression))
    case .boolean: .boolean(text(of: expression).lowercased() == "true")
    case .null: .null
    default: nil
    }
  }

  /// The text of a string without holes: prefixes and quotes gone, escapes resolved, strings side by
  /// side joined.
  public func string(of expression: SourceExpression) -> String? {
    guard kind(of: expression) == .string else { return nil }
    let node = node(expression)
    if node.first == node.last { return unquoted(token(node.first)) }
    return (node.first...node.last).map { token($0) }.filter { $0.kind == .string }
      .map { unquoted($0) }.joined()
  }

  /// A piece of a template.
  public enum TemplatePart: Sendable, Equatable {
    case text(String)
    case hole(SourceExpression)
  }

  /// The texts and holes of a template, in order; one text of a string.
  public func parts(of expression: SourceExpression) -> [TemplatePart] {
    let node = node(expression)
    guard node.kind == .template else { return string(of: expression).map { [.text($0)] } ?? [] }
    var parts: [TemplatePart] = []
    var holes = Array(children(of: expression))[...]
    var place = Int(node.first)
    var heads: [Token] = []
    var isInFormat = false
    // The format behind a hole's colon is no text of the template.
    func behindFormat(_ text: String) -> String {
      guard isInFormat else { return text }
      guard let end = text.firstIndex(of: "}") else { return "" }
      isInFormat = false
      return String(text[text.index(after: end)...])
    }
    while place <= Int(node.last), place < tokens.count {
      let token = tokens[place]
      switch token.kind {
      case .string: parts.append(.text(unquoted(token)))
      case .templateHead:
        heads.append(token)
        parts.append(.text(unquoted(token)))
      case .templateMiddle: parts.append(.text(behindFormat(unquoted(token, head: heads.last))))
      case .templateTail:
        parts.append(.text(behindFormat(unquoted(token, head: heads.popLast()))))
      case .open where token.flags.contains(.hole):
        let end = Int(token.payload)
        while let hole = holes.first, Int(self.node(hole).first) < end {
          parts.append(.hole(hole))
          holes.removeFirst()
        }
        place = max(place, end)
        isInFormat = isInFormat || endsAtFormat(end)
      default: break
      }
      place += 1
    }
    return parts.filter { $0 != .text("") }
  }

  /// Whether the hole that ends at a token is followed by a format.
  private func endsAtFormat(_ close: Int) -> Bool {
    guard close < tokens.count, tokens[close].kind == .close, tokens[close].width == 0 else {
      return false
    }
    let start = Int(tokens[close].start)
    return start < bytes.count && bytes[start] == Byte.colon
  }

  /// The text of a string token, or of a part of a template.
  ///
  /// - Parameter head: the first token of the template that it is part of.
  func unquoted(_ token: Token, head: Token? = nil) -> String {
    let start = min(Int(token.start), bytes.count)
    let range = start..<max(start, min(Int(token.end), bytes.count))
    let quotes = StringQuotes(
      bytes, from: Int((head ?? token).start), to: Int((head ?? token).end), language)
    var (lower, upper) = (range.lowerBound, range.upperBound)
    if token.kind == .string || token.kind == .templateHead {
      lower = min(quotes.body, upper)
    }
    if token.kind == .string || token.kind == .templateTail, upper - lower >= quotes.closing.count,
      bytes[(upper - quotes.closing.count)..<upper].elementsEqual(quotes.closing)
    {
      upper -= quotes.closing.count
    }
    let isRaw = token.flags.contains(.raw) || (head?.flags.contains(.raw) ?? false)
    let text = bytes[lower..<upper]
    if quotes.doublesBraces, text.contains(where: { $0 == Byte.openBrace || $0 == Byte.closeBrace })
    {
      return StringEscapes(language, isRaw: isRaw, halvesBraces: true).resolved(text)
    }
    guard !isRaw, text.contains(Byte.backslash) else {
      return String(decoding: text, as: UTF8.self)
    }
    return StringEscapes(language, isRaw: false, halvesBraces: false).resolved(text)
  }
}
