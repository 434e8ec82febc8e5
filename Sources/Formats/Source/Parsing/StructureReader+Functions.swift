/// Functions as values.
extension StructureReader {
  /// Reads `(a, b) => value`, if the parenthesis that opens here begins one.
  mutating func readParenthesizedLambda() -> Int32? {
    let (open, after) = (index, behind(index))
    switch language {
    case .typescript, .tsx:
      if token(after).symbol == .doubleArrow { break }
      guard token(after).symbol == .colon, typeThenArrow(after + 1) else { return nil }
    case .javascript, .csharp, .scala:
      guard token(after).symbol == .doubleArrow else { return nil }
    case .java:
      guard token(after).symbol == .arrow else { return nil }
    case .dart:
      guard
        token(after).symbol == .doubleArrow || token(after).symbol == .openBrace
          || token(after).symbol == .async && token(after + 1).symbol != .openParenthesis
      else { return nil }
      if token(after).symbol == .openBrace, bracesAreBlocks { return nil }
    default: return nil
    }
    let function = beginFunction("", at: open)
    structure.functions[function].parameters = readParameters()
    if accept(.colon) { skipType() }
    if language == .dart {
      _ = accept(.async)
      _ = accept(.asterisk)
    }
    return readLambdaBody(of: function, from: open)
  }

  /// Whether a type and then `=>` stand at an index, as behind the parameters of an arrow.
  private mutating func typeThenArrow(_ start: Int) -> Bool {
    guard conditionals == 0 else { return false }
    let outer = (index, structure.nodes.count, structure.strings.count)
    index = start
    skipType()
    let isArrow = current.symbol == .doubleArrow
    index = outer.0
    structure.nodes.removeLast(structure.nodes.count - outer.1)
    structure.strings.removeLast(structure.strings.count - outer.2)
    return isArrow
  }

  /// Reads `name => value` or `name -> value`, if it begins here.
  mutating func readSingleParameterArrow() -> Int32? {
    let arrow = token(index + 1).symbol
    switch language {
    case .javascript, .typescript, .tsx: guard arrow == .doubleArrow else { return nil }
    // Elsewhere an arrow may begin the value of a property or a case.
    case .csharp: guard joinsLines, arrow == .doubleArrow else { return nil }
    case .java: guard joinsLines, arrow == .arrow else { return nil }
    default: return nil
    }
    return readNamedLambda(parameter: index)
  }

  /// Reads a lambda whose one parameter stands here.
  mutating func readNamedLambda(parameter: Int) -> Int32 {
    let function = beginFunction("", at: parameter)
    structure.functions[function].parameters = [
      Parameter(name: text(parameter), annotation: nil, defaultValue: nil)
    ]
    advance()
    return readLambdaBody(of: function, from: parameter)
  }

  /// Reads the arrow and the body of a lambda.
  mutating func readLambdaBody(of function: Int, from first: Int) -> Int32 {
    _ = accept(.doubleArrow) || accept(.arrow)
    var body: Int32 = -1
    inScope(Scope(function: function)) { reader in
      let outer = reader.bracesAreBlocks
      reader.bracesAreBlocks = false
      if reader.current.symbol == .openBrace {
        body = reader.readBlock()
      } else {
        body = reader.readExpression()
        if body >= 0 { reader.structure.functions[function].result = SourceExpression(body) }
      }
      reader.bracesAreBlocks = outer
    }
    endFunction(function)
    return make(.function, token: function, from: first, children: Chain(first: body, last: body))
  }

  /// Reads `async (…) => …`, `async x => …` or `async function …`.
  mutating func readAsyncFunction() -> Int32? {
    let first = index
    let next = token(index + 1)
    guard language.isScript || language == .csharp, !next.flags.contains(.startsLine) else {
      return language == .rust ? readRustAsyncBlock() : nil
    }
    if next.symbol == .function {
      advance()
      return readFunctionExpression()
    }
    if next.kind == .name, token(index + 2).symbol == .doubleArrow {
      advance()
      return readNamedLambda(parameter: index)
    }
    guard next.symbol == .openParenthesis || next.symbol == .less else { return nil }
    advance()
    if next.symbol == .less, let end = behindAngles(index) { index = end }
    if current.symbol == .openParenthesis, let lambda = readParenthesizedLambda() { return lambda }
    index = first
    return nil
  }

  private mutating func readRustAsyncBlock() -> Int32? {
    let first = index
    advance()
    _ = accept(.move)
    guard current.symbol == .openBrace else {
      index = first
      return nil
    }
    return readBlock()
  }

  /// Reads `function name(…) {…}`, `fn(…) => value` or `func(…) {…}` where a value is expected.
  mutating func readFunctionExpression() -> Int32 {
    let first = index
    let place = readFunctionDeclaration(from: first)
    return make(.function, token: place, from: first)
  }

