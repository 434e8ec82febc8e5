import Formats

/// Where expressions stand and what they are given to.
extension SourceUnit {
  /// The line to report: of a notebook with its cell.
  func spot(_ line: Int) -> (line: Int, cell: Int?) {
    guard let place = cells?.place(ofLine: line) else { return (line, nil) }
    return (place.line, place.cell)
  }

  /// Whether an expression is a part of another.
  func isInside(_ node: SourceOutline.Expression, _ outer: SourceOutline.Expression) -> Bool {
    var current = node
    for _ in 0..<64 {
      if current == outer { return true }
      guard let parent = parent(of: current) else { return false }
      current = parent
    }
    return false
  }

  /// The expression around one that stands for the same value: `await x`, `x || y`, `wrap(x).build()`.
  func outermost(_ node: SourceOutline.Expression) -> SourceOutline.Expression {
    var current = node
    while let parent = parent(of: current) {
      switch outline.kind(parent) {
      case .unary, .conditional, .spread: break
      case .operation:
        guard outline.operation(parent) != .assignment else { return current }
      case .member: break
      case .call:
        // A step of a chain; not an argument.
        guard outline.firstChild(parent) == current, outline.kind(current) == .member else {
          return current
        }
      default: return current
      }
      current = parent
    }
    return current
  }

  /// Whether a value is handed to a call, and not what a chain goes on with.
  func isArgument(_ node: SourceOutline.Expression) -> Bool {
    let top = outermost(node)
    guard let parent = parent(of: top) else { return false }
    switch outline.kind(parent) {
    case .keyword, .list, .tuple, .set: return true
    case .call, .opaque: return outline.firstChild(parent) != top
    default: return false
    }
  }

  /// The name that a value is given: of a variable, an attribute, a key.
  func givenName(_ node: SourceOutline.Expression) -> String? {
    var current = node
    var isInside = false
    for _ in 0..<24 {
      guard let parent = parent(of: current) else { break }
      switch outline.kind(parent) {
      case .unary, .conditional, .spread, .member: current = parent
      case .operation:
        if outline.operation(parent) == .assignment, let target = outline.firstChild(parent),
          target != current
        {
          return targetName(target)
        }
        current = parent
      case .call:
        // `wrap(value)` goes by the name of the result; so does a chain of calls.
        guard outline.firstChild(parent) == current || !isInside else { return nil }
        if outline.firstChild(parent) != current {
          guard outline.arguments(parent).first == current, !isStep(parent) else { return nil }
          isInside = true
        }
        current = parent
      case .pair: return outline.key(ofPair: parent)
      case .tuple where outline.children(parent).reduce(0, { n, _ in n + 1 }) == 1:
        current = parent
      default: return nil
      }
    }
    return assignedName(current)
  }

  /// The names that the parts of a value are given: `vectorizer, model = load(file)`.
  func namesUnpacked(_ value: SourceOutline.Expression) -> [String] {
    for index in 0..<outline.assignmentCount {
      let assignment = outline.assignment(index)
      guard assignment.value == value else { continue }
      guard [.tuple, .list].contains(outline.kind(assignment.target)) else { return [] }
      return outline.children(assignment.target).compactMap { targetName($0) }
    }
    return []
  }

  /// Whether a call is a step of a builder, whose arguments are parts of what is built.
  private func isStep(_ call: SourceOutline.Expression) -> Bool {
    guard family != .python, family != .script, let callee = outline.firstChild(call),
      outline.kind(callee) == .member, let object = outline.firstChild(callee)
    else { return false }
    return outline.kind(object) == .call
  }

  /// What a function is called: by itself, else by what it is given to.
  func functionName(_ index: Int) -> String {
    let own = outline.functionName(index)
    guard own.isEmpty, let node = functionNodes[index] else { return own }
    return givenName(node) ?? ""
  }

  /// The definitions around an expression and a name in it, joined by dots.
  func qualified(_ name: String, at scope: Scope) -> String {
    let outer = outline.qualifiedName(of: scope)
    // What a function gives goes by the function's name once.
    if outer == name || outer.hasSuffix(".\(name)") { return outer }
    return outer.isEmpty ? name : name.isEmpty ? outer : "\(outer).\(name)"
  }

  /// An expression without the types that it is said to be of: `(agent.handoffs as any)`.
  func uncast(_ node: SourceOutline.Expression) -> SourceOutline.Expression {
    var node = node
    for _ in 0..<8 {
      guard [.operation, .tuple].contains(outline.kind(node)), let only = outline.onlyChild(node)
      else { break }
      node = only
    }
    return node
  }
}
