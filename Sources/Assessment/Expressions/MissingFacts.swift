/// Names what an expression lacks, for those that came out unknown.
struct MissingFacts {
  let evaluator: ExpressionEvaluator

  /// Adds the names of the facts without which the condition is unknown, such as `net.type`.
  func collect(
    _ expression: Expression, _ bindings: borrowing Bindings, into names: inout Set<String>
  ) {
    switch expression {
    case .and(let left, let right), .or(let left, let right):
      for side in [left, right] where evaluator.truth(side, bindings) == nil {
        collect(side, bindings, into: &names)
      }
    case .not(let inner): collect(inner, bindings, into: &names)
    case .conditional(let condition, let yes, let no):
      switch evaluator.truth(condition, bindings) {
      case nil: collect(condition, bindings, into: &names)
      case true?: collect(yes, bindings, into: &names)
      case false?: collect(no, bindings, into: &names)
      }
    case .asset, .relation, .signal, .signals: names.formUnion(expression.facts)
    default:
      let unknown = expression.children.filter { evaluator.value($0, bindings) == nil }
      if unknown.isEmpty {
        // All is known, but the values have no meaning together.
        names.formUnion(expression.facts.map { "\($0) of a fitting type" })
      }
      for child in unknown { collect(child, bindings, into: &names) }
    }
  }
}

extension Expression {
  /// The facts that the expression reads, such as `net.type`.
  var facts: [String] {
    switch self {
    case .asset(let variable, let field): ["\(variable.name).\(field.name)"]
    case .relation(let variable, let field): ["\(variable.name).\(field.name)"]
    case .signals(let variable): ["\(variable.name).signals"]
    case .signal(let variable, let name): ["\(variable.name).signals[\"\(name)\"]"]
    case .member(.asset(let variable, let field), let name):
      ["\(variable.name).\(field.name).\(name)"]
    default: children.flatMap(\.facts)
    }
  }
}
