import Estate

/// Reads an expression, resolving its names as it goes.
struct ExpressionParser {
  private static let depthLimit = 64

  private let tokens: [Lexer.PlacedToken]
  /// Characters of the text.
  private let length: Int
  private let scope: ExpressionScope
  private var position = 0
  private var depth = 0

  static func parse(_ text: String, _ scope: ExpressionScope) throws(ExpressionError) -> Expression
  {
    var parser = ExpressionParser(
      tokens: try Lexer.tokens(of: text), length: text.unicodeScalars.count, scope: scope)
    do throws(ExpressionError) {
      let expression = try parser.expression()
      if let rest = parser.peek {
        throw ExpressionError("unexpected '\(rest.description)'").placed(at: parser.place)
      }
      return expression
    } catch {
      // Most errors are about the token that was just read.
      parser.position = max(0, min(parser.position, parser.tokens.count) - 1)
      throw error.placed(at: parser.place)
    }
  }

  private init(tokens: [Lexer.PlacedToken], length: Int, scope: ExpressionScope) {
    self.tokens = tokens
    self.length = length
    self.scope = scope
  }

  private var peek: Token? { position < tokens.count ? tokens[position].token : nil }

  /// Characters before the next token.
  private var place: Int { position < tokens.count ? tokens[position].position : length }

  private mutating func take(_ symbol: String) -> Bool {
    guard peek == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  private mutating func need(_ symbol: String) throws(ExpressionError) {
    guard take(symbol) else {
      throw ExpressionError(
        "expected '\(symbol)'" + (peek.map { " before '\($0.description)'" } ?? "")
      ).placed(at: place)
    }
  }

  private mutating func expression() throws(ExpressionError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw ExpressionError("nested too deeply") }
    let condition = try binary(0)
    guard take("?") else { return condition }
    let yes = try expression()
    try need(":")
    return .conditional(condition, yes, try expression())
  }

  private static let levels: [[String]] = [
    ["||"], ["&&"], ["==", "!=", "<", "<=", ">", ">=", "in"], ["+", "-"], ["*", "/", "%"],
  ]

  private mutating func binary(_ level: Int) throws(ExpressionError) -> Expression {
    guard level < Self.levels.count else { return try unary() }
    var left = try binary(level + 1)
    while let sign = takeOperator(level) {
      left = try combine(sign, left, binary(level + 1))
    }
    return left
  }

  private mutating func takeOperator(_ level: Int) -> String? {
    let sign: String
    switch peek {
    case .symbol(let symbol): sign = symbol
    case .name("in"): sign = "in"
    default: return nil
    }
    guard Self.levels[level].contains(sign) else { return nil }
    position += 1
    return sign
  }

  private func combine(
    _ sign: String, _ left: Expression, _ right: Expression
  ) throws(ExpressionError) -> Expression {
    switch sign {
    case "||": return .or(left, right)
    case "&&": return .and(left, right)
    case "in":
      if case .list(let items) = right {
        for item in items { try checkClosed(left, item) }
      }
      return .membership(left, right)
    default: break
    }
    if let comparison = Comparison(rawValue: sign) {
      if comparison == .equal || comparison == .unequal {
        try checkClosed(left, right)
        try checkClosed(right, left)
      }
      return .comparison(comparison, left, right)
    }
    if let arithmetic = Arithmetic(rawValue: sign) { return .arithmetic(arithmetic, left, right) }
    throw ExpressionError("unknown operator '\(sign)'")
  }

  /// A text that a closed property can never have is a mistake.
  private func checkClosed(
    _ property: Expression, _ literal: Expression
  ) throws(ExpressionError) {
    guard case .asset(let variable, .property(let name)) = property,
      case .literal(.text(let text)) = literal
    else { return }
    let values = declarations(of: name, variable).map(\.values)
    guard !values.isEmpty, values.allSatisfy({ !$0.isEmpty && !$0.contains(text) }) else { return }
    throw .unknown("value of \(variable.name).\(name)", text, among: Set(values.joined()).sorted())
  }

