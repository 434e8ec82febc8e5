/// A piece of source text: 16 bytes.
public struct Token: Sendable {
  /// What a token is.
  public enum Kind: UInt8, Sendable {
    /// A name or a word of the language.
    case name
    case number
    /// A string without holes, from its prefix to its closing quote.
    case string
    /// The text of a string with holes: before the first, between two, after the last.
    case templateHead
    case templateMiddle
    case templateTail
    /// The text between the tags of an element.
    case elementText
    case regularExpression
    case sign
    /// An opening bracket, the beginning of a hole, or `<` of an element.
    case open
    case close
    /// The end of a logical line.
    case newline
    case end
  }

  /// Offset of the first byte.
  public let start: UInt32
  /// End; of brackets the index of the partner; of newlines the indentation that follows.
  var payload: UInt32
  /// Line of the first byte, counted from 1.
  public let line: UInt32
  public let kind: Kind
  let symbol: Symbol
  /// Width of a bracket.
  let width: UInt8
  var flags: Flags

  /// Offset behind the last byte.
  public var end: UInt32 {
    switch kind {
    case .open, .close, .newline: start + UInt32(width)
    default: payload
    }
  }

  struct Flags: OptionSet {
    let rawValue: UInt8
    /// A string whose backslashes stand for themselves.
    static let raw = Flags(rawValue: 1)
    /// A string of bytes.
    static let bytes = Flags(rawValue: 2)
    /// A newline stands before it.
    static let startsLine = Flags(rawValue: 4)
    /// White space stands before it.
    static let spaced = Flags(rawValue: 8)
    /// An opening brace of statements, not of an object.
    static let block = Flags(rawValue: 16)
    /// A bracket that begins or ends the hole of a string.
    static let hole = Flags(rawValue: 32)
    /// The beginning or end of an element.
    static let element = Flags(rawValue: 64)
    /// A string whose lines are indented together, or that ends at a mark of its own.
    static let multiline = Flags(rawValue: 128)
  }

  static let past = Token(
    start: 0, payload: 0, line: 0, kind: .end, symbol: .none, width: 0, flags: [])
}
