/// Resolves the escapes of string literals.
struct StringEscapes {
  let language: SourceLanguage
  let isRaw: Bool
  let halvesBraces: Bool

  init(_ language: SourceLanguage, isRaw: Bool, halvesBraces: Bool) {
    self.language = language
    self.isRaw = isRaw
    self.halvesBraces = halvesBraces
  }

  func resolved(_ text: ArraySlice<UInt8>) -> String {
    var out = String.UnicodeScalarView()
    var plain: [UInt8] = []
    var index = text.startIndex
    func at(_ offset: Int) -> UInt8 { index + offset < text.endIndex ? text[index + offset] : 0 }
    func flush() {
      out.append(contentsOf: String(decoding: plain, as: UTF8.self).unicodeScalars)
      plain.removeAll(keepingCapacity: true)
    }
    while index < text.endIndex {
      let byte = text[index]
      if halvesBraces, byte == Byte.openBrace || byte == Byte.closeBrace, at(1) == byte {
        plain.append(byte)
        index += 2
        continue
      }
      guard byte == Byte.backslash, !isRaw, index + 1 < text.endIndex else {
        plain.append(byte)
        index += 1
        continue
      }
      let escaped = at(1)
      if let simple = simple(escaped) {
        plain.append(simple)
        index += 2
      } else if escaped == 0x0A {
        index += 2
      } else if escaped == 0x0D {
        index += at(2) == 0x0A ? 3 : 2
      } else if let (scalar, width) = scalar(text, at: index) {
        flush()
        out.append(scalar)
        index += width
      } else {
        if language == .python || language == .php { plain.append(byte) }
        plain.append(escaped)
        index += 2
      }
    }
    flush()
    return String(out)
  }

  private func simple(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x6E: 0x0A
    case 0x74: 0x09
    case 0x72: 0x0D
    case 0x62 where language != .swift: 0x08
    case 0x66: 0x0C
    case 0x76: 0x0B
    case 0x61 where language == .python || language == .csharp || language == .ruby: 0x07
    case 0x65 where language == .ruby || language == .php: 0x1B
    case Byte.backslash, Byte.quote, Byte.apostrophe: byte
    default: nil
    }
  }

  /// A character given by its number: `\x41`, `\u0041`, `\u{41}`, `\U00000041`, `\101`.
  private func scalar(
    _ text: ArraySlice<UInt8>, at index: Int
  ) -> (Unicode.Scalar, width: Int)? {
    let kind = text[index + 1]
    if kind == 0x75, index + 2 < text.endIndex, text[index + 2] == Byte.openBrace {
      guard let end = text[index...].prefix(12).firstIndex(of: Byte.closeBrace),
        let scalar = number(text[(index + 3)..<end])
      else { return nil }
      return (scalar, end + 1 - index)
    }
    let digits =
      switch kind {
      case 0x78: 2
      case 0x75: 4
      case 0x55: 8
      default: 0
      }
    if digits > 0 {
      guard index + 2 + digits <= text.endIndex else { return nil }
      let first = text[(index + 2)..<(index + 2 + digits)]
      if kind == 0x75, language != .python, let pair = surrogates(text, at: index) {
        return (pair, 12)
      }
      guard let scalar = number(first) else { return nil }
      return (scalar, 2 + digits)
    }
    var (value, width) = (UInt32(0), 1)
    while width < 4, index + width < text.endIndex, (0x30...0x37).contains(text[index + width]) {
      value = value * 8 + UInt32(text[index + width] - 0x30)
      width += 1
    }
    guard width > 1, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, width)
  }

  private func number(_ digits: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard let value = value(digits) else { return nil }
    return Unicode.Scalar(value)
  }

  private func value(_ digits: ArraySlice<UInt8>) -> UInt32? {
    guard !digits.isEmpty, digits.count <= 8 else { return nil }
    var value: UInt32 = 0
    for digit in digits {
      guard let digit = Byte.hexadecimal(digit) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private func surrogates(_ text: ArraySlice<UInt8>, at index: Int) -> Unicode.Scalar? {
    guard index + 12 <= text.endIndex, text[index + 6] == Byte.backslash, text[index + 7] == 0x75,
      let high = value(text[(index + 2)..<(index + 6)]), (0xD800...0xDBFF).contains(high),
      let low = value(text[(index + 8)..<(index + 12)]), (0xDC00...0xDFFF).contains(low)
    else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }
}