  private mutating func unary() throws(ExpressionError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw ExpressionError("nested too deeply") }
    if take("!") { return .not(try unary()) }
    if take("-") { return .negative(try unary()) }
    return try postfix()
  }

  private mutating func arguments() throws(ExpressionError) -> [Expression] {
    var arguments: [Expression] = []
    if take(")") { return arguments }
    while true {
      arguments.append(try expression())
      if take(")") { return arguments }
      try need(",")
    }
  }

  private mutating func postfix() throws(ExpressionError) -> Expression {
    var base = try atom()
    while true {
      if take(".") {
        guard case .name(let name) = peek else {
          throw ExpressionError("expected a name after '.'")
        }
        position += 1
        base = take("(") ? try method(name, base) : .member(base, name)
      } else if take("[") {
        let index = try expression()
        try need("]")
        if case .signals(let variable) = base, case .literal(.text(let name)) = index {
          base = .signal(variable, name)
        } else {
          base = .element(base, index)
        }
      } else {
        return base
      }
    }
  }

  private mutating func method(
    _ name: String, _ base: Expression
  ) throws(ExpressionError) -> Expression {
    guard let method = Method(rawValue: name) else {
      throw ExpressionError.unknown("method", name, among: Method.allCases.map(\.rawValue))
        .placed(at: tokens[position - 2].position)
    }
    let arguments = try arguments()
    try check("\(name)()", arguments, method.arity)
    if method == .matches { return try matches(base, arguments[0]) }
    return .method(method, base, arguments)
  }

  private func matches(
    _ base: Expression, _ pattern: Expression
  ) throws(ExpressionError) -> Expression {
    switch pattern {
    case .literal(.text(let text)): return .matches(base, try TextPattern(text))
    case .parameter: return .method(.matches, base, [pattern])
    default: throw ExpressionError("matches() takes a written pattern or a parameter")
    }
  }

  private func check(
    _ name: String, _ arguments: [Expression], _ arity: Int
  ) throws(ExpressionError) {
    guard arguments.count == arity else {
      throw ExpressionError("\(name) takes \(arity) argument\(arity == 1 ? "" : "s")")
    }
  }

  private mutating func atom() throws(ExpressionError) -> Expression {
    guard let token = peek else { throw ExpressionError("ends too early").placed(at: place) }
    position += 1
    switch token {
    case .integer(let value): return .literal(.integer(value))
    case .number(let value): return .literal(.number(value))
    case .text(let value): return .literal(.text(value))
    case .name("true"): return .literal(.boolean(true))
    case .name("false"): return .literal(.boolean(false))
    case .name("null"): return .literal(.null)
    case .name(let name): return try take("(") ? function(name) : variable(name)
    case .symbol("("):
      let inner = try expression()
      try need(")")
      return inner
    case .symbol("["):
      var items: [Expression] = []
      while !take("]") {
        if !items.isEmpty { try need(",") }
        items.append(try expression())
      }
      return .list(items)
    case .symbol: throw ExpressionError("unexpected '\(token.description)'")
    }
  }

  private mutating func function(_ name: String) throws(ExpressionError) -> Expression {
    if scope.hasPaths, let field = PathField(rawValue: name) { return try path(field) }
    guard let function = Function(rawValue: name) else {
      throw ExpressionError.unknown(
        "function", name, among: Function.allCases.map(\.rawValue)
      ).placed(at: tokens[position - 2].position)
    }
    let arguments = try arguments()
    try check("\(name)()", arguments, function.arity)
    if function == .duration, case .literal(let value) = arguments[0] {
      guard let text = value.text, Timestamp.seconds(ofDuration: text) != nil else {
        throw ExpressionError("a duration is a whole number with s, m, h or d, such as \"90d\"")
      }
    }
    return .function(function, arguments)
  }

  /// What a function says of a path.
  private mutating func path(_ field: PathField) throws(ExpressionError) -> Expression {
    guard case .name(let name) = peek, let variable = scope.path(name) else {
      throw ExpressionError("\(field.rawValue)() takes the name of a path").placed(at: place)
    }
    position += 1
    try need(")")
    return .path(variable, field)
  }

  /// A variable with the property that must follow it.
  private mutating func variable(_ name: String) throws(ExpressionError) -> Expression {
    if name == "params" {
      let field = try field(of: name)
      guard scope.parameters.contains(field) else {
        throw .unknown("parameter", field, among: scope.parameters.sorted())
      }
      return .parameter(field)
    }
    guard let (variable, binding) = scope.variables[name] else {
      throw .unknown("variable", name, among: scope.variables.keys.sorted() + ["params"])
    }
    if case .path = binding {
      throw ExpressionError("'\(name)' is a path: write nodes(\(name)) or length(\(name))")
    }
    let field = try field(of: name)
    switch binding {
    case .path, .relation:
      switch field {
      case "id": return .relation(variable, .id)
      case "kind": return .relation(variable, .kind)
      case "basis": return .relation(variable, .basis)
      case "confidence": return .relation(variable, .confidence)
      default: return .relation(variable, .property(field))
      }
    case .asset:
      switch field {
      case "id": return .asset(variable, .id)
      case "kind": return .asset(variable, .kind)
      case "name": return .asset(variable, .name)
      case "signals": return .signals(variable)
      default: break
      }
      guard !declarations(of: field, variable).isEmpty else {
        throw unknownProperty(field, variable)
      }
      return .asset(variable, .property(field))
    }
  }

  private mutating func field(of name: String) throws(ExpressionError) -> String {
    guard take("."), case .name(let field) = peek else {
      throw ExpressionError("'\(name)' needs a property, as in '\(name).name'")
    }
    position += 1
    return field
  }

  private func kinds(of variable: Variable) -> [AssetKind] {
    guard case .asset(let kinds?) = scope.variables[variable.name]?.binding else {
      return AssetKind.all
    }
    return kinds.sorted()
  }

  private func declarations(of property: String, _ variable: Variable) -> [PropertyDeclaration] {
    kinds(of: variable).compactMap { Schema.current.property(property, of: $0) }
  }

  private func unknownProperty(_ property: String, _ variable: Variable) -> ExpressionError {
    let kinds = kinds(of: variable)
    let known =
      kinds.flatMap { $0.declaration.properties.map(\.name) }
      + Schema.current.common.map(\.name) + ["id", "kind", "name", "signals"]
    let owner = kinds.count <= 4 ? kinds.map(\.name).joined(separator: " or ") : "any kind"
    return .unknown("property of \(owner)", property, among: Set(known).sorted())
  }
}
