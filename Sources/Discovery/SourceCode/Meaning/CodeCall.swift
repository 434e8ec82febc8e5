import Formats

/// A call, or what is like one: a decorator with arguments, a literal of a type.
struct CodeCall {
  let unit: SourceUnit
  /// Nil for a decorator without arguments, a base class or a mention.
  let node: SourceOutline.Expression?
  /// What it is a method of.
  var receiver: Meaning?
  /// The function that a decorator stands on.
  var function: Int?
  /// The class that a decorator stands on, or that was derived.
  var definition: Int?
  /// The arguments of the function of the repository that it stands in, where those are known.
  var frame: MeaningReader.Frame?
  /// How many of its arguments come before those of what it calls: `to_thread(ask, question)`.
  var leading = 0
}

/// Arguments of calls.
extension MeaningReader {
  /// The values that the first of the selectors chooses that has any.
  func select(_ selectors: [ArgumentSelector], of call: CodeCall) -> [Meaning] {
    selectors.lazy.map { self.select($0, of: call) }.first { !$0.isEmpty } ?? []
  }

  /// The values that a selector chooses; empty where there is none.
  func select(_ selector: ArgumentSelector, of call: CodeCall) -> [Meaning] {
    if let frame = call.frame {
      var plain = call
      plain.frame = nil
      return within(frame) { select(selector, of: plain) } ?? []
    }
    var values: [Meaning]
    switch selector.place {
    case .named(let key): values = named(key, of: call)
    case .position(let index):
      let positions = positional(call)
      let place = index < 0 ? positions.count + index : index
      values = positions.indices.contains(place) ? [positional(positions[place], of: call)] : []
    case .allPositions: values = positional(call).map { meaning($0, in: call.unit) }
    case .all: values = all(call)
    case .receiver: values = call.receiver.map { [$0] } ?? []
    case .function:
      if let function = call.function {
        values = [.function(unit: call.unit.index, index: function, receiver: nil)]
      } else if let definition = call.definition {
        values = [.definition(unit: call.unit.index, index: definition)]
      } else {
        values = named("function", of: call)
      }
    case .type:
      values = named("type", of: call)
      if let node = call.node, let type = call.unit.outline.typeArgument(node) {
        values.append(meaning(type, in: call.unit))
      }
      if values.isEmpty {
        values = positional(call).map { meaning($0, in: call.unit) }.filter {
          if case .definition = $0 { true } else { false }
        }
      }
    case .field(let name):
      guard let definition = call.definition else { return [] }
      if call.unit.family == .ruby {
        let set = setting(name, ofClass: definition, in: call.unit)
        if !set.isEmpty { return set }
      }
      let found = attribute(name, ofClass: definition, in: call.unit, receiver: nil)
      // What a base of a library may have says nothing of the class.
      if case .member(_, let symbol) = found, symbol.last == name { return [] }
      values = found.isUnknown ? [] : given(by: found)
    }
    for key in selector.keys {
      values = values.flatMap { self.part(key, of: $0) }
    }
    if values.isEmpty, case .named(let key) = selector.place, let node = call.node {
      values = call.unit.values(given: [key] + selector.keys, to: node).map {
        meaning($0, in: call.unit)
      }
    }
    return values
  }

  /// What a class of Ruby sets by a call in its body: `model "gpt-4o"`.
  private func setting(_ name: String, ofClass definition: Int, in unit: SourceUnit) -> [Meaning] {
    guard unit.textNumbers.number(of: name) != nil else { return [] }
    let outline = unit.outline
    for call in outline.calls {
      guard let callee = outline.firstChild(call), outline.kind(callee) == .name,
        outline.text(callee) == name
      else { continue }
      let scope = outline.scope(call)
      guard scope.classDefinition == definition, scope.function == nil else { continue }
      return outline.arguments(call).prefix(64).map { meaning($0, in: unit) }
    }
    return []
  }

