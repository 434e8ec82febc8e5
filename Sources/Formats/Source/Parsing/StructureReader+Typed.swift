/// Declarations that begin with a type, and attributes.
extension StructureReader {
  /// Reads `modifiers Type name(…)` or goes on to the name of `Type name = …`. Gives whether it was a
  /// function.
  mutating func readTypedDeclaration() -> Bool {
    let first = index
    var next = index
    while isModifier(token(next)) { next += 1 }
    if token(next).symbol == .class || token(next).symbol == .struct
      || token(next).symbol == .interface || token(next).symbol == .enum
      || token(next).symbol == .record && token(next + 1).kind == .name
        && token(next + 1).symbol != .equals && token(next + 2).symbol != .equals
    {
      guard next > index else { return false }
      index = next
      readClass(from: first)
      return true
    }
    if token(next).symbol == .less { next = behindAngles(next) ?? next }
    let isMember = scope.classDefinition != nil && depth == memberDepth
    if isMember, token(next).kind == .name, token(next + 1).symbol == .openParenthesis {
      return readTypedFunction(name: next, from: first)
    }
    guard var end = behindTypeName(next) else {
      if next > index { index = next }
      return next > first
    }
    if token(end).symbol == .operator || token(end).symbol == .get && token(end + 1).kind == .name {
      end += 1
      if token(end).kind == .sign { return readTypedFunction(name: end, type: next, from: first) }
    }
    guard token(end).kind == .name, !isReserved(token(end).symbol), !token(end).isBinaryWord else {
      if next > index, token(next).kind == .name { index = next }
      return false
    }
    var name = end
    while token(name + 1).symbol == .dot, token(name + 2).kind == .name { name += 2 }
    var open = name + 1
    if token(open).symbol == .less { open = behindAngles(open) ?? open }
    if token(open).symbol == .openParenthesis {
      return readTypedFunction(name: name, type: next, from: first)
    }
    let injected = token(end + 1).symbol == .semicolon ? injectedValue(from: firstDecorator) : -1
    dropDecorators()
    declareTyped(name: end, type: next)
    if injected >= 0 { assign(injected, to: make(.name, token: end, from: end)) }
    index = end
    return false
  }

  /// Notes the type of the variable, field or property that is declared.
  private mutating func declareTyped(name: Int, type: Int) {
    switch token(name + 1).symbol {
    case .equals, .semicolon, .comma, .openBrace, .doubleArrow: break
    default: return
    }
    declare(name, as: typeName(at: type))
    if token(name + 1).symbol == .equals, token(name + 2).symbol == .new {
      declaredNew = (word: name + 2, type: type)
    }
    if token(name + 1).symbol == .equals { declareElements(of: type, from: name + 2) }
  }

  /// Notes the type of the elements where a list is declared: `List<T> x = [new(…)]`,
  /// `new List<T> { new(…) }`.
  private mutating func declareElements(of type: Int, from value: Int) {
    var open = value
    while open < value + 16, token(open).symbol != .openBracket, token(open).symbol != .openBrace,
      token(open).symbol != .semicolon
    {
      open = token(open).symbol == .openParenthesis ? behind(open) : open + 1
    }
    var angle = token(value).symbol == .new ? value + 1 : type
    while angle < open, token(angle).kind == .name || token(angle).symbol == .dot { angle += 1 }
    guard token(open).kind == .open, token(angle).symbol == .less else { return }
    declaredElements = (open, angle + 1)
  }

  /// The type of the list that `new(…)` is an element of.
  func elementType(ofNew word: Int) -> Int? {
    guard let declared = declaredElements, word > declared.open, word < behind(declared.open) else {
      return nil
    }
    let before = structure.tokens[word - 1]
    if word - 1 == declared.open { return declared.type }
    // Behind a comma that stands in no bracket within the list.
    guard before.symbol == .comma else { return nil }
    var next = declared.open + 1
    while next < word {
      next = token(next).kind == .open ? behind(next) : next + 1
    }
    return next == word ? declared.type : nil
  }

