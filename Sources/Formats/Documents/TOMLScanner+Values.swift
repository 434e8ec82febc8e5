extension TOMLScanner {
  /// A value without quotes or brackets: boolean, number, date or time. Dates and times become text.
  mutating func bareValue() throws(DocumentError) -> DocumentNode.Content {
    let start = index
    while let byte = peek, Self.isBare(byte) || [Byte.dot, Byte.colon, Byte.plus].contains(byte) {
      index += 1
    }
    // A space may stand between a date and its time.
    if index - start == 10, bytes[start + 4] == Byte.minus, peek == 0x20, index + 3 < bytes.count,
      Byte.isDigit(bytes[index + 1]), bytes[index + 3] == Byte.colon
    {
      index += 1
      while let byte = peek, Self.isBare(byte) || [Byte.dot, Byte.colon, Byte.plus].contains(byte) {
        index += 1
      }
    }
    guard index > start else { throw unexpected("where a value belongs") }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    if word == "true" { return .boolean(true) }
    if word == "false" { return .boolean(false) }
    if let content = Self.number(word) ?? Self.time(word) { return content }
    throw .syntax(line: line, "'\(word.prefix(40))' is no value; text needs quotes")
  }

  private static func number(_ word: String) -> DocumentNode.Content? {
    switch word {
    case "inf", "+inf": return .number(.infinity)
    case "-inf": return .number(-.infinity)
    case "nan", "+nan", "-nan": return .number(.nan)
    default: break
    }
    let plain = word.filter { $0 != "_" }
    let digits = plain.dropFirst(2)
    if plain.hasPrefix("0x") { return Int(digits, radix: 16).map { .integer($0) } }
    if plain.hasPrefix("0o") { return Int(digits, radix: 8).map { .integer($0) } }
    if plain.hasPrefix("0b") { return Int(digits, radix: 2).map { .integer($0) } }
    if let value = Int(plain) { return .integer(value) }
    guard
      plain.utf8.allSatisfy({ Byte.isDigit($0) || [0x2B, 0x2D, 0x2E, 0x65, 0x45].contains($0) })
    else { return nil }
    let unsigned = plain.hasPrefix("+") ? String(plain.dropFirst()) : plain
    return Double(unsigned).map { .number($0) }
  }

  private static func time(_ word: String) -> DocumentNode.Content? {
    let bytes = Array(word.utf8)
    let isDate = bytes.count >= 10 && bytes[4] == Byte.minus && bytes[7] == Byte.minus
    let isTime = bytes.count >= 5 && bytes[2] == Byte.colon
    return Byte.isDigit(bytes[0]) && (isDate || isTime) ? .text(word) : nil
  }
}