  /// The values of all arguments; of objects those of their keys.
  private func all(_ call: CodeCall) -> [Meaning] {
    guard let node = call.node else { return [] }
    return call.unit.outline.arguments(node).prefix(64).flatMap { argument -> [Meaning] in
      let value = meaning(argument, in: call.unit)
      guard case .object(let entries, _) = value else { return [value] }
      return entries.prefix(64).map(\.value)
    }
  }

  /// The value of an argument; of Rust's attributes a word stands for itself.
  private func positional(_ node: SourceOutline.Expression, of call: CodeCall) -> Meaning {
    let value = meaning(node, in: call.unit)
    guard value.isUnknown, call.unit.family == .rust,
      call.function != nil || call.definition != nil,
      call.unit.outline.kind(node) == .name, let word = call.unit.outline.text(node)
    else { return value }
    return .text(word, CodePlace(unit: call.unit.index, node: node))
  }

  /// What an attribute is worth: of a method that says what a class is, what it gives.
  private func given(by attribute: Meaning) -> [Meaning] {
    guard case .function(let unit, let index, _) = attribute else { return [attribute] }
    let home = project.units[unit]
    let results = home.returns(of: index)
    guard home.family != .python, home.family != .script, !results.isEmpty else {
      return [attribute]
    }
    return results.prefix(8).map { meaning($0, in: home) }
  }

  /// A key of a value: of what a call made the argument of that name, else the member.
  private func part(_ key: String, of value: Meaning) -> [Meaning] {
    switch value {
    case .oneOf(let values): return values.flatMap { part(key, of: $0) }
    case .function(let unit, let index, _): return set(key, by: index, project.units[unit])
    case .list(let items, _) where key.hasPrefix("#"):
      // One of several arguments of a step.
      guard let index = Int(key.dropFirst()), items.indices.contains(index) else { return [] }
      return [items[index]]
    case .list(let items, _):
      guard let index = Int(key) else { return [] }
      let place = index < 0 ? items.count + index : index
      return items.indices.contains(place) ? [items[place]] : []
    case .instance(let instance):
      if let place = instance.place {
        let unit = project.units[place.unit]
        let given = select(ArgumentSelector(key), of: CodeCall(unit: unit, node: place.node))
        if !given.isEmpty { return given }
        if let given = step(key, before: place.node, unit) { return given }
        // What is not given to a type of others has no value.
        if case .external = instance.type { return [] }
      }
    default: break
    }
    let inner = member(key, of: value)
    return inner.isUnknown ? [] : [inner]
  }

  /// The expression of the argument that a selector chooses.
  func argument(_ selector: ArgumentSelector, of call: CodeCall) -> SourceOutline.Expression? {
    guard let node = call.node else { return nil }
    switch selector.place {
    case .position(let index):
      let positions = positional(call)
      return positions.indices.contains(index) ? positions[index] : nil
    case .named(let key):
      let outline = call.unit.outline
      let pair = outline.arguments(node).first {
        [.keyword, .pair].contains(outline.kind($0)) && outline.key(ofPair: $0) == key
      }
      return pair.flatMap { outline.value(ofPair: $0) ?? outline.firstChild($0) }
    default: return nil
    }
  }

  /// Functions that call what they are given, by the numbers of their names, with its place among their arguments.
  func carriers(in unit: SourceUnit) -> [Int32: Int] {
    var found: [Int32: Int] = [:]
    for (name, place) in facts[unit.family].carriers {
      if let number = unit.textNumbers.number(of: name) { found[number] = place }
    }
    return found
  }

  /// What a function calls that is given it at a place: a name or a member.
  func carried(_ place: Int, by call: CodeCall) -> SourceOutline.Expression? {
    let positions = positional(call)
    guard positions.indices.contains(place),
      [.name, .member].contains(call.unit.outline.kind(positions[place])),
      !isInvocation(call)
    else { return nil }
    return positions[place]
  }

