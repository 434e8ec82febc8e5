import Formats

/// Calls of functions of one's own that hand on what they are given to a model: `ask_llm(prompt)`.
extension SourceLinker {
  /// Functions may hand on to others that do; deeper than this nobody follows them.
  private static let mostSteps = 3
  /// Parts of a call, what is called among them, that may be such functions.
  private static let mostParts = 6

  func findHandedOnCalls() {
    var seen: Set<ThingKey> = []
    var asked: [(place: CodePlace, role: String?)] = modelCalls.compactMap { call in
      call.place.map { ($0, call.role) }
    }
    for occurrence in occurrences where occurrence.construct.product == .call {
      guard case .place(let place) = occurrence.key else { continue }
      asked.append((place, occurrence.construct.facts["role"]))
    }
    for _ in 0..<Self.mostSteps where !asked.isEmpty {
      var asking: [ThingKey: String?] = [:]
      for (place, role) in asked {
        guard let function = handingOn(around: place) else { continue }
        let key = ThingKey.function(unit: place.unit, index: function)
        if seen.insert(key).inserted { asking[key] = role }
      }
      asked = asking.isEmpty ? [] : callsOf(asking)
    }
  }

  /// Notes the calls of functions, and gives them: those of a helper of everybody, too.
  private func callsOf(_ asking: [ThingKey: String?]) -> [(place: CodePlace, role: String?)] {
    var byName: [String: [(home: Int, index: Int)]] = [:]
    for case .function(let home, let index) in asking.keys {
      byName[project.units[home].outline.functionName(index), default: []].append((home, index))
    }
    for name in byName.keys { byName[name]?.sort { $0 < $1 } }
    var found: [(place: CodePlace, role: String?)] = []
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
            let (home, index) = asked(by: callee, named, in: unit),
            let role = asking[.function(unit: home, index: index)]
          else { continue }
          let place = CodePlace(unit: unit.index, node: call)
          guard note(place, of: index, in: home, role: role) else { continue }
          found.append((place, role))
        }
      }
    }
    return found
  }

  /// The function that is called; of an object that nothing is known of one of that name.
  private func asked(
    by callee: SourceOutline.Expression, _ named: [(home: Int, index: Int)], in unit: SourceUnit
  ) -> (home: Int, index: Int)? {
    switch unit.outline.kind(callee) {
    case .name, .member: break
    default: return nil
    }
    let value = reader.meaning(callee, in: unit)
    guard let name = unit.outline.text(callee) else { return nil }
    if case .function(let home, let index, _) = value {
      let isKnown = named.contains { $0 == (home, index) }
      // What a method of a base does, the classes say that derive from it.
      let isMethod = project.units[home].outline.functionScope(index).classDefinition != nil
      guard !isKnown, isMethod, facts.reading.handsOn(name) else { return (home, index) }
      return named.first
    }
    guard unit.outline.kind(callee) == .member, MeaningReader.isOpen(value) else { return nil }
    // Of several that ask it is one, whichever; a single word, such as `run`, much else is called.
    let isTelling =
      facts.reading.handsOn(name) || named.count == 1 && NameWords.texts(of: name).count > 1
    return isTelling ? named.first : nil
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
  private func note(_ caller: CodePlace, of function: Int, in home: Int, role: String?) -> Bool {
    let unit = project.units[caller.unit]
    let isInside = caller.unit == home && unit.outline.scope(caller.node).function == function
    guard unit.scope != "vendored", !isInside, occurrence(for: key(of: caller)) == nil else {
      return false
    }
    note(
      ModelCall(
        targets: [], users: users(at: caller), line: unit.outline.line(caller.node), unit: unit,
        role: role, place: caller))
    return true
  }
}
