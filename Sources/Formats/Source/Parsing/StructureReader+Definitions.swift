/// Functions and classes, whatever the language.
extension StructureReader {
  /// Begins a function or method; what is read until `endFunction` stands in it.
  mutating func beginFunction(_ name: String, at first: Int) -> Int {
    let place = structure.functions.count
    let decorators = takeDecorators(for: Scope(function: place))
    structure.functions.append(
      Function(
        name: name, parameters: [], scope: scope, line: Int(token(first).line),
        tokens: first..<first + 1, decorators: decorators))
    return place
  }

  /// Notes what the function gives that the reader stands in.
  mutating func addReturn(_ value: Int32) {
    guard value >= 0 else { return }
    structure.returns.append(Return(value: SourceExpression(value), scope: scope))
  }

  mutating func endFunction(_ place: Int) {
    let first = structure.functions[place].tokens.lowerBound
    structure.functions[place].tokens = first..<max(first + 1, index)
  }

  mutating func beginClass(_ name: String, at first: Int) -> Int {
    let place = structure.classes.count
    let decorators = takeDecorators(for: Scope(class: place))
    structure.classes.append(
      ClassDefinition(
        name: name, bases: [], scope: scope, line: Int(token(first).line),
        tokens: first..<first + 1, decorators: decorators))
    return place
  }

  mutating func endClass(_ place: Int) {
    let first = structure.classes[place].tokens.lowerBound
    structure.classes[place].tokens = first..<max(first + 1, index)
  }

  private mutating func takeDecorators(for target: Scope) -> Range<Int> {
    let range = min(firstDecorator, structure.decorators.count)..<structure.decorators.count
    for place in range { structure.decorators[place].target = target }
    firstDecorator = structure.decorators.count
    return range
  }

  /// Forgets decorators that stand on no function or class.
  mutating func dropDecorators() { firstDecorator = structure.decorators.count }

  mutating func addDecorator(_ node: Int32) {
    guard node >= 0 else { return }
    structure.decorators.append(Decorator(expression: SourceExpression(node), target: scope))
  }

  /// Reads what stands in a scope.
  mutating func inScope(_ inner: Scope, _ read: (inout StructureReader) -> Void) {
    let outer = (scope, firstDecorator)
    scope = inner
    firstDecorator = structure.decorators.count
    read(&self)
    (scope, firstDecorator) = (outer.0, structure.decorators.count)
  }

  /// Reads the parameters in the parentheses that open here.
  mutating func readParameters() -> [Parameter] {
    var parameters: [Parameter] = []
    guard current.symbol == .openParenthesis else { return [] }
    inBracket(joinsLines: true) { reader in
      while reader.index < reader.limit {
        let before = reader.index
        if let parameter = reader.readParameter(until: .comma) { parameters.append(parameter) }
        if reader.index == before { reader.advance() }
      }
    }
    return parameters
  }

  /// Reads one parameter, with its annotation and default.
  ///
  /// - Parameter end: what ends the parameters, besides a comma.
  mutating func readParameter(until end: Symbol) -> Parameter? {
    var (name, annotation, value): (Int?, Int32, Int32) = (nil, -1, -1)
    let begin = index
    parameterName = nil
    while index < limit, current.symbol != .comma, current.symbol != end {
      let token = current
      switch token.symbol {
      case .colon where end != .colon:
        advance()
        if language == .python {
          annotation = readExpression()
        } else if language == .ruby {
          value = readExpression()
        } else {
          let first = index
          skipType()
          if index > first {
            annotation =
              self.token(first + 1).symbol == .dot || !language.isScript
              ? typeName(at: first) : make(.name, token: first, from: first)
          }
        }
      case .equals:
        advance()
        value = readExpression()
      case .at:
        advance()
        let known = structure.decorators.count
        readAnnotation()
        if value < 0 { value = injectedValue(from: known) }
      case .question where language.isScript, .ellipsis, .exclamation: advance()
      case .less where language != .python:
        index = behindAngles(index) ?? index + 1
      default:
        if token.kind == .open {
          if language.isScript || language == .python {
            _ = readOperand()
          } else {
            index = behind(index)
          }
        } else {
          if token.kind == .name {
            if name == nil || !namesComeFirst {
              name = index
            } else if language == .go, annotation < 0 {
              annotation = typeName(at: index)
            }
          }
          advance()
        }
      }
    }
    guard let name else { return nil }
    if annotation < 0, language.putsTypesFirst || language == .php,
      let start = typeStart(before: name, notBefore: begin)
    {
      annotation = typeName(at: start)
    }
    parameterName = name
    return Parameter(
      name: text(name), annotation: annotation < 0 ? nil : SourceExpression(annotation),
      defaultValue: value < 0 ? nil : SourceExpression(value))
  }

