extension Lexer {
  /// Reads an operator or another sign.
  mutating func lexSign() {
    let (symbol, width) = sign()
    append(.sign, symbol, from: position, to: position + width)
    position += width
    steps += width
  }

  @inline(__always)
  private func next(_ offset: Int) -> UInt8 { bytes[position + offset] }

  /// The sign that stands here. `>` always stands alone, so that it can close a generic.
  private func sign() -> (Symbol, Int) {
    let second = next(1)
    switch next(0) {
    case Byte.dot:
      if second == Byte.dot {
        if next(2) == Byte.dot { return (.ellipsis, 3) }
        return (.range, next(2) == 0x3C || next(2) == Byte.equals ? 3 : 2)
      }
      return (.dot, 1)
    case Byte.comma: return (.comma, 1)
    case 0x3B: return (.semicolon, 1)
    case Byte.colon:
      if second == Byte.equals { return (.declare, 2) }
      if second == Byte.colon { return (.doubleColon, 2) }
      return (.colon, 1)
    case 0x3F: return questionSign(second)
    case 0x21:
      if second == Byte.equals { return (.notEqualTo, next(2) == Byte.equals ? 3 : 2) }
      return (.exclamation, 1)
    case Byte.equals:
      if second == Byte.equals { return (.equalTo, next(2) == Byte.equals ? 3 : 2) }
      if second == 0x3E { return (.doubleArrow, 2) }
      return (.equals, 1)
    case 0x3C:
      if second == Byte.minus, language == .go || language == .scala { return (.leftArrow, 2) }
      if second == Byte.equals { return (.lessOrEqual, next(2) == 0x3E ? 3 : 2) }
      if second == 0x3C {
        return next(2) == Byte.equals ? (.augmentedAssignment, 3) : (.shiftLeft, 2)
      }
      return (.less, 1)
    case 0x3E:
      if second == Byte.equals { return (.greaterOrEqual, 2) }
      return (.greater, 1)
    case Byte.plus:
      if second == Byte.plus, language != .python { return (.increment, 2) }
      return assignable(.plus, second)
    case Byte.minus:
      if second == 0x3E { return (.arrow, 2) }
      if second == Byte.minus, language != .python { return (.decrement, 2) }
      return assignable(.minus, second)
    case Byte.asterisk:
      if second == Byte.asterisk {
        return next(2) == Byte.equals ? (.augmentedAssignment, 3) : (.power, 2)
      }
      return assignable(.asterisk, second)
    case Byte.slash:
      if second == Byte.slash, language == .python {
        return next(2) == Byte.equals ? (.augmentedAssignment, 3) : (.doubleSlash, 2)
      }
      return assignable(.slash, second)
    case 0x25: return assignable(.percent, second)
    case 0x26:
      if second == 0x26 {
        return next(2) == Byte.equals ? (.augmentedAssignment, 3) : (.logicalAnd, 2)
      }
      if second == Byte.dot, language == .ruby { return (.optionalDot, 2) }
      return assignable(.ampersand, second)
    case 0x7C:
      if second == 0x7C {
        return next(2) == Byte.equals ? (.augmentedAssignment, 3) : (.logicalOr, 2)
      }
      return assignable(.bar, second)
    case 0x5E: return assignable(.caret, second)
    case 0x7E: return (.tilde, 1)
    case 0x40: return language == .python ? assignable(.at, second) : (.at, 1)
    case Byte.hash: return (.hash, 1)
    case 0x24: return (.dollar, 1)
    case Byte.backslash: return (.backslash, 1)
    default: return (.none, 1)
    }
  }

  private func assignable(_ symbol: Symbol, _ second: UInt8) -> (Symbol, Int) {
    second == Byte.equals ? (.augmentedAssignment, 2) : (symbol, 1)
  }

  private func questionSign(_ second: UInt8) -> (Symbol, Int) {
    if second == 0x3F {
      return next(2) == Byte.equals ? (.augmentedAssignment, 3) : (.coalesce, 2)
    }
    if second == Byte.dot, !Byte.isDigit(next(2)) { return (.optionalDot, 2) }
    if second == Byte.minus, next(2) == 0x3E { return (.optionalDot, 3) }
    if second == Byte.colon, language == .kotlin || language == .php { return (.elvis, 2) }
    return (.question, 1)
  }
}
