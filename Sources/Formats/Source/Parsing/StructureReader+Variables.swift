/// Variables and names of types, in the languages with braces.
extension StructureReader {
  /// Reads `const a: T = b, c = d`.
  mutating func readVariables() {
    if language == .rust || language == .swift && token(index + 1).symbol == .openParenthesis {
      return skipPatternThenRead()
    }
    advance()
    if language.isScript, current.symbol == .enum { return }
    if language == .rust || language == .php || language == .dart || language == .java {
      return
    }
    if language == .go, current.symbol == .openParenthesis {
      inBracket(joinsLines: false) { $0.readGoVariables() }
      return
    }
    if language == .kotlin { skipKotlinPropertyReceiver() }
    repeat {
      let first = index
      let target = current.symbol == .openBrace ? readObject() : readOperandWithoutCalls()
      guard target >= 0 else { return }
      _ = accept(.exclamation)
      if accept(.colon) {
        declareVariable(first, target)
        skipType()
      } else if language == .go, current.symbol != .equals, current.symbol != .comma {
        declareVariable(first, target)
        skipType()
      }
      // `val model by lazy { … }`
      guard accept(.equals) || language == .kotlin && accept(.by) else {
        if index == first { return }
        continue
      }
      let value = readAssignedValue()
      assign(value, to: target)
      if language.isScript { recordRequired(value, by: target, at: first) }
    } while accept(.comma)
  }

  /// Notes the type that stands here as that of a variable.
  private mutating func declareVariable(_ name: Int, _ target: Int32) {
    guard kind(target) == .name else { return }
    declare(name, as: typeName(at: index))
  }

  private mutating func skipPatternThenRead() {
    let name = index + (token(index + 1).symbol == .mut ? 2 : 1)
    let isPlain = token(name).kind == .name && token(name + 1).symbol != .openParenthesis
    skipPattern()
    guard structure.tokens[max(index - 1, 0)].symbol == .equals else { return }
    let value = readExpression()
    if isPlain {
      let end = index
      index = name + 1
      let target = make(.name, token: name, from: name)
      index = end
      assign(value, to: target)
    }
  }

  private mutating func readGoVariables() {
    while index < limit {
      let first = index
      let target = readOperandWithoutCalls()
      if current.kind == .name || current.kind == .open || current.symbol == .asterisk,
        !current.flags.contains(.startsLine)
      {
        if target >= 0 { declareVariable(first, target) }
        skipType()
      }
      if accept(.equals) {
        let value = readAssignedValue()
        assign(value, to: target)
      }
      if index == first { advance() }
    }
  }

  private mutating func skipKotlinPropertyReceiver() {
    if current.symbol == .less, let end = behindAngles(index) { index = end }
    while current.kind == .name, token(index + 1).symbol == .dot { index += 2 }
  }

  /// Reads the name or pattern that a declaration gives a value to.
  private mutating func readOperandWithoutCalls() -> Int32 {
    let first = index
    if current.kind == .name {
      advance()
      return make(.name, token: first, from: first)
    }
    return current.kind == .open ? readOperand() : -1
  }

  mutating func readTypeAlias() {
    advance()
    let name = index
    if language == .go {
      if current.symbol == .openParenthesis { return }
      advance()
      if current.symbol == .openBracket { index = behind(index) }
      guard current.symbol == .struct || current.symbol == .interface else { return skipType() }
      let place = beginClass(text(name), at: name - 1)
      advance()
      inScope(Scope(class: place)) { $0.readGoFields() }
      if current.symbol == .openBrace { index = behind(index) }
      return endClass(place)
    }
    advance()
    if current.symbol == .less, let end = behindAngles(index) { index = end }
    if accept(.colon) { skipType() }
    guard accept(.equals) else { return }
    _ = accept(.bar)
    skipType()
  }
}
