import Formats

/// Functions of the repository, followed with what they are given.
extension MeaningReader {
  func resultOfFunction(
    _ index: Int, _ home: SourceUnit, _ receiver: CodeInstance?,
    _ node: SourceOutline.Expression, _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning {
    noteFrameUse()
    let frame = frame(index, home, receiver, node, unit)
    let found = within(frame) {
      Self.either(home.returns(of: index).prefix(8).map { self.meaning($0, in: home) })
    }
    guard case .instance(let instance)? = found, frames.isEmpty,
      made(byFunction: index, in: home) != nil
    else { return found ?? .unknown }
    // Each call makes a thing of its own.
    return .instance(CodeInstance(instance.type, at: place, from: found))
  }

  /// The arguments that a call gives to a function of the repository.
  func frame(
    _ index: Int, _ home: SourceUnit, _ receiver: CodeInstance?,
    _ node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> Frame {
    var arguments: [String: Meaning] = [:]
    var parameters = home.outline.parameters(index)[...]
    if home.family == .python, let first = parameters.first,
      SourceUnit.selfNames.contains(first.name)
    {
      parameters = parameters.dropFirst()
    }
    for argument in unit.outline.arguments(node) {
      if unit.outline.kind(argument) == .keyword {
        if let name = unit.outline.text(argument) {
          arguments[name] = meaning(argument, in: unit)
        }
      } else if unit.outline.kind(argument) != .spread, let next = parameters.popFirst() {
        arguments[next.name] = meaning(argument, in: unit)
      }
    }
    return Frame(unit: home.index, function: index, arguments: arguments, receiver: receiver)
  }
}
