import Estate

/// A name bound by a pattern: its place in the bindings.
struct Variable: Sendable, Hashable {
  let name: String
  let slot: Int
}

/// What may be read of an asset.
enum AssetField: Sendable, Hashable {
  case id, kind, name
  case property(String)

  var name: String {
    switch self {
    case .id: "id"
    case .kind: "kind"
    case .name: "name"
    case .property(let name): name
    }
  }
}

/// What may be read of a relation.
enum RelationField: Sendable, Hashable {
  case id, kind, basis, confidence
  case property(String)

  var name: String {
    switch self {
    case .id: "id"
    case .kind: "kind"
    case .basis: "basis"
    case .confidence: "confidence"
    case .property(let name): name
    }
  }
}

/// What may be asked of a path.
enum PathField: String, Sendable, Hashable {
  case nodes, relationships, length
}

/// An expression of the rule language, its names resolved: a total subset of CEL, three-valued.
indirect enum Expression: Sendable {
  case literal(Value)
  case list([Expression])
  case parameter(String)
  case asset(Variable, AssetField)
  case relation(Variable, RelationField)
  /// All signals of an asset: name → list of details.
  case signals(Variable)
  /// The details of one signal of an asset.
  case signal(Variable, String)
  case path(Variable, PathField)
  case member(Expression, String)
  case element(Expression, Expression)
  case not(Expression)
  case negative(Expression)
  case and(Expression, Expression)
  case or(Expression, Expression)
  case conditional(Expression, Expression, Expression)
  case membership(Expression, Expression)
  case comparison(Comparison, Expression, Expression)
  case arithmetic(Arithmetic, Expression, Expression)
  case function(Function, [Expression])
  case method(Method, Expression, [Expression])
  /// `matches` with its pattern compiled.
  case matches(Expression, TextPattern)
}

enum Comparison: String, Sendable {
  case equal = "=="
  case unequal = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

enum Arithmetic: String, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case remainder = "%"
}

enum Function: String, Sendable, CaseIterable {
  case has, known, size, now, age, timestamp, duration

  var arity: Int { self == .now ? 0 : 1 }
}

enum Method: String, Sendable, CaseIterable {
  case startsWith, endsWith, contains, matches, lower
  case existsIn = "exists_in"
  case size

  var arity: Int { self == .lower || self == .size ? 0 : 1 }
}

extension Expression {
  /// The parts of an expression, in order.
  var children: [Expression] {
    switch self {
    case .literal, .parameter, .asset, .relation, .signals, .signal, .path: []
    case .list(let items): items
    case .member(let base, _), .not(let base), .negative(let base), .matches(let base, _): [base]
    case .element(let a, let b), .and(let a, let b), .or(let a, let b), .membership(let a, let b),
      .comparison(_, let a, let b), .arithmetic(_, let a, let b):
      [a, b]
    case .conditional(let a, let b, let c): [a, b, c]
    case .function(_, let arguments): arguments
    case .method(_, let base, let arguments): [base] + arguments
    }
  }

  /// The variable that the expression itself reads.
  private var ownVariable: Variable? {
    switch self {
    case .asset(let variable, _), .relation(let variable, _), .signals(let variable),
      .signal(let variable, _), .path(let variable, _):
      variable
    default: nil
    }
  }

  /// Slots of all variables that the expression reads.
  var slots: Set<Int> {
    var slots = Set(children.flatMap(\.slots))
    if let variable = ownVariable { slots.insert(variable.slot) }
    return slots
  }

  /// Names of the signals that the expression reads, by the slot of the asset.
  var signalsRead: [(slot: Int, name: String)] {
    if case .signal(let variable, let name) = self { return [(variable.slot, name)] }
    return children.flatMap(\.signalsRead)
  }

  /// The operands of the `&&` at the top.
  var conjuncts: [Expression] {
    if case .and(let a, let b) = self { a.conjuncts + b.conjuncts } else { [self] }
  }

  var isTrue: Bool { if case .literal(.boolean(true)) = self { true } else { false } }
}
