/// Statements of the languages with braces.
extension StructureReader {
  mutating func readBraceStatement() {
    let first = index
    let token = current
    let next = self.token(index + 1)
    // A word of the language may still be a name: `get(x)`, `type = 1`, `of.each`.
    let isName =
      next.symbol == .equals
      || next.symbol == .dot && token.symbol != .super && token.symbol != .this
      || next.symbol == .colon && token.symbol != .default && token.symbol != .else
    switch token.symbol {
    case .openBrace: _ = readBlock()
    case .semicolon, .comma, .colon:
      dropDecorators()
      advance()
    case .at:
      advance()
      if accept(.interface) { readClass(from: first) } else { readAnnotation() }
    case .hash where language == .rust || language == .php: readAttributes()
    case .openBracket where language == .csharp: readAttributes()
    case .import:
      if language.isScript { readScriptImport() } else { readImport(from: first) }
    case .export where language == .dart: readImport(from: first)
    case .export: readScriptExport()
    case .using where language == .csharp, .use, .package, .namespace:
      if isName { readOther() } else { readImport(from: first) }
    case .if, .while, .for, .foreach, .switch, .match, .with, .catch, .elseif, .synchronized, .lock,
      .guard, .select, .fixed, .when, .repeat, .until, .using:
      if isName { readOther() } else { readCondition() }
    case .class, .struct, .interface, .trait, .enum, .protocol, .extension, .impl, .record, .actor,
      .module, .mod, .object, .mixin, .union:
      if isClassHere(next) { readClass(from: first) } else { readOther() }
    case .function, .func, .fn, .fun, .def:
      if isFunctionHere(next) { readFunctionDeclaration(from: first) } else { readOther() }
    case .`init`, .deinit, .constructor:
      if next.symbol == .openParenthesis || next.symbol == .question || next.symbol == .less,
        scope.classDefinition != nil, language != .kotlin || token.symbol == .constructor
      {
        readInitializerDeclaration()
      } else {
        advance()
      }
    case .subscript where language == .swift && scope.classDefinition != nil:
      readFunctionDeclaration(from: first)
    case .const, .let, .var, .val:
      let isVariable =
        !(isName && token.symbol != .const)
        && !(next.symbol == .openParenthesis && language == .java)
      if isVariable { readVariables() } else { readOther() }
    case .type, .typealias, .associatedtype:
      if next.kind == .name, !isName { readTypeAlias() } else { readOther() }
    case .case: readCase()
    case .macro where language == .rust:
      index += 3
      if current.kind == .open { index = behind(index) }
    case .async:
      if next.symbol == .function || next.symbol == .fn { advance() } else { readOther() }
    case .go, .defer, .return, .throw, .else, .do, .try, .finally, .default, .await, .yield,
      .static,
      .public, .private, .protected, .abstract, .final, .override, .open, .internal, .pub, .data,
      .sealed, .inline, .suspend, .unsafe, .extern, .declareWord, .readonly, .echo, .print, .late,
      .external, .inner, .companion, .annotation, .lazy, .implicit, .partial, .virtual, .new,
      .operator, .mut, .global, .break, .continue, .goto, .fallthrough, .loop, .tailrec,
      .includeOnce, .include, .requireOnce, .require, .covariant, .volatile, .native:
      readModified(isName)
    default: readOther()
    }
  }

  private mutating func readModified(_ isName: Bool) {
    switch current.symbol {
    case .await where token(index + 1).symbol == .foreach || token(index + 1).symbol == .using:
      return advance()
    case .await, .yield, .new, .throw: return readOther()
    case .return, .defer, .go:
      guard !isName else { return readOther() }
      let isReturn = current.symbol == .return
      advance()
      let endsHere = current.flags.contains(.startsLine) && language.endsStatementsAtLines
      if !endsHere, current.symbol != .openBrace || language != .swift {
        let value = readExpression()
        if isReturn { addReturn(value) }
      }
      return
    case .declareWord where language == .php:
      advance()
      index = behind(index)
      return
    default:
      if isName || token(index + 1).symbol == .openParenthesis && !isStatementWord {
        return readOther()
      }
      let first = index
      if language.putsTypesFirst, !isStatementWord, readTypedDeclaration() || index > first {
        return
      }
      advance()
    }
  }

