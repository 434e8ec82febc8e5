import Estate
import Formats

/// Prompts: constants, templates, messages, texts in place.
extension SourceLinker {
  /// Shortest text that is taken for a prompt.
  private static let shortest = 4

  func promptThings(_ occurrence: Occurrence) -> [Thing] {
    let owner = name(of: occurrence) ?? occurrence.symbol.last
    if occurrence.construct.product == .prompt, let role = occurrence.construct.facts["role"] {
      let outer = promptRole
      promptRole = role
      defer { promptRole = outer }
      return promptThings(occurrence, owner)
    }
    return promptThings(occurrence, owner)
  }

  private func promptThings(_ occurrence: Occurrence, _ owner: String) -> [Thing] {
    if let entry = entry(occurrence) {
      return [Thing(AssetID(.prompt, "repo", entry.native), .prompt, entry.key)]
    }
    var found: [Thing] = []
    for role in ["text", "messages", "prompt"] {
      for value in values(of: role, occurrence) {
        found += things(of: value, .prompt, in: occurrence.unit, owner: owner)
      }
    }
    // A prompt whose text comes from elsewhere is one all the same.
    if found.isEmpty, occurrence.construct.product == .prompt {
      let unit = occurrence.unit
      let symbol = symbol(symbolBase(occurrence, owner), for: occurrence.key, .prompt, unit)
      let thing = Thing(AssetID(.prompt, "repo", "\(native(unit))#\(symbol)"), .prompt, owner)
      found = [thing]
    }
    return found
  }

  /// Records the prompt of a text; nil where it is too short to be one.
  func prompt(
    _ pieces: [TemplatePiece], at place: CodePlace, owner: String, role given: String? = nil
  ) -> Thing? {
    let role = given ?? promptRole
    let key = ThingKey.place(place)
    if let known = known(key) { return known.first }
    let text = Self.text(of: pieces)
    let hasWords = pieces.contains { piece in
      if case .text(let text) = piece { text.trimmedCount >= Self.shortest } else { false }
    }
    guard hasWords, !Self.isReference(text), says(pieces) else { return nil }
    let unit = project.units[place.unit]
    if isReturned(place.node, in: unit),
      facts.texts.prompts.reportsFailure(Self.words(of: pieces))
    {
      return nil
    }
    let holder = holder(of: place)
    if let holder, unit.isAdded(unit.outermost(place.node)), let whole = grown[holder] {
      // `prompt += "…"` goes on with the prompt that is there.
      remember([whole.thing], for: key)
      let line = unit.outline.line(place.node)
      grown[holder]?.line = line
      if !PromptText.apart([line], from: whole.line).isEmpty {
        asset(whole.thing, line: line, in: unit)
      }
      noteUntrusted(pieces, in: PromptText(text), role: role, of: whole.thing, line: line, in: unit)
      return whole.thing
    }
    let given = isAsked(place, in: unit) ? nil : unit.givenName(place.node)
    let isVariable = unit.isAssigned(unit.outermost(place.node))
    let builder =
      isVariable && given.map(facts.texts.prompts.isPlain(variable:)) == true
      ? tellingName(around: unit.outline.scope(place.node), in: unit) : nil
    let label =
      builder ?? given.flatMap { name in
        if isVariable { return name }
        return facts.texts.prompts.isPlain(key: name)
          ? nil : titleBeside(place.node, in: unit) ?? name
      }
      ?? functionGiving(place.node, unit) ?? owner
    let symbol = symbol(
      unit.qualified(label, at: unit.outline.scope(place.node)), for: key, .prompt, unit)
    let thing = Thing(AssetID(.prompt, "repo", "\(native(unit))#\(symbol)"), .prompt, label)
    remember([thing], for: key)
    let prompt = PromptText(text)
    var holes: [String] = []
    for case .hole(let name) in pieces where !holes.contains(name) { holes.append(name) }
    var properties: [String: Value] = [
      "digest": .text(prompt.digest),
      "variables": .texts(
        Set(prompt.variables + holes).sorted().prefix(64).map {
          PlainLine.of($0, limit: 64)
        }),
    ]
    properties["role"] = .text(role)
    let line = unit.outline.line(place.node)
    asset(thing, properties, line: line, in: unit)
    contain(thing, line: line, in: unit)
    if let holder { grown[holder] = GrownPrompt(thing: thing, line: line) }
    noteUntrusted(pieces, in: prompt, role: role, of: thing, line: line, in: unit)
    return thing
  }

