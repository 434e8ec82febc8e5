/// Elements in scripts: tags are names, strings and holes; what stands between them is text.
extension Lexer {
  enum ElementPart {
    /// At the `<` of an opening tag.
    case start
    /// Among the attributes.
    case tag
    /// Behind an opening tag.
    case children
  }

  /// Whether `<` begins an element, not the parameters of a generic function.
  var beginsElement: Bool {
    var index = position + 1
    if bytes[index] == 0x3E { return true }
    guard Byte.isIdentifier(bytes[index]), !Byte.isDigit(bytes[index]) else { return false }
    while Byte.isIdentifier(bytes[index]) { index += 1 }
    if language == .tsx, bytes[index] == 0x3E, bytes[index + 1] == 0x28 {
      return tokens.last?.symbol != .colon && tokens.last?.symbol != .equals
    }
    while bytes[index] == 0x20 { index += 1 }
    return bytes[index] != Byte.comma && !(language == .tsx && bytes.has("extends ", at: index))
  }

  /// Reads elements until a hole opens or the outermost one ends.
  mutating func lexElements(_ first: ElementPart) {
    var part: ElementPart? = first
    while let current = part, position < bytes.count {
      switch current {
      case .start: part = beginElement()
      case .tag: part = lexTag()
      case .children: part = lexChildren()
      }
    }
  }

  private mutating func beginElement() -> ElementPart? {
    openBracket(.less, closer: 0, width: 1, flags: .element)
    if Byte.isIdentifier(bytes[position]) { lexTagName() }
    skipTypeArguments()
    return .tag
  }

  private mutating func lexTagName() {
    let start = position
    while Byte.isIdentifier(bytes[position]) || bytes[position] == Byte.minus
      || bytes[position] == Byte.colon || bytes[position] == Byte.dot
    {
      position += 1
    }
    steps += position - start
    append(.name, from: start, to: position)
  }

  private mutating func skipTypeArguments() {
    guard bytes[position] == 0x3C else { return }
    var depth = 0
    while position < bytes.count {
      steps += 1
      switch bytes[position] {
      case 0x3C: depth += 1
      case 0x3E: depth -= 1
      case 0x0A: line &+= 1
      default: break
      }
      position += 1
      if depth == 0 { return }
    }
  }

  private mutating func lexTag() -> ElementPart? {
    let byte = bytes[position]
    switch byte {
    case 0x0A:
      line &+= 1
      position += 1
    case Byte.quote, Byte.apostrophe:
      let context = TemplateContext(quote: byte, isRaw: true, flags: .raw)
      lexString(from: position, body: position + 1, context)
    case Byte.openBrace:
      openBracket(
        .openBrace, closer: 0x7D, width: 1, flags: .hole,
        context: TemplateContext(holes: .elementTag))
      return nil
    case Byte.equals:
      append(.sign, .equals, from: position, to: position + 1)
      position += 1
    case Byte.slash where bytes[position + 1] == 0x3E:
      closeElement(width: 2)
      return partBehindElement
    case 0x3E:
      position += 1
      return .children
    default:
      if Byte.isIdentifier(byte) { lexTagName() } else { position += 1 }
    }
    steps += 1
    return .tag
  }

  /// An element goes on behind an element within it.
  private var partBehindElement: ElementPart? {
    guard let around = brackets.last, tokens[around.token].flags.contains(.element) else {
      return nil
    }
    return .children
  }

  private mutating func lexChildren() -> ElementPart? {
    let (start, firstLine) = (position, line)
    var isBlank = true
    text: while position < bytes.count {
      switch bytes[position] {
      case 0x0A: line &+= 1
      case 0x20, 0x09, 0x0D: break
      case Byte.openBrace, 0x3C: break text
      default: isBlank = false
      }
      position += 1
    }
    steps += position - start + 1
    if !isBlank { append(.elementText, from: start, to: position, line: firstLine) }
    guard position < bytes.count else { return nil }
    if bytes[position] == Byte.openBrace {
      openBracket(
        .openBrace, closer: 0x7D, width: 1, flags: .hole,
        context: TemplateContext(holes: .elementChildren))
      return nil
    }
    if bytes[position + 1] == Byte.slash {
      var end = position + 2
      while end < bytes.count, bytes[end] != 0x3E, bytes[end] != 0x0A { end += 1 }
      steps += end - position
      closeElement(width: 2)
      position = min(bytes[end] == 0x3E ? end + 1 : end, bytes.count)
      return partBehindElement
    }
    if bytes[position + 1] == 0x3E || Byte.isIdentifier(bytes[position + 1]) { return .start }
    position += 1
    return .children
  }
}
