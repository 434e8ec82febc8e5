import Formats

/// A function of the repository.
struct CodeFactory: Hashable {
  let unit: Int
  let function: Int
}

/// What a function of the repository makes, anew at each call.
struct MadeThing {
  let construct: Construct
  let symbol: SymbolName
  let node: SourceOutline.Expression
}

/// Functions of the repository that make a thing whose name they are given: `createAgent("Editor", …)`.
extension MeaningReader {
  /// What a function makes; nil where it makes nothing, or the same at each call.
  func made(byFunction index: Int, in home: SourceUnit) -> MadeThing? {
    guard home.family != .python, home.family != .script,
      !home.outline.parameters(index).isEmpty
    else { return nil }
    let factory = CodeFactory(unit: home.index, function: index)
    if let known = factories[factory] { return known }
    factories[factory] = .some(nil)
    let made = made(of: home.returns(of: index).prefix(4), in: home)
    guard let made, takesName(made, function: index, home) else { return nil }
    factories[factory] = made
    return made
  }

  /// The values that a call or literal is given.
  private func parts(
    of node: SourceOutline.Expression, _ home: SourceUnit
  ) -> [SourceOutline.Expression] {
    let outline = home.outline
    return outline.arguments(node).flatMap { argument in
      outline.kind(argument) == .object
        ? outline.children(argument).compactMap { outline.value(ofPair: $0) } : [argument]
    }
  }

  private func made(
    of results: some Sequence<SourceOutline.Expression>, in home: SourceUnit, _ depth: Int = 0
  ) -> MadeThing? {
    for result in results {
      var value = meaning(result, in: home)
      for _ in 0..<8 {
        guard case .instance(let instance) = value else { break }
        if let place = instance.place, place.unit == home.index {
          if let made = made(at: place.node, in: home) { return made }
          // A type of the repository that wraps it: `safeTool{InvokableTool: t}`.
          if case .definition = instance.type, depth < 2,
            let made = made(of: parts(of: place.node, home), in: home, depth + 1)
          {
            return made
          }
        }
        guard let origin = instance.origin else { break }
        value = origin
      }
    }
    return nil
  }

  private func made(at node: SourceOutline.Expression, in home: SourceUnit) -> MadeThing? {
    guard let callee = home.outline.firstChild(node) else { return nil }
    for symbol in symbols(ofCallee: self.callee(callee, in: home), in: home.family) {
      let call = CodeCall(unit: home, node: node)
      for construct in constructs(for: symbol, .call, in: home.family)
      where construct.product != nil && holds(construct, call) {
        return Self.products.contains(construct.product ?? .binding)
          ? MadeThing(construct: construct, symbol: symbol, node: node) : nil
      }
    }
    return nil
  }

  private static let products: Set<Construct.Product> = [.agent, .tool, .mcpServer]

  /// Whether the name of what a function makes is one of its parameters.
  private func takesName(_ made: MadeThing, function index: Int, _ home: SourceUnit) -> Bool {
    let mark = "\u{0}"
    let place = CodePlace(unit: home.index, node: made.node)
    var arguments: [String: Meaning] = [:]
    for parameter in home.outline.parameters(index) {
      arguments[parameter.name] = .text(mark, place)
    }
    let frame = Frame(unit: home.index, function: index, arguments: arguments, receiver: nil)
    let names = made.construct.arguments["name"] ?? []
    let given = within(frame) { select(names, of: CodeCall(unit: home, node: made.node)) }
    return given?.first?.literal?.contains(mark) == true
  }
}