  /// Whether a text is what a call asks, whose result is the answer and no name of the text.
  private func isAsked(_ place: CodePlace, in unit: SourceUnit) -> Bool {
    guard let call = unit.parent(of: place.node), unit.outline.kind(call) == .call,
      unit.outline.firstChild(call) != place.node
    else { return false }
    switch reader.meaning(call, in: unit) {
    case .text, .template, .list, .oneOf: return false
    default:
      return occurrence(for: key(of: CodePlace(unit: unit.index, node: call)))?.construct.product
        != .prompt
    }
  }

  /// What people ask belongs in the message of the user.
  private func noteUntrusted(
    _ pieces: [TemplatePiece], in prompt: PromptText, role: String, of thing: Thing, line: Int,
    in unit: SourceUnit
  ) {
    guard role != "user" else { return }
    let holes = pieces.compactMap { if case .hole(let name) = $0 { name } else { nil } }
    let untrusted = (holes + prompt.variables).filter { hole in
      hole.split(separator: ".").contains { facts.texts.untrusted.contains(String($0)) }
    }
    guard !untrusted.isEmpty else { return }
    signal(
      "prompt.untrusted-interpolation", on: thing.id,
      [
        "variables": .texts(
          Set(untrusted).sorted().prefix(16).map { PlainLine.of($0, limit: 64) })
      ],
      line: line, in: unit)
  }

  /// The variable of a function that a text is put into, or added to.
  private func holder(of place: CodePlace) -> PromptHolder? {
    let unit = project.units[place.unit]
    let top = unit.outermost(place.node)
    guard let name = unit.assignedName(top), let function = unit.outline.scope(top).function else {
      return nil
    }
    return PromptHolder(unit: place.unit, function: function, name: name)
  }

  /// Whether a text with holes says something itself: `List: {names}` hands on what others say.
  private func says(_ pieces: [TemplatePiece]) -> Bool {
    var hasHole = false
    for piece in pieces {
      switch piece {
      case .hole: hasHole = true
      case .text(let text): if facts.texts.prompts.addressesModel(text) { return true }
      }
    }
    return !hasHole || Self.speaks(pieces)
  }

  /// Whether a text is what a function gives back.
  private func isReturned(_ node: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    let top = unit.outermost(node)
    return unit.outline.scope(top).function.map { unit.returns(of: $0).contains(top) } == true
  }

  /// The function with a name whose result a text is.
  private func functionGiving(
    _ node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> String? {
    let top = unit.outermost(node)
    guard let function = unit.outline.scope(top).function,
      unit.returns(of: function).contains(top)
    else { return nil }
    let name = unit.functionName(function)
    // A class that is called a prompt says more than its method.
    if facts.texts.prompts.gives(name),
      let owner = unit.outline.functionScope(function).classDefinition,
      names.sense(of: unit.outline.className(owner)).contains(.prompt)
    {
      return unit.outline.className(owner)
    }
    if facts.texts.isPlain(function: name) {
      return enclosingFunction(unit.outline.scope(top), unit)
    }
    return name.isEmpty ? nil : name
  }

  /// What a text says itself, without what fills its holes.
  private static func words(of pieces: [TemplatePiece]) -> String {
    pieces.compactMap { if case .text(let text) = $0 { text } else { nil } }.joined(separator: " ")
  }

  private static func text(of pieces: [TemplatePiece]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .hole(let name): "{\(name)}"
      }
    }.joined()
  }

  /// A name of a prompt kept elsewhere: a path, an address, `owner/name`.
  private static func isReference(_ text: String) -> Bool {
    !text.contains(" ") && (text.contains("/") || text.contains("://")) && text.utf8.count < 200
  }

  /// The prompt of a pair of role and text: `("system", "…")`.
  func message(_ items: [Meaning], in unit: SourceUnit, owner: String) -> [Thing]? {
    guard items.count == 2, case .text(let role, _) = items[0] else { return nil }
    let roles = ["system", "developer", "human", "user", "ai", "assistant", "placeholder", "tool"]
    guard roles.contains(role) else { return nil }
    guard role == "system" || role == "developer" else { return [] }
    return things(of: items[1], .prompt, in: unit, owner: owner)
  }
}

extension String {
  /// Characters without the white space before them, counted no further than needed.
  fileprivate var trimmedCount: Int { drop(while: \.isWhitespace).prefix(16).count }
}
