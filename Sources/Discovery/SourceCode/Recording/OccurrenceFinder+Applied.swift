import Formats

/// Decorators that are applied by hand: `server.tool()(add)`.
extension OccurrenceFinder {
  /// Finds what they make, and gives the calls that stand for the decorators.
  func applied(
    _ unit: SourceUnit, _ found: inout [Occurrence]
  ) -> Set<SourceOutline.Expression> {
    guard unit.family == .python else { return [] }
    let outline = unit.outline
    var decorators: Set<SourceOutline.Expression> = []
    for call in outline.calls {
      guard let decorator = outline.firstChild(call), outline.kind(decorator) == .call,
        case let arguments = outline.arguments(call), arguments.count == 1
      else { continue }
      let functions = functions(reader.meaning(arguments[0], in: unit))
      guard !functions.isEmpty, let made = construct(of: decorator, in: unit) else { continue }
      decorators.insert(decorator)
      for (index, function) in functions.enumerated() {
        found.append(
          Occurrence(
            construct: made.construct, symbol: made.symbol, calls: [made.call, function.call],
            // Of several functions that one call is given in turn, each is a thing of its own.
            key: index == 0
              ? .place(CodePlace(unit: unit.index, node: call)) : function.key,
            line: outline.line(call), appliedTo: function.value))
      }
    }
    return decorators
  }

  private struct Applied {
    let value: Meaning
    let call: CodeCall
    let key: ThingKey
  }

  /// The functions of the repository that a value may be.
  private func functions(_ value: Meaning) -> [Applied] {
    switch value {
    case .function(let home, let index, _):
      var call = CodeCall(unit: project.units[home], node: nil)
      call.function = index
      return [Applied(value: value, call: call, key: .function(unit: home, index: index))]
    case .oneOf(let values): return values.prefix(64).flatMap(functions)
    default: return []
    }
  }

  private func construct(
    of decorator: SourceOutline.Expression, in unit: SourceUnit
  ) -> (construct: Construct, symbol: SymbolName, call: CodeCall)? {
    guard let callee = unit.outline.firstChild(decorator) else { return nil }
    let meaning = reader.meaning(callee, in: unit)
    var call = CodeCall(unit: unit, node: decorator)
    if case .member(let instance, _) = meaning { call.receiver = .instance(instance) }
    for symbol in reader.symbols(ofCallee: meaning, in: unit.family) {
      if let construct = reader.constructs(for: symbol, .decorator, in: unit.family)
        .first(where: { $0.product != nil && reader.holds($0, call) })
      {
        return (construct, symbol, call)
      }
    }
    return nil
  }
}
