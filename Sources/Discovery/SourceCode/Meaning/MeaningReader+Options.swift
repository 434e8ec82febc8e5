import Formats

/// Options of a command line: `parser.add_argument("--data", default="rows.csv")`, `args.data`.
extension MeaningReader {
  /// The default of an option, where a value holds all of them.
  func option(_ name: String, of instance: CodeInstance, _ symbol: SymbolName) -> Meaning? {
    let facts = facts[.python]
    guard facts.optionResults.contains(symbol.last) else { return nil }
    var value: Meaning? = .instance(instance)
    for _ in 0..<8 {
      guard case .instance(let current)? = value else { return nil }
      if let place = current.place, let given = optionDefaults(in: project.units[place.unit])[name]
      {
        let found = meaning(given, in: project.units[place.unit])
        return found.isUnknown ? nil : found
      }
      value = current.origin
    }
    return nil
  }

  /// The default that a decorator of a function gives to its parameter: `@click.option("--data", default=…)`.
  func optionDefault(_ name: String, ofFunction index: Int, _ unit: SourceUnit) -> Meaning? {
    guard unit.family == .python else { return nil }
    let facts = facts[.python]
    for decorator in unit.outline.functionDecorators(index) {
      guard let callee = unit.outline.firstChild(decorator),
        let method = unit.outline.text(callee), facts.options.contains(method),
        optionNames(decorator, unit).contains(name), let value = optionDefault(decorator, unit)
      else { continue }
      let found = meaning(value, in: unit)
      return found.isUnknown ? nil : found
    }
    return nil
  }

  /// The defaults of the options that a file declares, by name.
  private func optionDefaults(in unit: SourceUnit) -> [String: SourceOutline.Expression] {
    if let known = optionsByUnit[unit.index] { return known }
    let outline = unit.outline
    let methods = Set(facts[.python].options.compactMap { unit.textNumbers.number(of: $0) })
    var found: [String: SourceOutline.Expression] = [:]
    for call in outline.calls {
      guard let callee = outline.firstChild(call), outline.kind(callee) == .member,
        methods.contains(outline.textIndex(callee)), let value = optionDefault(call, unit)
      else { continue }
      for name in optionNames(call, unit) where found[name] == nil { found[name] = value }
    }
    optionsByUnit[unit.index] = found
    return found
  }

  private func optionDefault(
    _ call: SourceOutline.Expression, _ unit: SourceUnit
  ) -> SourceOutline.Expression? {
    unit.outline.arguments(call).first { unit.outline.key(ofPair: $0) == "default" }
      .flatMap { unit.outline.value(ofPair: $0) }
  }

  private func optionNames(_ call: SourceOutline.Expression, _ unit: SourceUnit) -> [String] {
    let outline = unit.outline
    return outline.arguments(call).compactMap { argument in
      if outline.kind(argument) == .string {
        let text = String((outline.text(argument) ?? "").drop { $0 == "-" })
        return text.isEmpty ? nil : text.replacing("-", with: "_")
      }
      guard outline.key(ofPair: argument) == "dest" else { return nil }
      return outline.value(ofPair: argument).flatMap { outline.text($0) }
    }
  }

  // MARK: Classes of options

  /// What a method gives that fills the classes that its object was made with:
  /// `HfArgumentParser((ModelArguments, DataArguments)).parse_args_into_dataclasses()`.
  func parsed(_ symbol: SymbolName, of instance: CodeInstance, _ place: CodePlace) -> Meaning? {
    guard facts[.python].typedResults.contains(symbol.last), let made = instance.place,
      let types = typeGiven(to: made.node, project.units[made.unit])
    else { return nil }
    let classes = if case .list(let items, _) = types { items } else { [types] }
    return .list(classes.map { self.instance(ofType: $0) }, place)
  }

  /// The class, or classes, that a call is given.
  func typeGiven(to call: SourceOutline.Expression, _ unit: SourceUnit) -> Meaning? {
    for argument in unit.outline.arguments(call).prefix(4) {
      let value = meaning(argument, in: unit)
      switch value {
      case .definition: return value
      case .list(let items, _):
        if case .definition? = items.first { return value }
      default: break
      }
    }
    return nil
  }
}
