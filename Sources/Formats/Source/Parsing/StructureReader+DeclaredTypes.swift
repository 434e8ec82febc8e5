/// Types that declarations name: what is known of a value that is given elsewhere.
extension StructureReader {
  /// The name of the type that begins at a token, without its arguments: `a.B` of `*a.B<C>`. -1 where it is
  /// a plain type that says nothing of a library.
  mutating func typeName(at start: Int) -> Int32 {
    var first = start
    while first < limit, isTypePrefix(token(first)) { first += 1 }
    guard first < limit, token(first).kind == .name else { return -1 }
    var last = first
    while last + 2 < limit, token(last + 2).kind == .name,
      token(last + 1).symbol == .dot || token(last + 1).symbol == .doubleColon
        || token(last + 1).symbol == .backslash
    {
      last += 2
    }
    if token(last + 1).symbol == .less, Self.wrappers.contains(text(last)) {
      return typeName(at: last + 2)
    }
    guard isTelling(last, isQualified: last > first) else { return -1 }
    var node = make(.name, token: first, from: first)
    for part in stride(from: first + 2, through: last, by: 2) {
      node = make(.member, token: part, from: first, children: Chain(first: node, last: node))
    }
    return node
  }

  private func isTypePrefix(_ token: Token) -> Bool {
    switch token.symbol {
    case .asterisk, .ampersand, .question, .ellipsis, .mut, .inout, .readonly, .some, .any, .final,
      .const, .ref, .backslash:
      true
    default: false
    }
  }

  /// Whether the name of a type is that of a class, and none that every program uses.
  private func isTelling(_ place: Int, isQualified: Bool) -> Bool {
    let token = token(place)
    guard token.end > token.start else { return false }
    guard (0x41...0x5A).contains(source[Int(token.start)]) else {
      // `chatService`: types of one's own that other packages of Go do not see.
      return language == .go
        && (token.start..<token.end).contains { (0x41...0x5A).contains(source[Int($0)]) }
    }
    return isQualified || !Self.plainTypes.contains(text(place))
  }

  /// Types that hold a value of the type that is their argument.
  private static let wrappers: Set<String> = [
    "Task", "ValueTask", "Lazy", "Optional", "Option", "Arc", "Rc", "Box", "Mutex", "RwLock",
    "CompletableFuture", "Mono", "Uni", "IOptions",
  ]

  private static let plainTypes: Set<String> = [
    "String", "Integer", "Long", "Short", "Byte", "Boolean", "Bool", "Double", "Float", "Object",
    "Int", "Any", "List", "Map", "Set", "Collection", "Array", "Dictionary", "Optional", "Void",
    "Character", "Date", "Instant", "Duration", "Logger", "ILogger", "Path", "File", "URL", "URI",
    "Uri", "UUID", "Task", "Promise", "Record", "Class", "Number",
  ]

  /// Notes that what a token names is of a type.
  mutating func declare(_ name: Int, as type: Int32) {
    guard type >= 0 else { return }
    let target = make(.name, token: name, from: name)
    let value = make(.declared, token: name, from: name, children: Chain(first: type, last: type))
    assign(value, to: target)
  }

  /// Where the name of the type begins that stands before the name of a parameter.
  func typeStart(before name: Int, notBefore first: Int) -> Int? {
    var end = name - 1
    var steps = 0
    while end >= first, steps < 96 {
      steps += 1
      let token = token(end)
      if token.kind == .name {
        while end - 2 >= first, self.token(end - 1).symbol == .dot,
          self.token(end - 2).kind == .name
        {
          end -= 2
        }
        return end
      }
      switch token.symbol {
      case .greater: end = angleStart(end, notBefore: first) - 1
      case .question, .ellipsis, .ampersand, .asterisk, .openBracket, .closeBracket: end -= 1
      default: return nil
      }
    }
    return nil
  }

  private func angleStart(_ close: Int, notBefore first: Int) -> Int {
    var (depth, place) = (0, close)
    while place >= first {
      if token(place).symbol == .greater { depth += 1 }
      if token(place).symbol == .less {
        depth -= 1
        if depth == 0 { return place }
      }
      place -= 1
    }
    return first
  }

  /// Reads the parameters in the head of a class: they are its attributes.
  mutating func readHeadParameters() {
    guard current.symbol == .openParenthesis else { return }
    inBracket(joinsLines: true) { reader in
      while reader.index < reader.limit {
        let before = reader.index
        if let parameter = reader.readParameter(until: .comma), let name = reader.parameterName {
          reader.declare(name, as: parameter.annotation?.index ?? -1)
        }
        if reader.index == before { reader.advance() }
      }
    }
  }

  /// Reads the fields of a Go struct.
  mutating func readGoFields() {
    guard current.symbol == .openBrace else { return }
    inBracket(joinsLines: false) { reader in
      while reader.index < reader.limit {
        let name = reader.index
        let isField =
          reader.current.kind == .name && reader.current.flags.contains(.startsLine)
          && !reader.token(name + 1).flags.contains(.startsLine)
          && reader.token(name + 1).symbol != .dot
        if isField {
          let type = reader.typeName(at: name + 1)
          reader.declare(name, as: type)
        } else if let end = reader.endOfEmbedded(at: name) {
          reader.embed(name)
          reader.index = end
          continue
        }
        reader.index = reader.current.kind == .open ? reader.behind(name) : name + 1
      }
    }
  }

  /// The index behind an embedded type that stands alone on its line: `*anthropic.Client`, `BaseTool`.
  private func endOfEmbedded(at first: Int) -> Int? {
    guard token(first).flags.contains(.startsLine) else { return nil }
    var last = token(first).symbol == .asterisk ? first + 1 : first
    guard token(last).kind == .name else { return nil }
    while token(last + 1).symbol == .dot, token(last + 2).kind == .name { last += 2 }
    return last + 1 >= limit || token(last + 1).flags.contains(.startsLine) ? last + 1 : nil
  }

  /// Notes a type whose members the struct has, too.
  private mutating func embed(_ first: Int) {
    guard let place = scope.classDefinition else { return }
    let type = typeName(at: first)
    if type >= 0 { structure.classes[place].bases.append(SourceExpression(type)) }
  }
}
