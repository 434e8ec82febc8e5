extension Lexer {
  /// Reads `<<<MARK … MARK`, if one stands here.
  mutating func lexPHPHeredoc() -> Bool {
    var index = position + 3
    while bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    let quote = bytes[index]
    let isQuoted = quote == Byte.apostrophe || quote == Byte.quote
    if isQuoted { index += 1 }
    let mark = index
    while Byte.isIdentifier(bytes[index]) { index += 1 }
    guard index > mark, lookahead > 0 else { return false }
    let end = index
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    let text = index + 1
    steps += index - position
    let (limit, behind) = findHeredocEnd(mark..<end, from: text)
    line &+= 1
    let isPlain = quote == Byte.apostrophe
    lexString(
      from: position, body: min(text, bytes.count),
      TemplateContext(
        holes: isPlain ? .none : .php, isRaw: isPlain, limit: max(limit, text),
        flags: isPlain ? [.raw, .multiline] : .multiline))
    // A hole leaves the rest to be read when it closes; the mark is then read as a name.
    if brackets.last?.isHole != true { position = max(position, behind) }
    return true
  }

  /// Where the text of a heredoc ends, and where its closing mark ends.
  mutating func findHeredocEnd(_ mark: Range<Int>, from start: Int) -> (limit: Int, behind: Int) {
    var lineStart = start
    defer { lookahead -= lineStart - start }
    while lineStart < bytes.count {
      var index = lineStart
      while bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
      var matched = 0
      while matched < mark.count, bytes[index + matched] == bytes[mark.lowerBound + matched] {
        matched += 1
      }
      if matched == mark.count, !Byte.isIdentifier(bytes[index + matched]) {
        return (lineStart, index + matched)
      }
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      lineStart = index + 1
    }
    return (bytes.count, bytes.count)
  }
}
