/// Classes and their like, in the languages with braces.
extension StructureReader {
  /// Reads a class from its word on.
  @discardableResult
  mutating func readClass(from first: Int) -> Int {
    let word = structure.tokens[index].kind == .name ? current.symbol : .none
    if word == .class || word == .struct || word == .interface || word == .trait || word == .enum
      || word == .protocol || word == .extension || word == .impl || word == .record
      || word == .actor || word == .module || word == .mod || word == .object || word == .mixin
      || word == .union || word == .namespace
    {
      advance()
    }
    _ = accept(.class) || accept(.struct) || accept(.enum) || accept(.interface)
    if current.symbol == .less, let end = behindAngles(index) { index = end }
    var name = ""
    if current.kind == .name || current.kind == .string, current.symbol != .extends,
      current.symbol != .implements
    {
      name = current.kind == .string ? structure.unquoted(current) : text(index)
      advance()
      while current.symbol == .dot || current.symbol == .doubleColon, token(index + 1).kind == .name
      {
        name += text(index) + text(index + 1)
        index += 2
      }
    }
    if word == .impl { return readImplementation(name, from: first) }
    let place = beginClass(name, at: first)
    structure.classes[place].isExtension = word == .extension
    if current.symbol == .less, let end = behindAngles(index) { index = end }
    if language == .scala, current.symbol == .openBracket { index = behind(index) }
    inScope(Scope(class: place)) { reader in
      if reader.language != .rust { reader.readHeader(of: place) }
      if reader.current.symbol == .openBrace { reader.readBody(isEnumeration: word == .enum) }
    }
    endClass(place)
    return place
  }

  private mutating func readImplementation(_ name: String, from first: Int) -> Int {
    if current.symbol == .less, let end = behindAngles(index) { index = end }
    var (name, base) = (name, -1 as Int32)
    if accept(.for) {
      base = make(.name, token: index - 2, from: index - 2)
      name = text(index)
    }
    while index < limit, current.symbol != .openBrace {
      index = current.kind == .open ? behind(index) : index + 1
    }
    let place = beginClass(name, at: first)
    if base >= 0 { structure.classes[place].bases = [SourceExpression(base)] }
    inScope(Scope(class: place)) { reader in
      if reader.current.symbol == .openBrace { reader.readBody(isEnumeration: false) }
    }
    endClass(place)
    return place
  }

  /// Reads parameters and bases, to the body.
  private mutating func readHeader(of place: Int) {
    while index < limit {
      let token = current
      switch token.symbol {
      case .openBrace, .semicolon: return
      case .openParenthesis:
        if token.flags.contains(.startsLine), !joinsLines { return }
        if structure.classes[place].bases.isEmpty {
          readHeadParameters()
        } else {
          readBaseArguments(of: place)
        }
      case .less: index = behindAngles(index) ?? index + 1
      case .openBracket: index = behind(index)
      case .where:
        while index < limit, current.symbol != .openBrace, current.symbol != .semicolon {
          advance()
        }
        return
      case .at:
        advance()
        readAnnotation()
      case .by: return
      case .colon, .comma, .extends, .implements, .with, .ampersand, .doubleColon: advance()
      default:
        if token.flags.contains(.startsLine), language == .kotlin || language == .scala,
          structure.tokens[index - 1].symbol != .comma,
          structure.tokens[index - 1].symbol != .colon,
          token.symbol != .extends
        {
          return
        }
        guard token.kind == .name || token.kind == .open else { return advance() }
        readBase(of: place)
      }
    }
  }

  /// Reads what the last base is given: `class Search : Tool(name = "search")`.
  private mutating func readBaseArguments(of place: Int) {
    let (open, last) = (index, structure.classes[place].bases.count - 1)
    let base = structure.classes[place].bases[last].index
    var chain = Chain(first: base, last: base)
    readArguments(into: &chain)
    let call = make(.opaque, token: open, from: firstToken(base), children: chain)
    structure.classes[place].bases[last] = SourceExpression(call)
  }

  private mutating func readBase(of place: Int) {
    let first = index
    if language.isScript {
      let base = readOperand()
      if base >= 0 { structure.classes[place].bases.append(SourceExpression(base)) }
      if index == first { advance() }
      return
    }
    advance()
    var node = make(.name, token: first, from: first)
    while current.symbol == .dot, token(index + 1).kind == .name {
      index += 2
      node = make(.member, token: index - 1, from: first, children: Chain(first: node, last: node))
    }
    structure.classes[place].bases.append(SourceExpression(node))
  }

  private mutating func readBody(isEnumeration: Bool) {
    if language.isScript, !isEnumeration { return readScriptMembers() }
    inBracket(joinsLines: false) { reader in
      let outer = reader.memberDepth
      reader.memberDepth = reader.depth
      if isEnumeration { reader.readEnumerators() }
      reader.readStatements()
      reader.memberDepth = outer
    }
  }

  /// Reads the constants at the beginning of an enumeration: `A("x"), B { … }, C = 1`.
  private mutating func readEnumerators() {
    guard language != .swift, language != .scala, language != .php else { return }
    if language == .rust { return index = limit }
    while index < limit, current.symbol != .semicolon {
      let first = index
      if accept(.at) {
        readAnnotation()
      } else if current.symbol == .openBracket {
        readAttributes()
      } else if current.kind == .name || current.kind == .string {
        advance()
        let name = make(.name, token: first, from: first)
        var chain = Chain()
        if current.symbol == .openParenthesis { readArguments(into: &chain) }
        if current.symbol == .openBrace { _ = readBlock() }
        if accept(.equals) { assign(readExpression(), to: name) }
      }
      if index == first { advance() }
    }
  }

