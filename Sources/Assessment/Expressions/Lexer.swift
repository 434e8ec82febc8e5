/// Splits an expression into tokens.
struct Lexer {
  /// Characters of an expression; more is surely a mistake.
  static let lengthLimit = 8192

  private let scalars: [Unicode.Scalar]
  private var position = 0
  /// Where the token that is being read starts.
  private var start = 0

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// A token and the number of characters before it.
  typealias PlacedToken = (token: Token, position: Int)

  static func tokens(of text: String) throws(ExpressionError) -> [PlacedToken] {
    guard text.utf8.count <= lengthLimit else {
      throw ExpressionError("expression longer than \(lengthLimit) bytes")
    }
    var lexer = Lexer(text)
    var tokens: [PlacedToken] = []
    do throws(ExpressionError) {
      while let token = try lexer.next() { tokens.append((token, lexer.start)) }
    } catch {
      throw error.placed(at: lexer.start)
    }
    return tokens
  }

  private mutating func next() throws(ExpressionError) -> Token? {
    while let scalar = peek, scalar.properties.isWhitespace { position += 1 }
    start = position
    guard let scalar = peek else { return nil }
    if scalar.isDigit { return try number() }
    if scalar == "\"" || scalar == "'" { return try text(quote: scalar) }
    if scalar.isNameStart {
      while let scalar = peek, scalar.isNameStart || scalar.isDigit { position += 1 }
      return .name(string(from: start))
    }
    if position + 1 < scalars.count {
      let pair = "\(scalar)\(scalars[position + 1])"
      if ["&&", "||", "==", "!=", "<=", ">="].contains(pair) {
        position += 2
        return .symbol(pair)
      }
    }
    guard "-+*/%!<>?:.,()[]".unicodeScalars.contains(scalar) else {
      throw ExpressionError("unexpected '\(scalar)'")
    }
    position += 1
    return .symbol(String(scalar))
  }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private func string(from start: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<position])
    return String(text)
  }

  private mutating func number() throws(ExpressionError) -> Token {
    while let scalar = peek, scalar.isDigit { position += 1 }
    if peek == ".", position + 1 < scalars.count, scalars[position + 1].isDigit {
      position += 1
      while let scalar = peek, scalar.isDigit { position += 1 }
      guard let value = Double(string(from: start)), value.isFinite else {
        throw ExpressionError("number out of range: \(string(from: start))")
      }
      return .number(value)
    }
    guard let value = Int(string(from: start)) else {
      throw ExpressionError("number out of range: \(string(from: start))")
    }
    return .integer(value)
  }

  /// A quoted text; a backslash takes the next character as it is.
  private mutating func text(quote: Unicode.Scalar) throws(ExpressionError) -> Token {
    position += 1
    var text = String.UnicodeScalarView()
    while let scalar = peek {
      position += 1
      if scalar == quote { return .text(String(text)) }
      if scalar == "\\" {
        guard let escaped = peek else { break }
        position += 1
        text.append(escaped)
      } else {
        text.append(scalar)
      }
    }
    throw ExpressionError("text without closing \(quote)")
  }
}

extension Unicode.Scalar {
  var isDigit: Bool { ("0"..."9").contains(self) }
  var isNameStart: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" }
}
