/// Turns source text into tokens, in one pass. Brackets are matched on the way.
struct Lexer {
  let bytes: SourceBytes
  let language: SourceLanguage
  let keywords: Keywords
  var tokens: [Token] = []
  var position = 0
  /// The line of the position, counted from 1.
  var line: UInt32 = 1
  /// Bytes looked at: grows in proportion to the text, whatever it holds.
  var steps = 0
  /// What the next token carries.
  var pending: Token.Flags = [.startsLine]
  var brackets: [Bracket] = []
  /// How many brackets of each sort are open inside the innermost hole.
  var open = BracketCounts()
  /// Indices of the brackets that are holes.
  var holes: [Int] = []
  /// Bytes that may still be looked at ahead of the position: keeps the whole linear.
  var lookahead: Int
  /// Where the text of heredocs that began on this line ends, and its line there.
  var heredocEnd = (position: 0, line: UInt32(0))
  /// How many heredocs are nested in each other's holes.
  var heredocDepth = 0

  struct BracketCounts {
    var parentheses = 0
    var brackets = 0
    var braces = 0
  }

  /// An open bracket.
  struct Bracket {
    let token: Int
    let closer: UInt8
    let isHole: Bool
    let context: TemplateContext
    /// The counts outside a hole.
    let outside: BracketCounts
    /// Conditional operators that still wait for their colon.
    var questions = 0
  }

  init(_ bytes: SourceBytes, language: SourceLanguage) {
    self.bytes = bytes
    self.language = language
    keywords = Keywords.of(language)
    tokens.reserveCapacity(bytes.count / 4 + 16)
    lookahead = bytes.count * 2 + 4096
  }

  /// Reads all of the text.
  mutating func run() {
    if bytes.has("\u{FEFF}", at: 0) { position = 3 }
    if bytes.has("#!", at: 0) { skipLine() }
    switch language {
    case .python: lexPython()
    case .ruby: lexRuby()
    default: lexBraces()
    }
    closeAllBrackets()
    append(.end, from: bytes.count, to: bytes.count)
  }

  // MARK: Tokens

  @inline(__always)
  mutating func append(
    _ kind: Token.Kind, _ symbol: Symbol = .none, from start: Int, to end: Int,
    line: UInt32? = nil, flags: Token.Flags = []
  ) {
    tokens.append(
      Token(
        start: UInt32(truncatingIfNeeded: start), payload: UInt32(truncatingIfNeeded: end),
        line: line ?? self.line, kind: kind, symbol: symbol, width: 0,
        flags: flags.union(pending)))
    pending = []
  }

  /// Goes on to the end of the line, not over it.
  mutating func skipLine() {
    let start = position
    while position < bytes.count, bytes[position] != 0x0A { position += 1 }
    steps += position - start
  }

  /// Reads a name or word. `true` bytes of names are letters, digits, `_`, `$` and all beyond ASCII.
  @inline(__always)
  mutating func lexName() {
    let start = position
    var end = start + 1
    while Byte.isIdentifier(bytes[end]) { end += 1 }
    steps += end - start
    position = end
    let length = end - start
    var symbol = Symbol.none
    if length > 1, length <= Keywords.longest {
      symbol = keywords.symbol(
        bytes.word(at: start, length: min(length, 8)) & Self.mask(length),
        bytes.word(at: start + 8, length: length - 8) & Self.mask(length - 8))
    }
    append(.name, symbol, from: start, to: end)
  }

  @inline(__always)
  private static func mask(_ length: Int) -> UInt64 {
    length >= 8 ? .max : length <= 0 ? 0 : (1 << UInt64(length * 8)) - 1
  }

  /// Reads a number: digits with their prefixes, fractions, exponents and suffixes.
  mutating func lexNumber() {
    let start = position
    var end = start
    let isPrefixed =
      bytes[start] == Byte.zero && Byte.isLetter(bytes[start + 1])
      && bytes[start + 1] | 0x20 != 0x65
    while true {
      let byte = bytes[end]
      if Byte.isDigit(byte) || byte == 0x5F {
        end += 1
      } else if Byte.isLetter(byte) {
        let isExponent = byte | 0x20 == 0x65 && !isPrefixed
        if language == .python, !isPrefixed, !isExponent, byte | 0x20 != 0x6A { break }
        end += 1
        if isExponent, bytes[end] == Byte.plus || bytes[end] == Byte.minus { end += 1 }
      } else if byte == Byte.dot, end > start || Byte.isDigit(bytes[end + 1]),
        !isPrefixed, Byte.isDigit(bytes[end + 1]) || !endsNumberAtDot(end)
      {
        end += 1
      } else {
        break
      }
    }
    end = max(end, start + 1)
    steps += end - start
    position = end
    append(.number, from: start, to: end)
  }

  /// Whether a dot behind digits begins a member or a range, not a fraction.
  private func endsNumberAtDot(_ dot: Int) -> Bool {
    let next = bytes[dot + 1]
    return language == .ruby || next == Byte.dot || Byte.isLetter(next) && next | 0x20 != 0x65
      || next == 0x5F
  }
}
