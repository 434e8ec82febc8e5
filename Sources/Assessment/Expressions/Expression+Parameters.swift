import Estate

extension Expression {
  /// The expression with the values of its parameters in their place.
  func with(_ parameters: [String: Value]) throws(ExpressionError) -> Expression {
    func list(_ items: [Expression]) throws(ExpressionError) -> [Expression] {
      var bound: [Expression] = []
      for item in items { bound.append(try item.with(parameters)) }
      return bound
    }
    switch self {
    case .parameter(let name): return parameters[name].map(Expression.literal) ?? self
    case .literal, .asset, .relation, .signals, .signal, .path: return self
    case .list(let items): return .list(try list(items))
    case .member(let base, let name): return .member(try base.with(parameters), name)
    case .element(let a, let b): return .element(try a.with(parameters), try b.with(parameters))
    case .not(let inner): return .not(try inner.with(parameters))
    case .negative(let inner): return .negative(try inner.with(parameters))
    case .and(let a, let b): return .and(try a.with(parameters), try b.with(parameters))
    case .or(let a, let b): return .or(try a.with(parameters), try b.with(parameters))
    case .conditional(let a, let b, let c):
      return .conditional(
        try a.with(parameters), try b.with(parameters), try c.with(parameters))
    case .membership(let a, let b):
      return .membership(try a.with(parameters), try b.with(parameters))
    case .comparison(let comparison, let a, let b):
      return .comparison(comparison, try a.with(parameters), try b.with(parameters))
    case .arithmetic(let arithmetic, let a, let b):
      return .arithmetic(arithmetic, try a.with(parameters), try b.with(parameters))
    case .function(let function, let arguments): return .function(function, try list(arguments))
    case .matches(let base, let pattern): return .matches(try base.with(parameters), pattern)
    case .method(.matches, let base, let arguments):
      guard case .literal(.text(let text))? = try list(arguments).first else {
        throw ExpressionError("matches() takes a text")
      }
      return .matches(try base.with(parameters), try TextPattern(text))
    case .method(let method, let base, let arguments):
      return .method(method, try base.with(parameters), try list(arguments))
    }
  }
}
