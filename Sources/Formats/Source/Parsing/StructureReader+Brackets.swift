extension StructureReader {
  /// Reads the arguments of a call or index that opens here.
  mutating func readArguments(into chain: inout Chain) {
    var arguments = chain
    inBracket(joinsLines: true) { reader in
      while reader.index < reader.limit {
        let before = reader.index
        reader.add(reader.readArgument(), to: &arguments)
        if reader.index == before { reader.advance() }
      }
    }
    chain = arguments
  }

  private mutating func readArgument() -> Int32 {
    let (first, token, next) = (index, current, token(index + 1))
    if language == .swift || language == .kotlin || language == .php || language == .csharp {
      if token.symbol == .at || token.symbol == .hash { advance() }
    }
    let isName = token.kind == .name
    if isName, next.symbol == .equals, language.namesArgumentsByEquals {
      return readNamedArgument(behind: first + 2)
    }
    if next.symbol == .colon, language.namesArgumentsByColon,
      isName || token.kind == .string && language == .ruby
    {
      return readNamedArgument(behind: first + 2)
    }
    let value = readExpression()
    if language == .ruby, value >= 0, accept(.doubleArrow) {
      var chain = Chain()
      add(value, to: &chain)
      add(readExpression(), to: &chain)
      return make(.pair, token: first, from: first, children: chain)
    }
    guard language == .python, value >= 0, current.symbol == .for || current.symbol == .async else {
      return value
    }
    return readComprehension(of: value, .list, from: first)
  }

  private mutating func readNamedArgument(behind start: Int) -> Int32 {
    let first = index
    index = start
    var chain = Chain()
    add(readExpression(), to: &chain)
    return make(.keyword, token: first, from: first, children: chain)
  }

  /// Reads the rest of `element for x in y if z`, to the end of the bracket.
  mutating func readComprehension(
    of element: Int32, _ kind: SourceExpression.Kind, from first: Int
  ) -> Int32 {
    var chain = Chain()
    add(element, to: &chain)
    while index < limit {
      let before = index
      add(readExpression(), to: &chain)
      if index == before { advance() }
    }
    return make(kind, token: first, from: first, children: chain, flags: .comprehension)
  }

  /// Reads what stands in parentheses: one value, several, or the parameters of a lambda.
  mutating func readParenthesis() -> Int32 {
    let open = index
    if let lambda = readParenthesizedLambda() { return lambda }
    var (chain, hasComma) = (Chain(), false)
    inBracket(joinsLines: true) { reader in
      while reader.index < reader.limit {
        let before = reader.index
        if reader.current.symbol == .comma { hasComma = true }
        reader.add(reader.readExpression(), to: &chain)
        if reader.index == before { reader.advance() }
      }
    }
    if !hasComma, chain.first >= 0, chain.first == chain.last {
      structure.nodes[Int(chain.first)].flags.insert(.parenthesized)
      if language == .python { return chain.first }
      // A cast: the value follows the type in parentheses.
      if language.putsTypesFirst || language == .php, let cast = readCastOperand() { return cast }
    }
    return make(.tuple, token: open, from: open, children: chain)
  }

  private mutating func readCastOperand() -> Int32? {
    switch current.kind {
    case .name where !isReserved(current.symbol), .string, .templateHead, .number:
      guard current.symbol != .instanceof, current.symbol != .is, current.symbol != .as else {
        return nil
      }
      return readOperand()
    default: return nil
    }
  }

  /// Reads a list: values between brackets.
  mutating func readListing(_ kind: SourceExpression.Kind) -> Int32 {
    let open = index
    var (chain, isComprehension) = (Chain(), false)
    inBracket(joinsLines: true) { reader in
      while reader.index < reader.limit {
        let before = reader.index
        let symbol = reader.current.symbol
        if reader.language == .python, symbol == .for { isComprehension = true }
        if reader.language == .ruby || reader.language == .php || reader.language == .swift
          || reader.language == .dart || reader.language == .kotlin
        {
          reader.readEntry(&chain)
        } else {
          reader.add(reader.readExpression(), to: &chain)
        }
        if reader.index == before { reader.advance() }
      }
    }
    if language == .go,
      current.kind == .name || current.symbol == .asterisk || current.symbol == .openBracket
    {
      // `[]Type{…}`: the list is part of a type.
      return readGoLiteralType(from: open)
    }
    let hasPairs = chain.first >= 0 && self.kind(chain.first) == .pair
    return make(
      hasPairs ? .object : kind, token: open, from: open, children: chain,
      flags: isComprehension ? .comprehension : [])
  }

  private mutating func readGoLiteralType(from open: Int) -> Int32 {
    while current.symbol == .asterisk || current.symbol == .openBracket {
      if current.symbol == .asterisk { advance() } else { index = behind(index) }
    }
    if current.symbol == .func { return readFunctionExpression() }
    guard current.kind == .name else { return make(.list, token: open, from: open) }
    var type = index
    while token(type + 1).symbol == .dot, token(type + 2).kind == .name { type += 2 }
    skipGoElementType()
    guard current.symbol == .openBrace else { return make(.list, token: open, from: open) }
    // The values between the braces are the list's.
    let brace = readBrace()
    let first = structure.nodes[Int(brace)].child
    structure.nodes[Int(brace)].child = -1
    // The list goes by the type of its elements.
    return make(.list, token: type, from: open, children: Chain(first: first, last: first))
  }

  /// Reads `map[Key]Value{…}`: what stands between its braces.
  mutating func readGoMap() -> Int32 {
    let first = index
    skipGoElementType()
    guard current.symbol == .openBrace, !current.flags.contains(.spaced) else {
      return make(.name, token: first, from: first)
    }
    return readBrace()
  }

  /// Goes over the type of the elements of a list or map: `map[string][]*interface{}`.
  private mutating func skipGoElementType() {
    while index < limit {
      switch current.symbol {
      case .asterisk: advance()
      case .openBracket: index = behind(index)
      case .map: advance()
      case .interface, .struct:
        advance()
        if current.symbol == .openBrace { index = behind(index) }
        return
      default: return skipType()
      }
    }
  }

  /// Reads a value, a pair or a spread in an object or list.
  mutating func readEntry(_ chain: inout Chain) {
    let first = index
    let key: Int32
    if current.kind == .name, token(index + 1).symbol == .colon, token(index + 1).kind == .sign {
      advance()
      key = make(.name, token: first, from: first)
    } else {
      key = readExpression()
    }
    guard key >= 0 else { return }
    guard current.symbol == .colon || current.symbol == .doubleArrow else {
      guard language == .python, current.symbol == .for || current.symbol == .async else {
        return add(key, to: &chain)
      }
      return add(readComprehension(of: key, .set, from: first), to: &chain)
    }
    advance()
    var pair = Chain()
    add(key, to: &pair)
    add(readExpression(), to: &pair)
    add(make(.pair, token: first, from: first, children: pair), to: &chain)
    if language == .python, current.symbol == .for || current.symbol == .async {
      while index < limit {
        let before = index
        add(readExpression(), to: &chain)
        if index == before { advance() }
      }
    }
  }

  /// Reads braces where a value is expected: an object, a dictionary, a set or a lambda.
  mutating func readBrace() -> Int32 {
    switch language {
    case .python, .go, .rust, .dart, .ruby, .java, .csharp, .php: return readDictionary()
    case .javascript, .typescript, .tsx: return readObject()
    case .kotlin, .swift, .scala: return readBlock()
    }
  }

  private mutating func readDictionary() -> Int32 {
    let open = index
    var chain = Chain()
    inBracket(joinsLines: true) { reader in
      while reader.index < reader.limit {
        let before = reader.index
        if reader.language == .csharp, reader.current.kind == .name,
          reader.token(reader.index + 1).symbol == .equals
        {
          reader.add(reader.readInitializer(), to: &chain)
        } else {
          reader.readEntry(&chain)
        }
        if reader.index == before { reader.advance() }
      }
    }
    let isSet =
      language == .python && chain.first >= 0 && kind(chain.first) != .pair
      && structure.nodes[Int(chain.first)].symbol != .power
    let isList = language == .java && chain.first >= 0
    return make(
      isSet ? .set : isList ? .list : .object, token: open, from: open, children: chain)
  }

  /// Reads `Member = value` in the initializer of a C# object.
  private mutating func readInitializer() -> Int32 {
    let first = index
    advance()
    let key = make(.name, token: first, from: first)
    advance()
    var pair = Chain()
    add(key, to: &pair)
    add(readExpression(), to: &pair)
    return make(.pair, token: first, from: first, children: pair)
  }

  /// Reads statements between braces.
  mutating func readBlock() -> Int32 {
    let (open, outer) = (index, builderSteps)
    builderSteps = nil
    inBracket(joinsLines: false) { $0.readStatements() }
    builderSteps = outer
    return make(.block, token: open, from: open)
  }

  /// Reads the statements that a function takes as its last argument. Values that stand there as statements are
  /// what builders are made of: `prompt("x") { system("…") }`.
  mutating func readBuilderBlock() -> Int32 {
    let (open, outer) = (index, builderSteps)
    builderSteps = Chain()
    inBracket(joinsLines: false) { $0.readStatements() }
    let steps = builderSteps ?? Chain()
    builderSteps = outer
    return make(.block, token: open, from: open, children: steps)
  }
}
