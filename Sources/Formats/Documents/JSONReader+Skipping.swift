extension JSONReader {
  /// Passes over the value that comes next, without building it. Its brackets and strings must match;
  /// its commas and words are not looked at.
  ///
  /// Call it after a key, or where an element may come; a closing bracket that comes instead is left
  /// for `next`.
  public mutating func skipValue() throws(DocumentError) {
    try skipSpace()
    if state == .afterValue, peek == Byte.comma, containers.last == false {
      index += 1
      state = .element
      try skipSpace()
    }
    line = currentLine
    guard state == .value || state == .firstElement || state == .element else { return }
    guard let first = peek else { throw unexpected("where a value belongs") }
    guard first == Byte.openBrace || first == Byte.openBracket else {
      if first == Byte.quote {
        index += 1
        try skipString(quote: first)
        state = .afterValue
      } else if first != Byte.closeBracket {
        _ = try next()
      }
      return
    }
    let floor = containers.count
    repeat {
      guard index < bytes.count else { throw unexpected("in a value") }
      try skipByte()
    } while containers.count > floor
    state = .afterValue
  }

  private mutating func skipByte() throws(DocumentError) {
    let byte = bytes[index]
    switch byte {
    case 0x0A:
      currentLine += 1
      index += 1
    case Byte.quote:
      index += 1
      try skipString(quote: byte)
    case Byte.apostrophe where dialect == .json5:
      index += 1
      try skipString(quote: byte)
    case Byte.openBrace, Byte.openBracket:
      guard containers.count < depthLimit else {
        throw .tooDeep(line: currentLine, limit: depthLimit)
      }
      containers.append(byte == Byte.openBrace)
      index += 1
    case Byte.closeBrace, Byte.closeBracket:
      guard containers.last == (byte == Byte.closeBrace) else {
        throw unexpected("without its opening bracket")
      }
      containers.removeLast()
      index += 1
    case Byte.slash where dialect.allowsComments: try skipComment()
    default: index += 1
    }
  }

  private mutating func skipString(quote: UInt8) throws(DocumentError) {
    let start = currentLine
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      index += 1
      if byte == quote { return }
      if byte == Byte.backslash { index += 1 }
      if byte == 0x0A { throw .syntax(line: start, "string without an end") }
    }
    throw .syntax(line: start, "string without an end")
  }
}
