import Estate

/// Evaluates expressions over an estate. Nil is unknown: something that is needed was not seen.
final class ExpressionEvaluator: Sendable {
  let estate: Estate
  /// Seconds since 1970.
  let now: Double

  init(estate: Estate, now: Double) {
    self.estate = estate
    self.now = now
  }

  /// True, false or unknown; anything that is no boolean is unknown.
  func truth(_ expression: Expression, _ bindings: borrowing Bindings) -> Bool? {
    switch expression {
    case .and(let left, let right):
      let a = truth(left, bindings)
      if a == false { return false }
      let b = truth(right, bindings)
      return b == false ? false : a == true && b == true ? true : nil
    case .or(let left, let right):
      let a = truth(left, bindings)
      if a == true { return true }
      let b = truth(right, bindings)
      return b == true ? true : a == false && b == false ? false : nil
    case .not(let inner): return truth(inner, bindings).map { !$0 }
    default: return value(expression, bindings)?.boolean
    }
  }

  func value(_ expression: Expression, _ bindings: borrowing Bindings) -> Value? {
    switch expression {
    case .literal(let value): return value
    case .parameter: return nil
    case .list(let items): return list(items, bindings)
    case .asset(let variable, let field): return bindings[variable].flatMap { asset($0, field) }
    case .relation(let variable, let field):
      return bindings[variable].flatMap { relation($0, field) }
    case .signals(let variable): return bindings[variable].flatMap(signals)
    case .signal(let variable, let name):
      return bindings[variable].flatMap { signal(name, of: $0) }
    case .path(let variable, let field):
      return bindings.paths[variable.slot].map { path($0, field) }
    case .member(let base, let name):
      guard case .map(let map)? = value(base, bindings) else { return nil }
      return map[name]
    case .element(let base, let index):
      guard let base = value(base, bindings), let index = value(index, bindings) else { return nil }
      return element(index, of: base)
    case .and, .or, .not: return truth(expression, bindings).map(Value.boolean)
    case .negative(let inner):
      switch value(inner, bindings) {
      case .integer(let value)?: return value == .min ? nil : .integer(-value)
      case .number(let value)?: return .number(-value)
      default: return nil
      }
    case .conditional(let condition, let yes, let no):
      return truth(condition, bindings).flatMap { value($0 ? yes : no, bindings) }
    case .membership(let item, let list):
      return contains(item, list, bindings).map(Value.boolean)
    case .comparison(let comparison, let left, let right):
      guard let a = value(left, bindings), let b = value(right, bindings) else { return nil }
      return a.compare(comparison, b).map(Value.boolean)
    case .arithmetic(let arithmetic, let left, let right):
      guard let a = value(left, bindings), let b = value(right, bindings) else { return nil }
      return a.calculate(arithmetic, b)
    case .function(let function, let arguments): return call(function, arguments, bindings)
    case .method(let method, let base, let arguments):
      return call(method, base, arguments, bindings)
    case .matches(let base, let pattern):
      return value(base, bindings).map { .boolean(pattern.isFound(in: $0.plainText)) }
    }
  }

  private func list(_ items: [Expression], _ bindings: borrowing Bindings) -> Value? {
    var values: [Value] = []
    for item in items {
      guard let value = value(item, bindings) else { return nil }
      values.append(value)
    }
    return .list(values)
  }

  /// A written list with an unknown item still holds what else stands in it.
  private func contains(
    _ item: Expression, _ list: Expression, _ bindings: borrowing Bindings
  ) -> Bool? {
    guard let wanted = value(item, bindings) else { return nil }
    guard case .list(let items) = list else { return value(list, bindings)?.holds(wanted) }
    var isUnknown = false
    for item in items {
      guard let value = value(item, bindings) else {
        isUnknown = true
        continue
      }
      if value.isEqual(to: wanted) { return true }
    }
    return isUnknown ? nil : false
  }

  private func element(_ index: Value, of base: Value) -> Value? {
    switch (base, index) {
    case (.list(let items), .integer(let position)):
      items.indices.contains(position) ? items[position] : nil
    case (.map(let map), .text(let key)): map[key]
    default: nil
    }
  }

  private func call(
    _ function: Function, _ arguments: [Expression], _ bindings: borrowing Bindings
  ) -> Value? {
    guard let first = arguments.first else { return .number(now) }
    let value = value(first, bindings)
    switch function {
    case .has:
      switch value {
      case nil, .null?: return false
      case .text(let text)?: return .boolean(!text.isEmpty)
      case .list(let items)?: return .boolean(!items.isEmpty)
      default: return true
      }
    case .known: return .boolean(value != nil)
    case .now: return .number(now)
    case .size: return value?.size.map(Value.integer)
    case .duration: return value?.text.flatMap(Timestamp.seconds(ofDuration:)).map(Value.number)
    case .timestamp: return value?.text.flatMap(Timestamp.seconds(of:)).map(Value.number)
    case .age: return value?.text.flatMap(Timestamp.seconds(of:)).map { .number(now - $0) }
    }
  }

  private func call(
    _ method: Method, _ base: Expression, _ arguments: [Expression], _ bindings: borrowing Bindings
  ) -> Value? {
    guard let base = value(base, bindings) else { return nil }
    guard let first = arguments.first else {
      switch method {
      case .lower: return .text(base.plainText.lowercased())
      case .size: return base.size.map(Value.integer)
      default: return nil
      }
    }
    guard let argument = value(first, bindings) else { return nil }
    switch method {
    case .contains: return base.holds(argument).map(Value.boolean)
    case .existsIn:
      guard let items = base.list else { return nil }
      for item in items {
        guard let isIn = argument.holds(item) else { return nil }
        if isIn { return true }
      }
      return false
    case .startsWith:
      return argument.text.map { .boolean(base.plainText.utf8.starts(with: $0.utf8)) }
    case .endsWith:
      return argument.text.map {
        .boolean(base.plainText.utf8.reversed().starts(with: $0.utf8.reversed()))
      }
    case .matches, .lower, .size: return nil
    }
  }
}