  private var isStatementWord: Bool {
    switch current.symbol {
    case .return, .else, .do, .try, .finally, .default, .defer, .go, .echo, .print, .loop, .break,
      .continue, .include, .includeOnce, .require, .requireOnce:
      true
    default: false
    }
  }

  /// Whether the name that stands here begins the accessor of a Kotlin property: `get() = x`.
  private var beginsAccessor: Bool {
    guard language == .kotlin, current.flags.contains(.startsLine),
      token(index + 1).symbol == .openParenthesis
    else { return false }
    let after = token(behind(index + 1)).symbol
    let name = text(index)
    return (name == "get" || name == "set")
      && (after == .equals || after == .openBrace || after == .colon)
  }

  private mutating func readOther() {
    if beginsAccessor { return readInitializerDeclaration() }
    if language == .csharp, token(index + 1).symbol == .using {
      // `global using`
      index += 1
      return readImport(from: index)
    }
    if language.putsTypesFirst, readTypedDeclaration() { return }
    let first = index
    let node = readExpression()
    if var steps = builderSteps, node >= 0 {
      add(node, to: &steps)
      builderSteps = steps
    }
    if language == .go, current.symbol == .comma, !joinsLines { readGoTargets(node, from: first) }
    // The expression that a block ends with is what it gives.
    if language == .rust || language == .scala, index >= limit, scope.function != nil {
      addReturn(node)
    }
    if index == first { advance() }
  }

  /// Reads `a, b := c`.
  private mutating func readGoTargets(_ node: Int32, from first: Int) {
    var chain = Chain()
    add(node, to: &chain)
    while accept(.comma) {
      let next = readOperand()
      guard next >= 0 else { return }
      add(next, to: &chain)
    }
    guard current.symbol == .declare || current.symbol == .equals else { return }
    let target = make(.tuple, token: first, from: first, children: chain)
    advance()
    assign(readAssignedValue(), to: target)
  }

  private func isClassHere(_ next: Token) -> Bool {
    guard
      next.kind == .name || next.symbol == .openBrace
        || next.symbol == .less && current.symbol == .impl
    else { return current.symbol == .module && next.kind == .string }
    switch current.symbol {
    case .record, .actor, .module, .mod, .mixin, .extension, .union, .object, .match, .namespace,
      .trait, .protocol:
      return !next.flags.contains(.startsLine) && next.kind == .name
        || current.symbol == .object && next.symbol == .openBrace
    default: return true
    }
  }

  private func isFunctionHere(_ next: Token) -> Bool {
    switch language {
    case .javascript, .typescript, .tsx: current.symbol == .function
    case .java, .csharp, .dart: false
    case .php: current.symbol != .fn && (next.kind == .name || next.symbol == .ampersand)
    default: next.kind == .name || next.kind == .open || next.symbol == .less || language == .swift
    }
  }

  private mutating func readInitializerDeclaration() {
    let first = index
    let place = beginFunction(text(index), at: first)
    advance()
    _ = accept(.question) || accept(.exclamation)
    readSignature(of: place)
    if language == .kotlin, structure.tokens[index - 1].kind == .name,
      current.symbol == .openParenthesis
    {
      var chain = Chain()
      readArguments(into: &chain)
    }
    readFunctionBody(of: place)
  }

