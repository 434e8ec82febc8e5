/// What stands behind a value: members, calls, indices.
extension StructureReader {
  mutating func readPostfix(_ operand: Int32, from first: Int) -> Int32 {
    var node = operand
    while index < limit {
      let token = current
      let startsLine =
        token.flags.contains(.startsLine) && !joinsLines && language.endsStatementsAtLines
      switch token.kind {
      case .sign:
        guard let next = readSignBehind(node, from: first, startsLine: startsLine) else {
          return node
        }
        node = next
      case .open:
        guard !token.flags.contains(.element), !token.flags.contains(.hole),
          !startsLine || language.isScript,
          let next = readBracketBehind(node, from: first)
        else { return node }
        node = next
      case .string where language == .ruby, .templateHead where language == .ruby:
        guard let next = readCommand(node, from: first) else { return node }
        node = next
      case .string, .templateHead:
        guard language.isScript, isBackquoted(token), kind(node) != .string else { return node }
        var chain = Chain()
        add(node, to: &chain)
        add(readStrings(), to: &chain)
        node = make(.call, token: index - 1, from: first, children: chain, flags: .tagged)
      case .name where language == .ruby && token.symbol == .do:
        // `chat.complete do |part|`: the block says that it is a call.
        guard kind(node) == .member, !awaitsLoopBody, !startsLine else { return node }
        var chain = Chain()
        add(node, to: &chain)
        let call = make(.call, token: index - 1, from: first, children: chain)
        structure.calls.append(SourceExpression(call))
        return call
      case .name:
        guard let next = readCommand(node, from: first) else { return node }
        node = next
      default:
        guard let next = readCommand(node, from: first) else { return node }
        node = next
      }
    }
    return node
  }

  private func isBackquoted(_ token: Token) -> Bool { source[Int(token.start)] == 0x60 }

  private mutating func readSignBehind(
    _ node: Int32, from first: Int, startsLine: Bool
  ) -> Int32? {
    switch current.symbol {
    case .doubleColon where language == .python: return nil
    case .dot, .optionalDot, .doubleColon: return readMember(of: node, from: first)
    case .arrow where language == .php: return readMember(of: node, from: first)
    case .exclamation:
      return readExclamation(behind: node, from: first, startsLine: startsLine)
    case .question where language == .rust || language == .swift || language == .kotlin:
      if language == .swift, current.flags.contains(.spaced) { return nil }
      advance()
      return node
    case .increment, .decrement:
      guard !startsLine else { return nil }
      advance()
      return node
    case .less:
      guard language.hasAngleGenerics, language != .javascript, !current.flags.contains(.spaced),
        let end = behindAngles(index), acceptsGenerics(before: end, node)
      else { return nil }
      if language == .csharp || language == .kotlin || language == .swift {
        typeArgument = (behind: end, type: index + 1)
      }
      index = end
      return node
    default: return readCommand(node, from: first)
    }
  }

  /// Whether what stands behind `<…>` shows that it held the arguments of a generic.
  private func acceptsGenerics(before end: Int, _ node: Int32) -> Bool {
    guard kind(node) == .name || kind(node) == .member else { return false }
    let next = token(end)
    switch next.symbol {
    case .openParenthesis, .doubleColon: return true
    case .dot, .openBrace, .openBracket: return !language.isScript
    default:
      if language.isScript {
        return next.kind == .templateHead || isBackquoted(next) && next.kind == .string
      }
      return language.putsTypesFirst && next.kind == .name
        || language.putsTypesFirst && (next.symbol == .greater || next.symbol == .question)
    }
  }

  private mutating func readExclamation(
    behind node: Int32, from first: Int, startsLine: Bool
  ) -> Int32? {
    if language == .rust, kind(node) == .name || kind(node) == .member,
      token(index + 1).kind == .open
    {
      // The text of a macro is read as arguments, but the macro is no call.
      advance()
      var chain = Chain()
      add(node, to: &chain)
      readArguments(into: &chain)
      return make(.opaque, token: index - 1, from: first, children: chain)
    }
    guard !current.flags.contains(.spaced), !startsLine,
      language != .python && language != .ruby && language != .php
    else { return nil }
    advance()
    return node
  }