  private mutating func readTypedFunction(name: Int, type: Int = -1, from first: Int) -> Bool {
    let outer = declaredResult
    defer { declaredResult = outer }
    let place = beginFunction(text(name), at: first)
    declaredResult = type < 0 ? nil : (Scope(function: place), type)
    index = name + 1
    if current.symbol == .less, let end = behindAngles(index) { index = end }
    guard current.symbol == .openParenthesis else {
      endFunction(place)
      return true
    }
    structure.functions[place].parameters = readParameters()
    inScope(Scope(function: place)) { reader in
      while reader.index < reader.limit {
        switch reader.current.symbol {
        case .throws, .where, .comma, .async, .asterisk: reader.advance()
        case .colon, .default:
          // What a constructor hands on; the default of an annotation's member.
          reader.advance()
          reader.readConstructorCalls()
        default:
          guard reader.current.kind == .name,
            reader.current.symbol == .none || reader.current.symbol == .class
          else { return }
          reader.skipType()
          if reader.current.symbol == .colon { reader.skipTypeList() }
        }
      }
    }
    readFunctionBody(of: place)
    return true
  }

  private mutating func readConstructorCalls() {
    while index < limit, current.symbol != .openBrace, current.symbol != .semicolon,
      current.symbol != .doubleArrow
    {
      let before = index
      if language == .csharp, current.kind == .name, token(index + 1).symbol == .openParenthesis {
        advance()
        var chain = Chain()
        readArguments(into: &chain)
      } else {
        let outer = bracesAreBlocks
        bracesAreBlocks = true
        _ = readExpression()
        bracesAreBlocks = outer
      }
      if index == before { advance() }
    }
  }

  private func isModifier(_ token: Token) -> Bool {
    switch token.symbol {
    case .public, .private, .protected, .static, .final, .abstract, .override, .virtual, .async,
      .sealed, .internal, .readonly, .native, .synchronized, .default, .extern, .external, .unsafe,
      .partial, .const, .late, .covariant, .factory, .volatile, .new, .required, .implicit, .event,
      .ref, .delegate, .params, .out, .in:
      token.symbol != .new || language == .csharp && depth == memberDepth && index == self.index
    default: false
    }
  }

  /// The index behind the name of a type: `a.B<C>[]?`.
  private func behindTypeName(_ start: Int) -> Int? {
    var next = start
    if language == .csharp, token(next).symbol == .openParenthesis {
      next = behind(next)
    } else {
      guard token(next).kind == .name else { return nil }
      switch token(next).symbol {
      case .none, .void, .var, .object, .map, .params, .type, .record, .data, .module, .event,
        .match,
        .set, .partial, .union, .function, .mixin:
        break
      default: return nil
      }
      next += 1
    }
    while next < limit {
      switch token(next).symbol {
      case .dot where token(next + 1).kind == .name: next += 2
      case .doubleColon where token(next + 1).kind == .name: next += 2
      case .less:
        guard let end = behindAngles(next) else { return nil }
        next = end
      case .question where language == .csharp || language == .dart: next += 1
      case .openBracket where behind(next) == next + 2 || token(next + 1).symbol == .comma:
        next = behind(next)
      case .ellipsis: next += 1
      default: return next
      }
    }
    return next
  }

  /// Reads `#[name(…)]` or `[Name(…), …]`.
  mutating func readAttributes() {
    if current.symbol == .hash { advance() }
    _ = accept(.exclamation)
    guard current.symbol == .openBracket else { return }
    inBracket(joinsLines: true) { reader in
      while reader.index < reader.limit {
        let first = reader.index
        if reader.current.kind == .name {
          reader.readAnnotation()
        } else if reader.current.kind == .open {
          reader.index = reader.behind(first)
        }
        if reader.index == first { reader.advance() }
      }
    }
  }
}

extension Token {
  /// Whether the word stands between two operands.
  fileprivate var isBinaryWord: Bool {
    switch symbol {
    case .instanceof, .is, .as, .in, .with, .and, .or, .switch, .not: true
    default: false
    }
  }
}