  /// Whether what is called asks an object instead: `agent.run_sync(question)`, which is no
  /// `to_thread.run_sync(answer)`.
  private func isInvocation(_ call: CodeCall) -> Bool {
    let outline = call.unit.outline
    guard let node = call.node, let callee = outline.firstChild(node),
      outline.kind(callee) == .member, let name = outline.text(callee),
      facts[call.unit.family].invocations.contains(name), let object = outline.firstChild(callee),
      case .instance = meaning(object, in: call.unit)
    else { return false }
    return true
  }

  /// Whether arguments are spread of which the code does not say what they are: `ChatOpenAI(**options)`.
  func hasOpenSpread(_ call: CodeCall) -> Bool {
    guard let node = call.node else { return false }
    return call.unit.outline.arguments(node).contains { argument in
      guard call.unit.outline.kind(argument) == .spread else { return false }
      if case .object = meaning(argument, in: call.unit) { return false }
      return true
    }
  }

  /// The arguments without a name.
  func positional(_ call: CodeCall) -> [SourceOutline.Expression] {
    guard let node = call.node else { return [] }
    // The steps of a pipe are all arguments.
    let isPipe = call.unit.outline.kind(node) == .operation
    let arguments =
      isPipe ? Array(call.unit.outline.children(node)) : call.unit.outline.arguments(node)
    let positions = arguments.filter { argument in
      switch call.unit.outline.kind(argument) {
      case .keyword: false
      case .pair: call.unit.family != .ruby
      case .spread: false
      default: true
      }
    }
    return call.leading > 0 ? Array(positions.dropFirst(call.leading)) : positions
  }

  private func named(_ key: String, of call: CodeCall) -> [Meaning] {
    guard let node = call.node else { return [] }
    let outline = call.unit.outline
    let arguments = outline.arguments(node)
    for argument in arguments
    where outline.kind(argument) == .keyword || outline.kind(argument) == .pair {
      if outline.key(ofPair: argument) == key { return [meaning(argument, in: call.unit)] }
    }
    for argument in arguments {
      let isSpread = outline.kind(argument) == .spread
      switch outline.kind(argument) {
      case .object: break
      case .name, .member, .spread, .call, .conditional, .operation, .opaque, .unary:
        guard isSpread || argument == arguments.first || argument == arguments.last else {
          continue
        }
        guard isSpread || call.unit.family != .python else { continue }
      default: continue
      }
      if case .object(let entries, _) = meaning(argument, in: call.unit),
        let entry = entries.last(where: { $0.key == key })
      {
        return [entry.value]
      }
      if let found = fields(of: argument, call.unit).last(where: { $0.key == key }) {
        return [found.value]
      }
    }
    let options = options(key, among: arguments, call.unit)
    // The first step of a chain on a builder that was given.
    if call.receiver != nil, let callee = outline.firstChild(node), outline.kind(callee) == .member,
      outline.text(callee) == key, let first = arguments.first
    {
      return [meaning(first, in: call.unit)]
    }
    return (options + steps(after: node, call.unit).filter { $0.name == key }).flatMap { step in
      step.arguments.isEmpty
        ? [.boolean(true)]
        : step.arguments.count == 1
          ? [meaning(step.arguments[0], in: call.unit)]
          : [
            .list(
              step.arguments.map { meaning($0, in: call.unit) },
              CodePlace(unit: call.unit.index, node: step.arguments[0]))
          ]
    }
  }

  /// The fields of a literal of a struct: `Options{Model: "x"}`.
  private func fields(
    of node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> [(key: String, value: Meaning)] {
    if unit.outline.kind(node) == .unary, let inner = unit.outline.firstChild(node) {
      return fields(of: inner, unit)
    }
    guard unit.outline.kind(node) == .opaque else { return [] }
    for child in unit.outline.children(node) where unit.outline.kind(child) == .object {
      if case .object(let entries, _) = meaning(child, in: unit) { return entries }
    }
    return []
  }
}