  private mutating func readMember(of node: Int32, from first: Int) -> Int32? {
    let sign = current
    let isGenericPath = token(index + 1).symbol == .less
    if sign.symbol == .optionalDot || language == .ruby && sign.symbol == .dot,
      token(index + 1).kind == .open
    {
      // `f?.(x)`, `list?.[0]`, and Ruby's `block.(x)`.
      advance()
      return node
    }
    if language.isScript, sign.symbol == .doubleColon { return nil }
    if isGenericPath, let end = behindAngles(index + 1) {
      index = end
      if language == .java, current.kind == .name {
        advance()
        return member(of: node, token: index - 1, from: first)
      }
      return node
    }
    if token(index + 1).kind == .open, language == .go || language == .scala || language == .kotlin
    {
      // A type assertion, `value.(Type)`.
      index = behind(index + 1)
      return node
    }
    if language == .php, token(index + 1).symbol == .openBrace {
      index = behind(index + 1)
      return node
    }
    guard token(index + 1).kind == .name || token(index + 1).kind == .number else {
      advance()
      return node
    }
    advance()
    advance()
    return member(of: node, token: index - 1, from: first)
  }

  private mutating func member(of node: Int32, token: Int, from first: Int) -> Int32 {
    make(.member, token: token, from: first, children: Chain(first: node, last: node))
  }

  private mutating func readBracketBehind(_ node: Int32, from first: Int) -> Int32? {
    switch current.symbol {
    case .openParenthesis:
      if language == .ruby, current.flags.contains(.spaced) {
        return readCommand(node, from: first)
      }
      guard isCallable(node) else { return nil }
      return readCall(of: node, from: first)
    case .openBracket:
      if language == .ruby, current.flags.contains(.spaced) {
        return readCommand(node, from: first)
      }
      if language == .csharp, kind(node) == .number { return nil }
      var chain = Chain()
      add(node, to: &chain)
      readArguments(into: &chain)
      return make(.subscript, token: index - 1, from: first, children: chain)
    case .openBrace: return readBraceBehind(node, from: first)
    default: return nil
    }
  }

  private func isCallable(_ node: Int32) -> Bool {
    switch kind(node) {
    case .number, .boolean, .null, .regularExpression: language == .python || language.isScript
    case .string, .template, .list: language == .python || language == .php
    default: true
    }
  }

  mutating func readCall(
    of node: Int32, from first: Int, flags: ExpressionNode.Flags = []
  ) -> Int32 {
    let open = index
    var chain = Chain()
    add(node, to: &chain)
    // Noted before its arguments are read, so that calls are in the order of the text.
    let place = structure.calls.count
    structure.calls.append(SourceExpression(-1))
    let type = typeArgument.flatMap { $0.behind == open ? typeName(at: $0.type) : nil } ?? -1
    readArguments(into: &chain)
    if type >= 0 {
      add(
        make(.declared, token: open, from: open, children: Chain(first: type, last: type)),
        to: &chain)
    }
    let call = make(.call, token: open, from: first, children: chain, flags: flags)
    structure.calls[place] = SourceExpression(call)
    return call
  }

  /// Reads the braces behind a value: a struct literal, an initializer or a trailing closure.
  private mutating func readBraceBehind(_ node: Int32, from first: Int) -> Int32? {
    guard !bracesAreBlocks else { return nil }
    switch language {
    case .go, .rust:
      guard kind(node) == .name || kind(node) == .member || kind(node) == .subscript else {
        return nil
      }
      if !joinsLines, language == .rust, !isCapitalized(node) { return nil }
      var chain = Chain()
      add(node, to: &chain)
      let entries = readBrace()
      add(entries, to: &chain)
      return make(.opaque, token: first, from: first, children: chain)
    case .kotlin, .swift, .scala: return readTrailingClosure(behind: node, from: first)
    case .ruby: return readRubyBlock(behind: node, from: first)
    default: return nil
    }
  }

  private func isCapitalized(_ node: Int32) -> Bool {
    let start = structure.token(structure.nodes[Int(node)].token).start
    return (0x41...0x5A).contains(source[Int(start)])
  }

  mutating func readTrailingClosure(behind node: Int32, from first: Int) -> Int32? {
    let isCall = kind(node) == .call
    guard isCall || kind(node) == .name || kind(node) == .member,
      structure.token(structure.nodes[Int(node)].last).symbol != .closeBrace
    else { return nil }
    let open = index
    let place = structure.calls.count
    if !isCall { structure.calls.append(SourceExpression(-1)) }
    let block = readBuilderBlock()
    var chain = Chain()
    if isCall {
      // One more argument of the call.
      var last = structure.nodes[Int(node)].child
      while last >= 0, structure.nodes[Int(last)].next >= 0 {
        last = structure.nodes[Int(last)].next
      }
      if last >= 0 { structure.nodes[Int(last)].next = block }
      structure.nodes[Int(node)].last = UInt32(truncatingIfNeeded: max(first, index - 1))
      return node
    }
    add(node, to: &chain)
    add(block, to: &chain)
    let call = make(.call, token: open, from: first, children: chain)
    structure.calls[place] = SourceExpression(call)
    return call
  }
}
