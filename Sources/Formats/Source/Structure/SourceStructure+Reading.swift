/// What detectors ask of expressions.
extension SourceStructure {
  /// What is called.
  public func callee(of call: SourceExpression) -> SourceExpression? {
    guard kind(of: call) == .call else { return nil }
    var children = children(of: call)
    return children.next()
  }

  /// The arguments of a call, named ones as expressions of kind `keyword`.
  public func arguments(of call: SourceExpression) -> [SourceExpression] {
    guard kind(of: call) == .call else { return [] }
    return children(of: call).dropFirst().filter { kind(of: $0) != .declared }
  }

  /// The arguments of a call that have no name.
  public func positionalArguments(of call: SourceExpression) -> [SourceExpression] {
    arguments(of: call).filter { kind(of: $0) != .keyword }
  }

  /// The value of a named argument.
  public func argument(_ name: String, of call: SourceExpression) -> SourceExpression? {
    for argument in arguments(of: call) where kind(of: argument) == .keyword {
      if self.name(of: argument) == name { return value(ofPair: argument) }
    }
    return nil
  }

  /// The value of a pair or named argument.
  public func value(ofPair pair: SourceExpression) -> SourceExpression? {
    let children = Array(children(of: pair))
    return kind(of: pair) == .pair ? children.dropFirst().first : children.first
  }

  /// The value that an object gives to a key.
  public func value(ofKey key: String, in object: SourceExpression) -> SourceExpression? {
    for entry in children(of: object) where kind(of: entry) == .pair || kind(of: entry) == .keyword
    {
      if name(of: entry) == key { return value(ofPair: entry) }
    }
    return nil
  }

  /// The name of a name, member, named argument, or pair whose key is a name or string.
  public func name(of expression: SourceExpression) -> String? {
    let node = node(expression)
    switch node.kind {
    case .name, .member, .keyword: return text(token: node.token)
    case .pair:
      guard node.child >= 0 else { return nil }
      let key = SourceExpression(node.child)
      return string(of: key) ?? name(of: key)
    default: return nil
    }
  }

  /// The dotted path of a name or member, such as `self.client.create`; nil where its root is a
  /// call, an index or another value.
  public func path(of expression: SourceExpression) -> String? {
    var names: [String] = []
    var current = expression
    while true {
      let node = node(current)
      guard node.kind == .name || node.kind == .member else { return nil }
      names.append(text(token: node.token))
      if node.kind == .name { break }
      guard node.child >= 0 else { return nil }
      current = SourceExpression(node.child)
    }
    return names.count == 1 ? names[0] : names.reversed().joined(separator: ".")
  }

  /// The operator of an operation or unary expression.
  public func operatorText(of expression: SourceExpression) -> String {
    node(expression).symbol.rawValue
  }

  /// Whether a call makes an object by `new`.
  public func isNew(_ call: SourceExpression) -> Bool { node(call).flags.contains(.new) }

  /// The function that the expression stands in, however deep in classes or blocks.
  public func enclosingFunction(of expression: SourceExpression) -> Function? {
    var scope = scope(of: expression)
    while !scope.isFile {
      if let index = scope.function { return functions[index] }
      scope = parent(of: scope)
    }
    return nil
  }

  /// The class that the expression stands in, however deep in functions.
  public func enclosingClass(of expression: SourceExpression) -> ClassDefinition? {
    var scope = scope(of: expression)
    while !scope.isFile {
      if let index = scope.classDefinition { return classes[index] }
      scope = parent(of: scope)
    }
    return nil
  }

  /// What a function or class stands in.
  public func parent(of scope: Scope) -> Scope {
    if let index = scope.function { return functions[index].scope }
    if let index = scope.classDefinition { return classes[index].scope }
    return .file
  }

  /// Names from the outermost definition to this one, such as `Desk.answer`.
  public func qualifiedName(of scope: Scope) -> String {
    var names: [String] = []
    var current = scope
    while !current.isFile {
      if let index = current.function { names.append(functions[index].name) }
      if let index = current.classDefinition { names.append(classes[index].name) }
      current = parent(of: current)
    }
    return names.reversed().joined(separator: ".")
  }
}
