import Formats

/// Calls of functions of one's own that hand on what they are given to a model: `ask_llm(prompt)`.
extension SourceLinker {
  /// Functions may hand on to others that do; deeper than this nobody follows them.
  private static let mostSteps = 3
  /// Parts of a call, what is called among them, that may be such functions.
  private static let mostParts = 6

  /// What is asked, as far as the code says.
  struct Asked {
    let role: String?
    var targets: [Thing]

    /// Adds what else is asked, each once; of more than tell anything one more says that there are more.
    mutating func add(_ more: [Thing]) {
      for thing in more
      where targets.count <= ModelUseTable.choices && !targets.contains(thing) {
        targets.append(thing)
      }
    }
  }

  func findHandedOnCalls() {
    var seen: Set<ThingKey> = []
    var asked: [(place: CodePlace, what: Asked)] = modelCalls.compactMap { call in
      call.place.map { ($0, Asked(role: call.role, targets: call.targets)) }
    }
    for occurrence in occurrences where occurrence.construct.product == .call {
      guard case .place(let place) = occurrence.key else { continue }
      let what = Asked(
        role: occurrence.construct.facts["role"],
        targets: modelUses(occurrence).things.filter(Self.isAsked))
      asked.append((place, what))
    }
    for _ in 0..<Self.mostSteps where !asked.isEmpty {
      var asking: [ThingKey: Asked] = [:]
      for (place, what) in asked {
        guard let function = handingOn(around: place) else { continue }
        let key = ThingKey.function(unit: place.unit, index: function)
        if seen.insert(key).inserted {
          asking[key] = what
        } else {
          asking[key]?.add(what.targets)
        }
      }
      asked = asking.isEmpty ? [] : callsOf(asking)
    }
  }

  /// Notes the calls of functions, and gives them: those of a helper of everybody, too.
  private func callsOf(_ asking: [ThingKey: Asked]) -> [(place: CodePlace, what: Asked)] {
    var byName: [String: [(home: Int, index: Int)]] = [:]
    for case .function(let home, let index) in asking.keys {
      byName[project.units[home].outline.functionName(index), default: []].append((home, index))
    }
    for name in byName.keys { byName[name]?.sort { $0 < $1 } }
    var found: [(place: CodePlace, what: Asked)] = []
    for unit in project.units where unit.scope != "vendored" {
      // An import may give it another name; most calls are of the name that it has.
      var functions: [Int32: [(home: Int, index: Int)]] = [:]
      for (name, places) in byName {
        if let number = unit.textNumbers.number(of: name) { functions[number] = places }
      }
      guard !functions.isEmpty else { continue }
      for call in unit.outline.calls {
        // Itself, or whoever it is handed to: `loop.run_in_executor(None, self.ask, prompt)`.
        for callee in unit.outline.children(call).prefix(Self.mostParts) {
          guard let named = functions[unit.outline.textIndex(callee)],
            let function = asked(by: callee, named, in: unit),
            var what = asking[.function(unit: function.home, index: function.index)]
          else { continue }
          if !function.isSure || what.targets.count > ModelUseTable.choices { what.targets = [] }
          let place = CodePlace(unit: unit.index, node: call)
          guard note(place, of: function.index, in: function.home, what) else { continue }
          found.append((place, what))
        }
      }
    }
    return found
  }

  /// The function that is called; of an object that nothing is known of one of that name.
  private func asked(
    by callee: SourceOutline.Expression, _ named: [(home: Int, index: Int)], in unit: SourceUnit
  ) -> (home: Int, index: Int, isSure: Bool)? {
    let likely = named.first.map { (home: $0.home, index: $0.index, isSure: false) }
    switch unit.outline.kind(callee) {
    case .name, .member: break
    default: return nil
    }
    let value = reader.meaning(callee, in: unit)
    guard let name = unit.outline.text(callee) else { return nil }
    let functions = Self.functions(value)
    if let known = functions.first(where: { function in named.contains { $0 == function } }) {
      return (known.home, known.index, functions.count == 1)
    }
    if let function = functions.first {
      // What a method of a base does, the classes say that derive from it.
      let isMethod =
        project.units[function.home].outline.functionScope(function.index).classDefinition != nil
      return isMethod && facts.reading.handsOn(name)
        ? likely : (function.home, function.index, true)
    }
    guard unit.outline.kind(callee) == .member, MeaningReader.isOpen(value) else { return nil }
    // Of several that ask it is one, whichever; a single word, such as `run`, much else is called.
    let isTelling =
      facts.reading.handsOn(name) || named.count == 1 && NameWords.texts(of: name).count > 1
    return isTelling ? likely : nil
  }

  /// The functions that a value may be, of an object that is made in one of several ways those of each.
  private static func functions(_ value: Meaning) -> [(home: Int, index: Int)] {
    switch value {
    case .function(let home, let index, _): [(home, index)]
    case .oneOf(let values): values.prefix(16).flatMap(functions)
    default: []
    }
  }

  /// The function around a call that is given what the call hands on, and is called as such functions are.
  private func handingOn(around place: CodePlace) -> Int? {
    let unit = project.units[place.unit]
    var scope = unit.outline.scope(place.node)
    while let function = scope.function, unit.outline.functionName(function).isEmpty {
      scope = unit.outline.parent(of: scope)
    }
    guard let function = scope.function else { return nil }
    // Whatever takes a prompt hands it on.
    let asked =
      facts.reading.handsOn(unit.outline.functionName(function))
      ? facts.reading.asksArguments : facts.reading.promptArguments
    let takesIt = unit.outline.parameters(function).contains { asked.contains($0.name) }
    return takesIt ? function : nil
  }

  /// False where the call is none that asks a model, or is known.
  private func note(
    _ caller: CodePlace, of function: Int, in home: Int, _ what: Asked
  ) -> Bool {
    let unit = project.units[caller.unit]
    let isInside = caller.unit == home && unit.outline.scope(caller.node).function == function
    guard unit.scope != "vendored", !isInside, occurrence(for: key(of: caller)) == nil else {
      return false
    }
    note(
      ModelCall(
        targets: what.targets, users: users(at: caller), line: unit.outline.line(caller.node),
        unit: unit, role: what.role, place: caller))
    return true
  }
}
