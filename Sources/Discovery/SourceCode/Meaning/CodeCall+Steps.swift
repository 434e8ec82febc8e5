import Formats

/// Arguments that stand in calls of their own: options, steps of chains, blocks of builders, functions that set
/// something up.
extension MeaningReader {
  /// Options that are functions, as Go has them: `New(WithModel("x"))`; steps in the block of a builder, as
  /// Kotlin has them: `prompt("x") { system("…") }`.
  func options(
    _ key: String, among arguments: [SourceOutline.Expression], _ unit: SourceUnit
  ) -> [Step] {
    let outline = unit.outline
    guard unit.family != .go else { return arguments.compactMap { step($0, named: key, outline) } }
    return arguments.filter { outline.kind($0) == .block }.flatMap { block in
      outline.children(block).prefix(512).compactMap { step($0, named: key, outline) }
    }
  }

  private func step(
    _ node: SourceOutline.Expression, named key: String, _ outline: SourceOutline
  ) -> Step? {
    guard let first = outline.firstChild(node), outline.text(first) == key else { return nil }
    switch outline.kind(node) {
    case .call: return Step(name: key, arguments: outline.arguments(node))
    case .operation where outline.operation(node) == .assignment:
      return Step(name: key, arguments: outline.arguments(node))
    default: return nil
    }
  }

  /// What a function that is given an object to set up gives a member of it: `options => options.Name = x`,
  /// `spec -> spec.name("x")`.
  func set(_ key: String, by function: Int, _ unit: SourceUnit) -> [Meaning] {
    let outline = unit.outline
    guard let parameter = outline.parameters(function).first?.name else { return [] }
    for index in 0..<outline.assignmentCount {
      let assignment = outline.assignment(index)
      if assignment.scope == Scope(function: function),
        outline.kind(assignment.target) == .member, outline.text(assignment.target) == key,
        let object = outline.firstChild(assignment.target), outline.text(object) == parameter
      {
        return [meaning(assignment.value, in: unit)]
      }
    }
    return outline.calls.prefix(20_000).flatMap { call -> [Meaning] in
      guard let callee = outline.firstChild(call), outline.kind(callee) == .member,
        outline.text(callee) == key, outline.scope(call) == Scope(function: function),
        isRoot(parameter, of: callee, outline)
      else { return [] }
      return outline.arguments(call).prefix(1).map { meaning($0, in: unit) }
    }
  }

  /// Whether a chain of calls begins with a name.
  private func isRoot(
    _ name: String, of node: SourceOutline.Expression, _ outline: SourceOutline
  ) -> Bool {
    var current = node
    while outline.kind(current) == .member || outline.kind(current) == .call,
      let first = outline.firstChild(current)
    {
      current = first
    }
    return outline.kind(current) == .name && outline.text(current) == name
  }

  /// A step of a chain of calls.
  struct Step {
    let name: String
    let arguments: [SourceOutline.Expression]
  }

  /// What a step of the chain that a call ends is given: `newBuilder().uri(x).build()`.
  func step(
    _ key: String, before node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> [Meaning]? {
    let outline = unit.outline
    var current = node
    for _ in 0..<64 {
      guard outline.kind(current) == .call, let callee = outline.firstChild(current),
        outline.kind(callee) == .member, let object = outline.firstChild(callee),
        outline.kind(object) == .call, let inner = outline.firstChild(object)
      else { return nil }
      if outline.text(inner) == key {
        return outline.arguments(object).map { meaning($0, in: unit) }
      }
      current = object
    }
    return nil
  }

  /// The calls that a chain goes on with: `.modelName("x").build()`.
  func steps(after node: SourceOutline.Expression, _ unit: SourceUnit) -> [Step] {
    var (found, current): ([Step], SourceOutline.Expression) = ([], node)
    while found.count < 64, let member = unit.parent(of: current),
      unit.outline.kind(member) == .member, let call = unit.parent(of: member),
      unit.outline.kind(call) == .call, unit.outline.firstChild(call) == member
    {
      let arguments = unit.outline.arguments(call)
      // `.WithTools<Weather>()`
      let type = arguments.isEmpty ? unit.outline.typeArgument(call) : nil
      found.append(
        Step(name: unit.outline.text(member) ?? "", arguments: type.map { [$0] } ?? arguments))
      current = call
    }
    return found
  }
}