  /// Reads a function from its word on: name, parameters, result, body.
  @discardableResult
  mutating func readFunctionDeclaration(from first: Int) -> Int {
    advance()
    _ = accept(.asterisk) || accept(.ampersand)
    // Known by its name like a parameter, but given by no position.
    var receiver: Parameter?
    if language == .go, current.symbol == .openParenthesis, token(behind(index)).kind == .name,
      token(behind(index) + 1).symbol == .openParenthesis
        || token(behind(index) + 1).symbol == .openBracket
    {
      let end = behind(index)
      receiver = readParameters().first
      index = end
    }
    if language == .kotlin { skipKotlinReceiver() }
    var name = ""
    if current.kind == .name
      || current.kind == .sign && language == .swift
        && current.symbol != .less
    {
      name = text(index)
      advance()
      while language == .swift, current.kind == .sign, current.symbol != .less { advance() }
    }
    let place = beginFunction(name, at: first)
    readSignature(of: place)
    if let receiver { structure.functions[place].parameters.append(receiver) }
    readFunctionBody(of: place)
    return place
  }

  private mutating func skipKotlinReceiver() {
    if current.symbol == .less, let end = behindAngles(index) { index = end }
    var next = index
    while token(next).kind == .name {
      var after = next + 1
      if token(after).symbol == .less { after = behindAngles(after) ?? after }
      if token(after).symbol == .question || token(after).symbol == .optionalDot {
        after += token(after).symbol == .question ? 1 : 0
      }
      guard token(after).symbol == .dot || token(after).symbol == .optionalDot else { break }
      next = after + 1
    }
    index = next
  }

  /// Reads type parameters, parameters and what the function returns.
  mutating func readSignature(of place: Int) {
    if current.symbol == .less, let end = behindAngles(index) { index = end }
    if language == .go || language == .scala {
      while current.symbol == .openBracket { index = behind(index) }
    }
    structure.functions[place].parameters = readParameters()
    while language == .scala, current.symbol == .openParenthesis {
      structure.functions[place].parameters += readParameters()
    }
    if language == .php, accept(.use), current.symbol == .openParenthesis { index = behind(index) }
    if language == .go { return skipGoResult() }
    while index < limit {
      switch current.symbol {
      case .colon, .arrow:
        advance()
        skipType()
      case .throws, .async, .where, .override:
        advance()
        if structure.tokens[index - 1].symbol != .async, current.symbol != .arrow,
          current.symbol != .openBrace
        {
          if current.symbol == .openParenthesis {
            index = behind(index)
          } else {
            skipTypeList()
          }
        }
      case .exclamation where language == .rust: advance()
      default:
        guard language == .swift, current.kind == .name, text(index) == "rethrows" else { return }
        advance()
      }
    }
  }

  mutating func skipTypeList() {
    repeat {
      skipType()
      if accept(.colon) || accept(.equalTo) { skipType() }
    } while accept(.comma)
  }

  private mutating func skipGoResult() {
    while index < limit, current.symbol != .openBrace, !current.flags.contains(.startsLine) {
      if current.kind == .name, current.symbol == .interface || current.symbol == .struct {
        advance()
        if current.symbol == .openBrace { index = behind(index) }
      } else if current.kind == .open {
        index = behind(index)
      } else if current.kind == .name || current.symbol == .asterisk || current.symbol == .dot
        || current.symbol == .leftArrow
      {
        advance()
      } else {
        return
      }
    }
  }

  /// Reads the body of a function: a block, `= value` or `=> value`; none of a declaration.
  mutating func readFunctionBody(of place: Int) {
    inScope(Scope(function: place)) { reader in
      let outer = reader.bracesAreBlocks
      reader.bracesAreBlocks = false
      switch reader.current.symbol {
      case .openBrace: _ = reader.readBlock()
      case .equals, .doubleArrow:
        guard
          reader.current.symbol == .doubleArrow || reader.language == .kotlin
            || reader.language == .scala
        else { break }
        reader.advance()
        let value =
          reader.current.symbol == .openBrace ? reader.readBlock() : reader.readExpression()
        if value >= 0 { reader.structure.functions[place].result = SourceExpression(value) }
      default: break
      }
      reader.bracesAreBlocks = outer
    }
    endFunction(place)
  }

  /// Reads `|a, b| value`.
  mutating func readRustClosure() -> Int32 {
    let first = index
    let place = beginFunction("", at: first)
    if !accept(.logicalOr) {
      advance()
      var expectsName = true
      while index < limit, current.symbol != .bar {
        if current.kind == .name, expectsName, current.symbol != .mut, current.symbol != .ref {
          structure.functions[place].parameters.append(
            Parameter(name: text(index), annotation: nil, defaultValue: nil))
          expectsName = false
        }
        if current.symbol == .comma { expectsName = true }
        index = current.kind == .open ? behind(index) : index + 1
      }
      _ = accept(.bar)
    }
    if accept(.arrow) { skipType() }
    return readLambdaBody(of: place, from: first)
  }
}