  /// Whether the name of a parameter is its first word that is no modifier.
  private var namesComeFirst: Bool {
    switch language {
    case .python, .go, .ruby: true
    default: false
    }
  }

  /// Reads an annotation or decorator behind its `@`.
  mutating func readAnnotation() {
    let first = index
    if language.isScript {
      addDecorator(readOperand())
      return
    }
    if language == .kotlin, token(index + 1).symbol == .colon { index += 2 }
    guard current.kind == .name else { return }
    advance()
    // A type within another is a member of it, `@Ai.Service`; of a package the last name counts.
    let isOfType = text(first).first?.isUppercase == true
    var name = make(.name, token: first, from: first)
    while accept(.dot) {
      guard current.kind == .name else { continue }
      advance()
      if isOfType {
        var inner = Chain()
        add(name, to: &inner)
        name = make(.member, token: index - 1, from: first, children: inner)
      } else {
        name = make(.name, token: index - 1, from: first)
      }
    }
    var chain = Chain()
    add(name, to: &chain)
    guard current.symbol == .openParenthesis, !current.flags.contains(.startsLine) else {
      return addDecorator(chain.first)
    }
    // What looks like a call in an annotation's arguments is none.
    let calls = structure.calls.count
    readAnnotationArguments(into: &chain)
    structure.calls.removeLast(structure.calls.count - calls)
    addDecorator(make(.opaque, token: first, from: first, children: chain))
  }

  /// The text that annotations give a field or parameter, from one of them on: `@Value("${model:gpt-4o}")`,
  /// `@ConfigProperty(defaultValue = "gpt-4o")`. -1 where none does.
  func injectedValue(from first: Int) -> Int32 {
    guard language == .java || language == .kotlin, first < structure.decorators.count else {
      return -1
    }
    for decorator in structure.decorators[first...] {
      let node = structure.node(decorator.expression)
      guard node.kind == .opaque, node.child >= 0,
        case let name = text(Int(structure.nodes[Int(node.child)].token)),
        name == "Value" || name == "ConfigProperty"
      else { continue }
      var argument = structure.nodes[Int(node.child)].next
      while argument >= 0 {
        let given = structure.nodes[Int(argument)]
        if name == "Value", given.kind == .string { return argument }
        if name == "ConfigProperty", given.kind == .keyword, given.child >= 0,
          text(Int(given.token)) == "defaultValue"
        {
          return given.child
        }
        argument = given.next
      }
    }
    return -1
  }

  /// Reads arguments of an annotation: `name = value` names one in every language, `name: value` in PHP.
  mutating func readAnnotationArguments(into chain: inout Chain) {
    var arguments = chain
    inBracket(joinsLines: true) { reader in
      while reader.index < reader.limit {
        let first = reader.index
        let mark = reader.token(first + 1).symbol
        if reader.current.kind == .name,
          mark == .equals || mark == .colon && reader.language == .php
        {
          reader.index = first + 2
          var value = Chain()
          reader.add(reader.readExpression(), to: &value)
          reader.add(
            reader.make(.keyword, token: first, from: first, children: value), to: &arguments)
        } else {
          reader.add(reader.readExpression(), to: &arguments)
        }
        if reader.index == first { reader.advance() }
      }
    }
    chain = arguments
  }
}
