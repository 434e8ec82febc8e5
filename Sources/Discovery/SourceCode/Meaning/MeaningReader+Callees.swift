import Formats

/// What is called where the type of the object does not tell: methods that modules of the file add to
/// types of others, and chains of members that are known by their names.
extension MeaningReader {
  /// What a call calls.
  func callee(_ node: SourceOutline.Expression, in unit: SourceUnit) -> Meaning {
    let found = meaning(node, in: unit)
    if unit.family == .kotlin, found.isUnknown, unit.outline.kind(node) == .name,
      let name = unit.outline.text(node), catalog.calls(name, in: .kotlin)
    {
      return memberOfBlock(name, node, unit) ?? found
    }
    guard let shortest = Self.shortestChain(unit.family), unit.outline.kind(node) == .member,
      let name = unit.outline.text(node), catalog.calls(name, in: unit.family)
    else { return found }
    if case .member(_, let symbol) = Self.first(of: found) {
      guard constructs(for: symbol, .call, in: unit.family).isEmpty else { return found }
    } else {
      guard found.isUnknown else { return found }
    }
    guard let symbol = added(node, shortest, unit) else { return found }
    if let object = unit.outline.firstChild(node),
      case .instance(let instance) = Self.first(of: meaning(object, in: unit))
    {
      return .member(of: instance, symbol)
    }
    return .external(symbol)
  }

  /// The method of what is made or set up around: `Server(info) { addTool(…) }`, `server.apply { addTool(…) }`.
  private func memberOfBlock(
    _ name: String, _ node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> Meaning? {
    var current = node
    for _ in 0..<48 {
      guard let parent = unit.parent(of: current) else { return nil }
      if unit.outline.kind(current) == .block, unit.outline.kind(parent) == .call,
        case .instance(let instance) = meaning(parent, in: unit),
        case .external(let type) = instance.type
      {
        let symbol = type.member(name)
        if !constructs(for: symbol, .call, in: .kotlin).isEmpty {
          return .member(of: instance, symbol)
        }
      }
      current = parent
    }
    return nil
  }

  private static func first(of value: Meaning) -> Meaning {
    if case .oneOf(let values) = value, let first = values.first { first } else { value }
  }

  /// How many names a chain of members needs to be known by them; nil where types always tell.
  private static func shortestChain(_ family: SourceFamily) -> Int? {
    switch family {
    case .csharp, .kotlin, .rust: 1
    case .go: 2
    default: nil
    }
  }

  /// The name of the catalogue that the end of a chain of members is, in a module that the file imports.
  private func added(
    _ node: SourceOutline.Expression, _ shortest: Int, _ unit: SourceUnit
  ) -> SymbolName? {
    var (names, current): ([String], SourceOutline.Expression?) = ([], node)
    while let member = current, unit.outline.kind(member) == .member, names.count < 4 {
      names.append(unit.outline.text(member) ?? "")
      current = unit.outline.firstChild(member)
    }
    names.reverse()
    guard names.count >= shortest else { return nil }
    for start in 0...(names.count - shortest) {
      for module in modules(adding: names[names.count - 1], to: unit) {
        let symbol = SymbolName(module, Array(names[start...]))
        if !constructs(for: symbol, .call, in: unit.family).isEmpty { return symbol }
      }
    }
    return nil
  }

  private func modules(adding name: String, to unit: SourceUnit) -> [String] {
    switch unit.family {
    case .csharp:
      project.openModules(of: unit).map(plain) + facts[unit.family].implicitModules
    case .kotlin:
      unit.imports.filter { $0.kind == .all || $0.name == name }.map { plain($0.module) }
    default: unit.imports.map { unit.family == .go ? $0.module : plain($0.module) }
    }
  }
}
