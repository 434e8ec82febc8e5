import Formats

/// What the callers of functions of the repository give to parameters of unknown type.
extension MeaningReader {
  /// What is called from more places than this is a helper of everybody.
  private static let mostCallers = 12

  /// The objects that are given to a parameter: `def register(server): …`, `register(FastMCP("x"))`. Texts
  /// are not followed, as they differ from call to call.
  func givenByCallers(_ index: Int, of function: Int, _ unit: SourceUnit) -> Meaning {
    guard unit.family == .python || unit.family == .script else { return .unknown }
    guard frames.isEmpty, callersUnderWay < 2 else {
      noteCut()
      return .unknown
    }
    let name = unit.outline.functionName(function)
    let parameters = unit.outline.parameters(function)
    guard !name.isEmpty, parameters.indices.contains(index) else { return .unknown }
    let calls = project.calls(named: name)
    guard (1...Self.mostCallers).contains(calls.count) else { return .unknown }
    callersUnderWay += 1
    defer { callersUnderWay -= 1 }
    let isMethod = parameters.first.map { SourceUnit.selfNames.contains($0.name) } == true
    let position = isMethod ? index - 1 : index
    guard position >= 0 else { return .unknown }
    let selectors = [
      ArgumentSelector(parameters[index].name), ArgumentSelector("#\(position)"),
    ]
    let values = calls.compactMap { place -> Meaning? in
      let caller = project.units[place.unit]
      guard let callee = caller.outline.firstChild(place.node),
        case .function(unit.index, function, _) = meaning(callee, in: caller),
        let value = select(selectors, of: CodeCall(unit: caller, node: place.node)).first
      else { return nil }
      return Self.objects(in: value)
    }
    return Self.either(values)
  }

  /// The objects among values.
  private static func objects(in value: Meaning) -> Meaning? {
    switch value {
    case .instance(let instance): instance.place == nil ? nil : value
    case .oneOf(let values): either(values.compactMap { objects(in: $0) })
    default: nil
    }
  }
}
