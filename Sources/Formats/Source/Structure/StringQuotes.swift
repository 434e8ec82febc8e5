/// The prefix and quotes of a string.
struct StringQuotes {
  /// Where the text begins.
  private(set) var body: Int
  /// What stands behind the text.
  private(set) var closing: [UInt8] = []
  /// Whether `{{` stands for a brace.
  private(set) var doublesBraces = false

  init(_ bytes: [UInt8], from start: Int, to end: Int, _ language: SourceLanguage) {
    body = min(start, bytes.count)
    let end = min(end, bytes.count)
    func byte(_ index: Int) -> UInt8 { index < end ? bytes[index] : 0 }
    if byte(body) == Byte.colon, language == .ruby {
      body += byte(body + 1) == Byte.quote ? 2 : 1
      if byte(start + 1) == Byte.quote { closing = [Byte.quote] }
      return
    }
    if byte(body) == 0x25, language == .ruby {
      body += Byte.isLetter(byte(body + 1)) ? 3 : 2
      if end > body { closing = [bytes[end - 1]] }
      return
    }
    if language == .ruby, byte(body) == 0x3F {
      body += 1
      return
    }
    var signs = 0
    while Byte.isLetter(byte(body)) || byte(body) == 0x40 || byte(body) == 0x24
      || byte(body) == Byte.hash
    {
      if byte(body) == Byte.hash { signs += 1 }
      if language == .python, byte(body) | 0x20 == 0x66 || byte(body) | 0x20 == 0x74 {
        doublesBraces = true
      }
      if language == .csharp, byte(body) == 0x24 { doublesBraces = true }
      body += 1
    }
    let quote = byte(body)
    guard
      quote == Byte.quote || quote == Byte.apostrophe || quote == 0x60
        || quote == Byte.slash && language == .ruby
    else {
      // The text of a heredoc has no quotes of its own.
      body = start
      return
    }
    var count = 0
    while byte(body + count) == quote { count += 1 }
    let isTripled = count >= 3 && language.hasTripledQuotes
    let width = isTripled ? (language == .csharp ? count : 3) : 1
    body += width
    closing = Array(repeating: quote, count: width) + Array(repeating: Byte.hash, count: signs)
  }
}

extension SourceLanguage {
  fileprivate var hasTripledQuotes: Bool {
    switch self {
    case .python, .java, .kotlin, .csharp, .swift, .scala, .dart: true
    default: false
    }
  }
}
