import Formats

/// What names stand for.
extension MeaningReader {
  func name(
    _ number: Int32, _ scope: Scope, _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning {
    let outline = unit.outline
    if unit.isSelf(number), let owner = unit.enclosingClass(scope)?.classDefinition {
      return selfInstance(unit, owner)
    }
    if !unit.comprehensions.isEmpty, let found = eachElement(number, unit, place.node) {
      return found
    }
    var current = scope
    var isInnermost = true
    while true {
      let skips = current.classDefinition != nil && !isInnermost && unit.family == .python
      var bindings = skips ? [] : unit.bindings(ofText: number, in: current)
      // The decorator of a method of the same name is none of the class's own.
      if isInnermost, !bindings.isEmpty, current.classDefinition != nil, unit.family == .python {
        let line = outline.line(place.node)
        bindings.removeAll { binding in
          if case .function(let index) = binding {
            outline.functionLine(index) >= line
          } else {
            false
          }
        }
      }
      if let first = bindings.first {
        let meaning = value(of: bindings, usedAt: outline.line(place.node), unit, at: place.node)
        if !meaning.isUnknown || current.isFile { return meaning }
        if case .parameter = first { return meaning }
        // What a function of Python gives a value to is its own, whatever the file calls so.
        let isOwn = bindings.contains {
          switch $0 {
          case .value, .element: true
          default: false
          }
        }
        if isOwn, unit.family == .python, current.function != nil { return meaning }
      }
      if current.isFile { break }
      isInnermost = false
      current = outline.parent(of: current)
    }
    return foreign(number, unit)
  }

  /// What the variable of a comprehension around stands for: `x` of `[f(x) for x in values]`.
  private func eachElement(
    _ number: Int32, _ unit: SourceUnit, _ node: SourceOutline.Expression
  ) -> Meaning? {
    guard let around = unit.comprehensions[number] else { return nil }
    // The innermost is the one that begins last.
    for comprehension in around.reversed() where comprehension.covers(node) {
      switch meaning(comprehension.values, in: unit) {
      case .list(let items, _): return Self.either(items)
      case .oneOf(let values):
        return Self.either(
          values.prefix(16).flatMap { value -> [Meaning] in
            if case .list(let items, _) = value { items } else { [] }
          })
      default: return .unknown
      }
    }
    return nil
  }

  /// The instance that `self` stands for: of the class that is followed, else of the one around.
  private func selfInstance(_ unit: SourceUnit, _ owner: Int) -> Meaning {
    noteFrameUse()
    if let frame = frames.last, frame.unit == unit.index, let receiver = frame.receiver {
      return .instance(receiver)
    }
    return .instance(CodeInstance(.definition(unit: unit.index, index: owner), at: nil))
  }

  /// What a name stands for at a line: the last value given before, with what was added to it.
  ///
  /// - Parameter use: where it is used; its own new value, as in `data = data.map(f)`, does not count there.
  func value(
    of bindings: ArraySlice<SourceUnit.Binding>, usedAt line: Int, _ unit: SourceUnit,
    at use: SourceOutline.Expression? = nil
  ) -> Meaning {
    var (chosen, additions): (SourceUnit.Binding?, [SourceOutline.Expression]) = (nil, [])
    var declared: SourceOutline.Expression?
    var earlier: [SourceUnit.Binding] = []
    var entries: [(key: String, value: SourceOutline.Expression)] = []
    for binding in bindings {
      switch binding {
      case .value(let node) where unit.outline.kind(node) == .declared: declared = node
      // `X = None` where the import of X fails.
      case .value(let node)
      where unit.outline.kind(node) == .null && isImported(bindings) && unit.family == .python:
        break
      case .addition(let values): additions += values
      case .entry(let value, let key): entries.append((key ?? Self.anyKey, value))
      // That there is nothing yet, or no more, says nothing of what there is.
      case .value(let node) where unit.outline.kind(node) == .null && bindings.count > 1:
        if chosen == nil { chosen = binding }
      case .value(let node), .element(of: let node, _):
        if let use, bindings.count > 1, unit.isInside(use, node) { continue }
        // Of values given later only the first counts, where none came before.
        if chosen == nil || isNothing(chosen, unit) || unit.outline.line(node) <= line {
          if bindings.count <= Self.mostBindings, let chosen, case .value = chosen {
            earlier.append(chosen)
          }
          chosen = binding
        }
      // `const { Client } = require("x")` is an import.
      case .part: if chosen == nil { chosen = binding }
      case .imported(let index):
        // Of two names of a library, as `try` and `except` have them, the one that is known.
        if isKnownImport(chosen, unit), !isKnownImport(binding, unit) { continue }
        if chosen == nil || unit.imports[index].line <= line { chosen = binding }
      default: if chosen == nil || !isParameter(binding) { chosen = binding }
      }
    }
    var base = chosen.map { value(of: $0, unit) } ?? .unknown
    if base.isUnknown, let declared { base = meaning(declared, in: unit) }
    // Of several ways, one that is known: `if own: text = given else: text = f"…"`.
    for binding in earlier.suffix(Self.mostWays).reversed() where base.isUnknown {
      guard !isOnOtherWay else {
        noteCut()
        break
      }
      isOnOtherWay = true
      base = value(of: binding, unit)
      isOnOtherWay = false
    }
    if case .object(let known, let place) = base, !entries.isEmpty {
      let more = entries.prefix(16).map { (key: $0.key, value: meaning($0.value, in: unit)) }
      base = .object(known + more, place)
    }
    guard !additions.isEmpty else { return base }
    let more = additions.map { meaning($0, in: unit) }
    let place = CodePlace(unit: unit.index, node: additions[0])
    switch base {
    case .list(let items, let place): return .list(items + more, place)
    case .unknown: return .list(more, place)
    // `tools = client.list_tools()`, `tools.extend([read_file])`
    case .instance where isExtended(by: additions[0], unit): return .list([base] + more, place)
    default: return base
    }
  }

  /// Whether a value is added to as only lists are: `tools.extend(…)`.
  private func isExtended(by addition: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    guard unit.family == .python, let call = unit.parent(of: addition),
      let callee = unit.outline.firstChild(call)
    else { return false }
    return unit.outline.text(callee) == "extend"
  }

  private func isImported(_ bindings: ArraySlice<SourceUnit.Binding>) -> Bool {
    bindings.contains { if case .imported = $0 { true } else { false } }
  }

  /// Whether a name is given that there is nothing yet.
  private func isNothing(_ binding: SourceUnit.Binding?, _ unit: SourceUnit) -> Bool {
    if case .value(let node)? = binding { unit.outline.kind(node) == .null } else { false }
  }

  /// Whether a name is brought in from a module of the catalogue.
  private func isKnownImport(_ binding: SourceUnit.Binding?, _ unit: SourceUnit) -> Bool {
    guard case .imported(let index)? = binding else { return false }
    return catalog.knows(module: unit.imports[index].module, in: unit.family)
  }

  private func isParameter(_ binding: SourceUnit.Binding) -> Bool {
    if case .parameter = binding { true } else { false }
  }

  private func value(of binding: SourceUnit.Binding, _ unit: SourceUnit) -> Meaning {
    switch binding {
    case .value(let node): return meaning(node, in: unit)
    case .element(let node, let parts):
      return parts.reduce(meaning(node, in: unit)) { Self.element($1, of: $0) }
    case .addition, .entry: return .unknown
    case .part(let node, let key): return part(key, of: meaning(node, in: unit), unit)
    case .imported(let index): return imported(at: index, unit)
    case .function(let index):
      return .function(unit: unit.index, index: index, receiver: nil)
    case .definition(let index): return .definition(unit: unit.index, index: index)
    case .parameter(let function, let index):
      return parameter(Int(index), of: Int(function), unit)
    }
  }

  /// Values that a name is given before the one that counts, of which one that is known is looked for.
  private static let mostWays = 3
  /// Values of a name beyond which nobody tells its ways apart.
  private static let mostBindings = 16

  /// The key of entries that may have any.
  static let anyKey = "[]"

  /// One of so many parts of a value; all of it where it is not known by its parts.
  private static func element(_ part: SourceUnit.Part, of value: Meaning) -> Meaning {
    switch value {
    case .list(let items, _) where items.count == part.count: items[part.index]
    case .oneOf(let values): either(values.map { element(part, of: $0) })
    default: value
    }
  }

  /// What a pattern takes out of a value. What calls of libraries give is more than its parts say.
  private func part(_ key: String, of value: Meaning, _ unit: SourceUnit) -> Meaning {
    switch value {
    case .external(let symbol) where isEnvironment(symbol, unit.family):
      return .environment(key, nil)
    case .object, .module: return member(key, of: value)
    case .oneOf(let values):
      return Self.either(values.prefix(64).map { part(key, of: $0, unit) })
    case .instance(let instance):
      if case .definition = instance.type { return member(key, of: value) }
      return .unknown
    default: return .unknown
    }
  }

  private func parameter(_ index: Int, of function: Int, _ unit: SourceUnit) -> Meaning {
    guard let parameter = unit.outline.parameter(index, of: function) else { return .unknown }
    noteFrameUse()
    if let frame = frames.last(where: { $0.unit == unit.index && $0.function == function }),
      let argument = frame.arguments[parameter.name]
    {
      return argument
    }
    var found: [Meaning] = []
    if let value = parameter.value { found.append(meaning(value, in: unit)) }
    if let annotation = parameter.annotation {
      found.append(instance(ofType: meaning(annotation, in: unit)))
    }
    if parameter.value == nil,
      let given = optionDefault(parameter.name, ofFunction: function, unit)
    {
      return given
    }
    let known = Self.either(found)
    guard known.isUnknown else {
      guard parameter.value == nil, isOfKnownType(known) else { return known }
      // `def register(server: FastMCP)`: what is given is the very server, not only one of its type.
      let given = givenByCallers(index, of: function, unit)
      return isOfKnownType(given) ? given : known
    }
    let element = element(handedTo: function, at: index, unit)
    return element.isUnknown ? givenByCallers(index, of: function, unit) : element
  }

  /// What a function without a name is called with for each of a list: `tools.forEach((tool) => …)`.
  private func element(
    handedTo function: Int, at index: Int, _ unit: SourceUnit
  ) -> Meaning {
    guard unit.family == .script, index == 0, unit.outline.functionName(function).isEmpty,
      let node = unit.functionNodes[function], let call = unit.parent(of: node),
      unit.outline.kind(call) == .call, let callee = unit.outline.firstChild(call),
      callee != node, unit.outline.kind(callee) == .member,
      let method = unit.outline.text(callee), Self.eachMethods.contains(method),
      let object = unit.outline.firstChild(callee)
    else { return .unknown }
    switch meaning(object, in: unit) {
    case .list(let items, _): return Self.either(items)
    // Of `Object.values(…)`.
    case .object(let entries, _) where unit.outline.kind(object) == .call:
      return Self.either(entries.map(\.value))
    default: return .unknown
    }
  }

  private static let eachMethods: Set<String> = ["forEach", "map", "flatMap", "filter"]

  /// Whether a value is of types that the catalogue knows.
  private func isOfKnownType(_ value: Meaning) -> Bool {
    switch value {
    case .instance(let instance):
      guard case .external(let symbol) = instance.type else { return false }
      return SourceFamily.allCases.contains { catalog.knows(module: symbol.module, in: $0) }
    case .oneOf(let values): return !values.isEmpty && values.allSatisfy(isOfKnownType)
    default: return false
    }
  }

  /// A value of a declared type.
  func instance(ofType type: Meaning) -> Meaning {
    switch type {
    case .external(let symbol): return .instance(CodeInstance(.external(symbol), at: nil))
    case .definition(let unit, let index):
      return .instance(CodeInstance(.definition(unit: unit, index: index), at: nil))
    case .list(let items, _), .oneOf(let items):
      return items.first.map { instance(ofType: $0) } ?? .unknown
    default: return .unknown
    }
  }

}
