/// Pulls JSON apart token by token, without recursion and without building what is not asked for.
///
/// ```swift
/// var reader = JSONReader(bytes)
/// while case let token = try reader.next(), token != .end { … }
/// ```
public struct JSONReader {
  public enum Token: Sendable, Equatable {
    case beginObject, endObject, beginArray, endArray
    case key(String)
    case text(String)
    case integer(Int)
    /// A number with a fraction or exponent, or a whole one too large for `Int`.
    case number(Double)
    case boolean(Bool)
    case null
    case end
  }

  enum State { case value, firstElement, element, firstMember, member, afterValue }

  let bytes: [UInt8]
  let dialect: JSONDialect
  let depthLimit: Int
  var index = 0
  var currentLine = 1
  var state = State.value
  /// Open containers: true for an object.
  var containers: [Bool] = []

  /// Line on which the last token starts, counted from 1.
  public internal(set) var line = 1

  /// Containers that are open.
  public var depth: Int { containers.count }

  public init(_ bytes: [UInt8], dialect: JSONDialect = .strict, depthLimit: Int = 128) {
    self.bytes = TextDecoding.withoutMark(bytes)
    self.dialect = dialect
    self.depthLimit = depthLimit
  }

  /// The next token; `end` when the document is over, and from then on.
  public mutating func next() throws(DocumentError) -> Token {
    try skipSpace()
    line = currentLine
    switch state {
    case .value: return try value()
    case .firstElement, .element:
      if peek == Byte.closeBracket, state == .firstElement || dialect != .strict {
        return try close(object: false)
      }
      return try value()
    case .firstMember, .member:
      if peek == Byte.closeBrace, state == .firstMember || dialect != .strict {
        return try close(object: true)
      }
      return try key()
    case .afterValue: return try afterValue()
    }
  }

  private mutating func afterValue() throws(DocumentError) -> Token {
    guard let inObject = containers.last else {
      guard index >= bytes.count else { throw unexpected("after the document") }
      return .end
    }
    switch peek {
    case Byte.comma:
      index += 1
      state = inObject ? .member : .element
      return try next()
    case Byte.closeBrace where inObject: return try close(object: true)
    case Byte.closeBracket where !inObject: return try close(object: false)
    default: throw unexpected(inObject ? "where ',' or '}' belongs" : "where ',' or ']' belongs")
    }
  }

  private mutating func value() throws(DocumentError) -> Token {
    guard let byte = peek else { throw unexpected("where a value belongs") }
    switch byte {
    case Byte.openBrace: return try open(object: true)
    case Byte.openBracket: return try open(object: false)
    case Byte.quote:
      state = .afterValue
      return .text(try string(quote: byte))
    case Byte.apostrophe where dialect == .json5:
      state = .afterValue
      return .text(try string(quote: byte))
    case 0x74 where take("true"):
      state = .afterValue
      return .boolean(true)
    case 0x66 where take("false"):
      state = .afterValue
      return .boolean(false)
    case 0x6E where take("null"):
      state = .afterValue
      return .null
    default:
      let number = try number()
      state = .afterValue
      return number
    }
  }

  private mutating func key() throws(DocumentError) -> Token {
    let name: String
    switch peek {
    case Byte.quote: name = try string(quote: Byte.quote)
    case Byte.apostrophe where dialect == .json5: name = try string(quote: Byte.apostrophe)
    case let byte? where dialect == .json5 && Byte.isIdentifier(byte):
      let start = index
      while let byte = peek, Byte.isIdentifier(byte) { index += 1 }
      name = String(decoding: bytes[start..<index], as: UTF8.self)
    default: throw unexpected("where a key in quotes belongs")
    }
    try skipSpace()
    guard peek == Byte.colon else { throw unexpected("where ':' belongs") }
    index += 1
    state = .value
    return .key(name)
  }

  private mutating func open(object: Bool) throws(DocumentError) -> Token {
    guard containers.count < depthLimit else {
      throw .tooDeep(line: currentLine, limit: depthLimit)
    }
    index += 1
    containers.append(object)
    state = object ? .firstMember : .firstElement
    return object ? .beginObject : .beginArray
  }

  private mutating func close(object: Bool) throws(DocumentError) -> Token {
    index += 1
    containers.removeLast()
    state = .afterValue
    return object ? .endObject : .endArray
  }

  var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func take(_ word: StaticString) -> Bool {
    let end = index + word.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where bytes[index + offset] != word.utf8Start[offset] { return false }
    if end < bytes.count, Byte.isIdentifier(bytes[end]) { return false }
    index = end
    return true
  }

  mutating func skipSpace() throws(DocumentError) {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0D: index += 1
      case 0x0A:
        index += 1
        currentLine += 1
      case 0x0B, 0x0C:
        guard dialect == .json5 else { return }
        index += 1
      case Byte.slash:
        guard dialect.allowsComments else { return }
        try skipComment()
      default: return
      }
    }
  }

  mutating func skipComment() throws(DocumentError) {
    let start = currentLine
    let second = index + 1 < bytes.count ? bytes[index + 1] : 0
    if second == Byte.slash {
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    } else if second == Byte.asterisk {
      index += 2
      while index + 1 < bytes.count {
        if bytes[index] == Byte.asterisk, bytes[index + 1] == Byte.slash {
          index += 2
          return
        }
        if bytes[index] == 0x0A { currentLine += 1 }
        index += 1
      }
      throw .syntax(line: start, "comment without an end")
    } else {
      throw unexpected("where a comment belongs")
    }
  }

  func unexpected(_ place: String) -> DocumentError {
    guard let byte = peek else { return .syntax(line: currentLine, "ends too early") }
    let shown = byte > 0x20 && byte < 0x7F ? "'\(Character(UnicodeScalar(byte)))'" : "byte \(byte)"
    return .syntax(line: currentLine, "unexpected \(shown) \(place)")
  }
}