  /// Reads the condition of `if`, `for`, `switch` and their like, to the block behind it.
  private mutating func readCondition() {
    let word = current.symbol
    advance()
    if word == .for { _ = accept(.await) }
    if language == .dart || language == .csharp, word == .switch || word == .when,
      current.symbol != .openParenthesis
    {
      return
    }
    if hasParenthesizedConditions, current.symbol == .openParenthesis {
      inBracket(joinsLines: true) { reader in
        if word == .for, reader.readScriptLoop() { return }
        reader.readStatements()
      }
      return
    }
    guard language == .swift || language == .go || language == .rust || word == .guard else {
      return
    }
    let outer = bracesAreBlocks
    bracesAreBlocks = true
    while index < limit, current.symbol != .openBrace {
      let before = index
      switch current.symbol {
      case .let, .var, .case:
        skipPattern()
      case .semicolon, .comma: advance()
      case .else: index = limit
      default:
        if word == .for, language == .rust || language == .swift {
          while index < limit, current.symbol != .in, current.symbol != .openBrace {
            index = current.kind == .open ? behind(index) : index + 1
          }
          _ = accept(.in)
        }
        if accept(.range) {}
        _ = readExpression()
      }
      if index == limit, current.symbol == .end { index = before }
      if structure.tokens[min(index, limit)].symbol == .else { break }
      if index == before { advance() }
      if index >= limit, before < limit, structure.tokens[before].symbol == .else {
        index = before
        break
      }
    }
    bracesAreBlocks = outer
    if language == .rust, word == .match, current.symbol == .openBrace {
      inBracket(joinsLines: false) { $0.readRustArms() }
    }
  }

  /// Reads `const x of values` behind `for (`: the name is given an element. False where it is another loop.
  private mutating func readScriptLoop() -> Bool {
    guard language.isScript,
      [.const, .let, .var].contains(current.symbol)
    else { return false }
    let isPattern = token(index + 1).kind == .open
    guard isPattern || token(index + 1).kind == .name,
      token(isPattern ? behind(index + 1) : index + 2).symbol == .of
    else { return false }
    advance()
    let first = index
    let target = current.symbol == .openBrace ? readObject() : readOperand()
    guard target >= 0, accept(.of) else { return true }
    let values = readExpression()
    guard values >= 0 else { return true }
    let element = make(
      .subscript, token: index - 1, from: first, children: Chain(first: values, last: values))
    assign(element, to: target)
    return true
  }

  private var hasParenthesizedConditions: Bool {
    switch language {
    case .go, .rust, .swift: false
    default: true
    }
  }

  /// Goes over a pattern to the `=`, `:` or `=>` behind it: what looks like a call there is none.
  mutating func skipPattern() {
    let isLet = current.symbol == .let || current.symbol == .var
    advance()
    while index < limit {
      let token = current
      switch token.symbol {
      case .equals:
        advance()
        return
      case .doubleArrow, .semicolon, .openBrace, .else: return
      case .colon where !isLet || language == .rust:
        if language == .rust { advance(); skipType(); continue }
        return
      case .colon:
        advance()
        skipType()
        continue
      case .comma where isLet: return
      case .where, .if: return
      default: break
      }
      if token.flags.contains(.startsLine), language == .swift,
        structure.tokens[index - 1].symbol != .comma
      {
        return
      }
      index = token.kind == .open ? behind(index) : index + 1
    }
  }

  mutating func readRustArms() {
    while index < limit {
      let before = index
      while index < limit, current.symbol != .doubleArrow, current.symbol != .if {
        index = current.kind == .open ? behind(index) : index + 1
      }
      if accept(.if) {
        if accept(.let) { index -= 1; skipPattern() }
        _ = readExpression()
      }
      _ = accept(.doubleArrow)
      if current.symbol == .openBrace {
        _ = readBlock()
      } else {
        while index < limit, current.symbol != .comma {
          let first = index
          readBraceStatement()
          if index == first { advance() }
          if structure.tokens[max(index - 1, 0)].symbol == .closeBrace { break }
        }
      }
      _ = accept(.comma)
      if index == before { advance() }
    }
  }

  private mutating func readCase() {
    switch language {
    case .swift, .scala: skipPattern()
    default: advance()
    }
    if language == .scala, accept(.if) { _ = readExpression() }
    _ = accept(.doubleArrow)
  }
}
