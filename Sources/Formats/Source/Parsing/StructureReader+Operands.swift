extension StructureReader {
  /// Reads a value with the members, calls and indices behind it.
  mutating func readOperand() -> Int32 {
    let first = index
    guard depth < Self.deepest else { return -1 }
    depth += 1
    defer { depth -= 1 }
    let operand = readPrimary()
    guard operand >= 0 else { return -1 }
    return readPostfix(operand, from: first)
  }

  private mutating func readPrimary() -> Int32 {
    let (first, token) = (index, current)
    switch token.kind {
    case .name: return readWord()
    case .number:
      advance()
      return make(.number, token: first, from: first)
    case .string, .templateHead: return readStrings()
    case .regularExpression:
      advance()
      return make(.regularExpression, token: first, from: first)
    case .open:
      switch token.symbol {
      case .openParenthesis: return readParenthesis()
      case .openBracket: return readListing(.list)
      case .openBrace: return readBrace()
      default: return readElement()
      }
    case .sign:
      switch token.symbol {
      case .dot where language == .swift || language == .dart:
        // An implicit member: `.user("…")`.
        return token.flags.contains(.startsLine) && !joinsLines ? -1 : readImplicitMember()
      case .at where language == .swift || language == .kotlin || language == .php:
        advance()
        return readOperand()
      case .bar, .logicalOr: return language == .rust ? readRustClosure() : -1
      case .backslash: return -1
      case .hash where language == .swift:
        advance()
        return readOperand()
      case .arrow where language == .ruby: return readRubyLambda()
      default: return -1
      }
    default: return -1
    }
  }

  private mutating func readImplicitMember() -> Int32 {
    let first = index
    guard token(index + 1).kind == .name else { return -1 }
    advance()
    advance()
    return make(.name, token: first + 1, from: first)
  }

  /// Reads a name, or what a word of the language begins.
  private mutating func readWord() -> Int32 {
    let first = index
    let isLabel = token(index + 1).symbol == .equals && joinsLines
    switch current.symbol {
    case .none: break
    case .const where language == .dart && token(index + 1).kind == .name:
      // `const ChatOptions(…)`
      advance()
      return readOperand()
    case .true, .false:
      advance()
      return make(.boolean, token: first, from: first)
    case .null, .nil:
      advance()
      return make(.null, token: first, from: first)
    case .lambda where language == .python: return readPythonLambda()
    case .function, .fn, .fun, .func:
      if isFunctionWord, !isLabel { return readFunctionExpression() }
    case .async:
      if language == .python { return -1 }
      if let closure = readAsyncFunction() { return closure }
    case .class where language != .swift && language != .ruby && language != .python:
      return readClassExpression()
    case .new where language != .go && language != .swift && language != .rust:
      return readNew()
    case .object where language == .kotlin: return readKotlinObject()
    case .map where language == .go && token(index + 1).symbol == .openBracket: return readGoMap()
    case .static, .global: if language == .php { return readPHPStatic() }
    default:
      if isReserved(current.symbol) { return -1 }
    }
    if let arrow = readSingleParameterArrow() { return arrow }
    advance()
    return make(.name, token: first, from: first)
  }

  private var isFunctionWord: Bool {
    switch language {
    case .javascript, .typescript, .tsx: current.symbol == .function
    case .php: current.symbol == .function || current.symbol == .fn
    case .kotlin: current.symbol == .fun
    case .go: current.symbol == .func
    default: false
    }
  }

  private mutating func readPHPStatic() -> Int32 {
    let first = index
    if token(index + 1).symbol == .function || token(index + 1).symbol == .fn {
      advance()
      return readFunctionExpression()
    }
    advance()
    return make(.name, token: first, from: first)
  }

  /// Whether a word can be no operand.
  func isReserved(_ symbol: Symbol) -> Bool {
    switch symbol {
    case .if, .else, .elif, .elsif, .for, .while, .in, .is, .return, .import, .from, .as, .with,
      .try, .except, .finally, .raise, .assert, .del, .global, .nonlocal, .pass, .break, .continue,
      .case, .catch, .const, .default, .export, .extends, .implements, .throw, .var, .let, .do,
      .switch, .instanceof, .begin, .rescue, .ensure, .end, .unless, .until, .then, .when, .and,
      .or, .not, .def, .class, .match, .of:
      return isReservedHere(symbol)
    default: return false
    }
  }

  private func isReservedHere(_ symbol: Symbol) -> Bool {
    switch symbol {
    case .import, .from, .as, .is:
      if language.isScript {
        return symbol == .import
          ? token(index + 1).symbol != .openParenthesis && token(index + 1).symbol != .dot : false
      }
      return true
    case .of:
      let before = structure.tokens[max(index - 1, 0)].kind
      return language.isScript && joinsLines && (before == .name || before == .close)
    case .match: return language == .rust || language == .php
    case .when: return language != .kotlin || token(index + 1).symbol == .openParenthesis
    default: return true
    }
  }

  // MARK: Strings

  /// Reads a string, or several that stand side by side and are one.
  mutating func readStrings() -> Int32 {
    let first = index
    var (chain, isTemplate, parts) = (Chain(), false, 0)
    repeat {
      parts += 1
      if current.kind == .string {
        advance()
      } else {
        isTemplate = true
        readTemplate(&chain)
      }
    } while joinsStrings && (current.kind == .string || current.kind == .templateHead)
    let node = make(
      isTemplate ? .template : .string, token: first, from: first, children: chain)
    structure.strings.append(SourceExpression(node))
    return node
  }

  private var joinsStrings: Bool {
    switch language {
    case .python: true
    case .ruby, .dart: !current.flags.contains(.startsLine) || joinsLines
    default: false
    }
  }

  /// Reads a string with holes. The holes' expressions become the children.
  private mutating func readTemplate(_ chain: inout Chain) {
    advance()
    while index < limit {
      let token = current
      if token.kind == .open, token.flags.contains(.hole) {
        var holes = chain
        inBracket(joinsLines: true) { reader in
          while reader.index < reader.limit {
            let before = reader.index
            reader.add(reader.readExpression(), to: &holes)
            if reader.index == before { reader.advance() }
          }
        }
        chain = holes
      } else if token.kind == .templateMiddle {
        advance()
      } else if token.kind == .templateTail {
        advance()
        return
      } else {
        return
      }
    }
  }

  /// Reads `<Name attribute={…}>…</Name>`.
  private mutating func readElement() -> Int32 {
    let first = index
    guard current.flags.contains(.element) else { return -1 }
    var chain = Chain()
    inBracket(joinsLines: true) { reader in
      while reader.index < reader.limit {
        let token = reader.current
        if token.kind == .open, token.flags.contains(.hole) {
          reader.inBracket(joinsLines: true) { hole in
            while hole.index < hole.limit {
              let before = hole.index
              hole.add(hole.readExpression(), to: &chain)
              if hole.index == before { hole.advance() }
            }
          }
        } else if token.kind == .open, token.flags.contains(.element) {
          reader.add(reader.readElement(), to: &chain)
        } else if token.kind == .string {
          reader.add(reader.readStrings(), to: &chain)
        } else {
          reader.advance()
        }
      }
    }
    return make(.element, token: first + 1, from: first, children: chain)
  }
}