  mutating func readClassExpression() -> Int32 {
    let first = index
    if token(index + 1).kind != .name, token(index + 1).kind != .open {
      advance()
      return make(.name, token: first, from: first)
    }
    // A class as a base of a class takes more of the stack than other nesting.
    depth += 2
    defer { depth -= 2 }
    let place = readClass(from: first)
    return make(.classDefinition, token: place, from: first)
  }

  mutating func readKotlinObject() -> Int32 {
    let first = index
    guard token(index + 1).symbol == .colon || token(index + 1).symbol == .openBrace else {
      advance()
      return make(.name, token: first, from: first)
    }
    advance()
    let place = beginClass("", at: first)
    inScope(Scope(class: place)) { reader in
      reader.readHeader(of: place)
      if reader.current.symbol == .openBrace { reader.readBody(isEnumeration: false) }
    }
    endClass(place)
    return make(.classDefinition, token: place, from: first)
  }

  /// Reads `new Type(…)` with the initializer or body behind it.
  mutating func readNew() -> Int32 {
    let first = index
    advance()
    if current.symbol == .dot || current.symbol == .equals || current.symbol == .comma
      || index >= limit
    {
      return make(.name, token: first, from: first)
    }
    if language == .php, current.symbol == .class {
      advance()
      var chain = Chain()
      if current.symbol == .openParenthesis { readArguments(into: &chain) }
      let place = beginClass("", at: first)
      inScope(Scope(class: place)) { reader in
        reader.readHeader(of: place)
        if reader.current.symbol == .openBrace { reader.readBody(isEnumeration: false) }
      }
      endClass(place)
      return make(.classDefinition, token: place, from: first)
    }
    let calleeStart = index
    var callee = readNewCallee()
    if callee < 0 { callee = typeOfContext(ofNew: first) }
    if current.symbol == .less, let end = behindAngles(index) { index = end }
    if current.symbol == .question, language == .csharp { advance() }
    if current.symbol == .openBracket {
      // An array: sizes, then values.
      while current.symbol == .openBracket {
        var sizes = Chain()
        readArguments(into: &sizes)
      }
      return current.symbol == .openBrace ? readBrace() : make(.list, token: first, from: first)
    }
    guard current.symbol == .openParenthesis else {
      let call = make(
        .call, token: first, from: first, children: Chain(first: callee, last: callee), flags: .new)
      structure.calls.append(SourceExpression(call))
      if current.symbol == .openBrace, language == .csharp { appendArgument(readBrace(), to: call) }
      return call
    }
    let call = readCall(of: callee, from: first, flags: .new)
    if current.symbol == .openBrace, !language.isScript, language != .php {
      if language == .csharp {
        appendArgument(readBrace(), to: call)
      } else {
        let place = beginClass("", at: calleeStart)
        structure.classes[place].bases = [SourceExpression(callee)]
        inScope(Scope(class: place)) { $0.readBody(isEnumeration: false) }
        endClass(place)
      }
    }
    return call
  }

  /// What `new(…)` makes where only the context tells: the type of the variable, the result or the elements.
  private mutating func typeOfContext(ofNew first: Int) -> Int32 {
    var type: Int32 = -1
    if let declared = declaredNew, declared.word == first {
      // `Type name = new(…)`
      type = typeName(at: declared.type)
    } else if let place = resultType(ofNew: first) ?? elementType(ofNew: first) {
      type = typeName(at: place)
    }
    return type < 0 ? make(.name, token: first, from: first) : type
  }

  /// The type that the function gives whose result `new(…)` is: behind `return` or `=>`.
  private func resultType(ofNew first: Int) -> Int? {
    guard let declared = declaredResult, declared.function == scope, first > 0 else { return nil }
    let before = structure.tokens[first - 1].symbol
    return before == .return || before == .doubleArrow ? declared.type : nil
  }

  private mutating func appendArgument(_ argument: Int32, to call: Int32) {
    var last = structure.nodes[Int(call)].child
    while last >= 0, structure.nodes[Int(last)].next >= 0 { last = structure.nodes[Int(last)].next }
    if last >= 0 { structure.nodes[Int(last)].next = argument }
    structure.nodes[Int(call)].last = UInt32(truncatingIfNeeded: max(index - 1, 0))
  }

  private mutating func readNewCallee() -> Int32 {
    let first = index
    switch current.symbol {
    case .openParenthesis:
      if language == .csharp { return -1 }
      return readParenthesis()
    case .new: return readOperand()
    case .class, .function: return language.isScript ? readUnary() : -1
    default: break
    }
    guard current.kind == .name else { return -1 }
    advance()
    var node = make(.name, token: first, from: first)
    while current.symbol == .dot || current.symbol == .doubleColon
      || current.symbol == .arrow && language == .php,
      token(index + 1).kind == .name
    {
      index += 2
      node = make(.member, token: index - 1, from: first, children: Chain(first: node, last: node))
      if current.symbol == .less, let end = behindAngles(index), token(end).symbol == .dot {
        index = end
      }
    }
    while language.isScript, current.symbol == .openBracket {
      var chain = Chain(first: node, last: node)
      readArguments(into: &chain)
      node = make(.subscript, token: index - 1, from: first, children: chain)
    }
    return node
  }
}
