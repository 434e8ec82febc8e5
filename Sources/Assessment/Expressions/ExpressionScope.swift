import Estate

/// The names that an expression may use, and what each stands for.
struct ExpressionScope: Sendable {
  enum Binding: Sendable {
    /// An asset of one of these kinds; nil for any.
    case asset(Set<AssetKind>?)
    case relation
    /// A whole path, which only queries name.
    case path
  }

  private(set) var variables: [String: (variable: Variable, binding: Binding)] = [:]
  var parameters: Set<String> = []

  var slotCount: Int { variables.count }

  func asset(_ name: String) -> Variable? {
    if let (variable, binding) = variables[name], case .asset = binding { variable } else { nil }
  }

  func path(_ name: String) -> Variable? {
    if let (variable, binding) = variables[name], case .path = binding { variable } else { nil }
  }

  var hasPaths: Bool {
    variables.values.contains { if case .path = $0.binding { true } else { false } }
  }

  /// Adds the variable of a node; where it is bound already, both sets of kinds must hold.
  mutating func bindAsset(_ name: String, _ kinds: Set<AssetKind>?) throws(ExpressionError)
    -> Variable
  {
    guard let (variable, binding) = variables[name] else {
      let variable = Variable(name: name, slot: slotCount)
      try add(name, variable, .asset(kinds))
      return variable
    }
    guard case .asset(let earlier) = binding else {
      throw ExpressionError("'\(name)' names an asset and something else")
    }
    guard let kinds else { return variable }
    let both = earlier?.intersection(kinds) ?? kinds
    guard !both.isEmpty else {
      throw ExpressionError("no kind of '\(name)' fits all its patterns")
    }
    variables[name] = (variable, .asset(both))
    return variable
  }

  /// Adds the variable of a relation.
  mutating func bindRelation(_ name: String) throws(ExpressionError) -> Variable {
    guard variables[name] == nil else {
      throw ExpressionError("'\(name)' is used twice: a relation needs a name of its own")
    }
    let variable = Variable(name: name, slot: slotCount)
    try add(name, variable, .relation)
    return variable
  }

  /// Adds the variable of a whole path.
  mutating func bindPath(_ name: String) throws(ExpressionError) -> Variable {
    guard variables[name] == nil else {
      throw ExpressionError("'\(name)' is used twice: a path needs a name of its own")
    }
    let variable = Variable(name: name, slot: slotCount)
    try add(name, variable, .path)
    return variable
  }

  private mutating func add(
    _ name: String, _ variable: Variable, _ binding: Binding
  ) throws(ExpressionError) {
    guard !["params", "true", "false", "null", "in"].contains(name) else {
      throw ExpressionError("'\(name)' cannot name a variable")
    }
    guard variables.count < 32 else { throw ExpressionError("more than 32 variables") }
    variables[name] = (variable, binding)
  }
}
