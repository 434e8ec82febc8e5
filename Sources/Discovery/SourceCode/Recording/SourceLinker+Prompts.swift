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
    let given = unit.givenName(place.node)
    let isVariable = unit.isAssigned(unit.outermost(place.node))
    let builder =
      isVariable && given.map(isKeyOfCall) == true
      ? enclosingFunction(unit.outline.scope(place.node), unit).flatMap {
        names.namesPrompt($0) ? $0 : nil
      } : nil
    let label =
      builder ?? given.flatMap { !isVariable && isKeyOfCall($0) ? nil : $0 }
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
    var (length, hasHole): (Int, Bool) = (0, false)
    for piece in pieces {
      switch piece {
      case .hole: hasHole = true
      case .text(let text):
        if facts.texts.addressesModel(text) { return true }
        length += text.trimmedCount(atMost: Self.shortestTemplate + 1)
      }
    }
    return !hasHole || length > Self.shortestTemplate
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
    if facts.texts.givesPrompt(name),
      let owner = unit.outline.functionScope(function).classDefinition,
      names.sense(of: unit.outline.className(owner)).contains(.prompt)
    {
      return unit.outline.className(owner)
    }
    return name.isEmpty ? nil : name
  }

  /// A key that an argument goes by says less than who it is given to: `system: "…"`.
  private func isKeyOfCall(_ name: String) -> Bool {
    Self.plainKeys.contains(name.lowercased().filter { $0 != "_" })
  }

  private static let plainKeys: Set<String> = [
    "content", "text", "system", "prompt", "instructions", "template", "instruction",
    "systemprompt", "systemmessage", "systeminstruction", "preamble", "globalinstruction",
  ]

  private static func text(of pieces: [TemplatePiece]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .hole(let name): "{\(name)}"
      }
    }.joined()
  }

  /// One prompt of several texts that are given in place: a role, a goal and a backstory.
  func joinedPrompt(
    _ values: inout [Meaning], _ owner: String, _ occurrence: Occurrence
  ) -> Thing? {
    let unit = occurrence.unit
    func piecesInPlace(_ value: Meaning) -> (pieces: [TemplatePiece], place: CodePlace)? {
      let (pieces, place): ([TemplatePiece], CodePlace)
      switch value {
      case .text(let text, let at): (pieces, place) = ([.text(text)], at)
      case .template(let parts, let at): (pieces, place) = (parts, at)
      default: return nil
      }
      guard place.unit == unit.index, !unit.isAssigned(unit.outermost(place.node)),
        known(.place(place)) == nil
      else { return nil }
      return (pieces, place)
    }
    // The lines of one text: `instructions=["Be kind.", "Be brief."]`.
    values = values.flatMap { value -> [Meaning] in
      guard case .list(let items, _) = value, items.count > 1,
        items.allSatisfy({ piecesInPlace($0) != nil })
      else { return [value] }
      return items
    }
    let inPlace = values.compactMap(piecesInPlace)
    guard inPlace.count > 1, let first = inPlace.first else { return nil }
    values.removeAll { piecesInPlace($0) != nil }
    let pieces = inPlace.enumerated().flatMap { index, part in
      index == 0 ? part.pieces : [.text("\n")] + part.pieces
    }
    let joined = prompt(pieces, at: first.place, owner: owner)
    remember(joined, at: inPlace.map(\.place))
    guard let joined else { return nil }
    // An argument of its own, such as a backstory, is seen where it stands; lines of a list are one text.
    let lines = inPlace.dropFirst().map(\.place.node)
      .filter { unit.parent(of: $0).map { unit.outline.kind($0) != .list } ?? true }
      .map(unit.outline.line)
    for line in PromptText.apart(lines, from: unit.outline.line(first.place.node)) {
      asset(joined, line: line, in: unit)
    }
    return joined
  }

  /// The parts of a prompt are none of their own.
  private func remember(_ prompt: Thing?, at places: [CodePlace]) {
    guard let prompt else { return }
    for place in places where known(.place(place)) == nil { remember([prompt], for: .place(place)) }
  }

  /// The prompt whose lines a list holds: `INSTRUCTIONS = ["Be kind.", "Be brief."]`; nil where it holds anything
  /// else.
  func prompt(ofLines items: [Meaning], owner: String) -> Thing? {
    guard !items.isEmpty else { return nil }
    var (pieces, places): ([TemplatePiece], [CodePlace]) = ([], [])
    for item in items.prefix(256) {
      if !pieces.isEmpty { pieces.append(.text("\n")) }
      switch item {
      case .text(let text, let at):
        pieces.append(.text(text))
        places.append(at)
      case .template(let parts, let at):
        pieces += parts
        places.append(at)
      default: return nil
      }
    }
    // Lines that stand together in one list; what is named elsewhere is a text of its own.
    guard let first = places.first,
      let list = project.units[first.unit].parent(of: first.node),
      project.units[first.unit].outline.kind(list) == .list,
      places.allSatisfy({
        $0.unit == first.unit && project.units[first.unit].parent(of: $0.node) == list
      })
    else { return nil }
    let joined = prompt(pieces, at: first, owner: owner)
    remember(joined, at: places)
    return joined
  }

  /// The prompt whose text a document holds in parts: `content: [{ type: "text", text: "…" }, …]`, as editors and
  /// APIs keep it; nil where it holds one, or anything else.
  func prompt(ofParts content: Meaning, owner: String) -> Thing? {
    guard case .list = content else { return nil }
    var parts: [(pieces: [TemplatePiece], place: CodePlace)] = []
    guard gather(content, into: &parts, depth: 0), parts.count > 1, let first = parts.first else {
      return nil
    }
    let pieces = parts.enumerated().flatMap { index, part in
      index == 0 ? part.pieces : [.text("\n")] + part.pieces
    }
    let joined = prompt(pieces, at: first.place, owner: owner)
    remember(joined, at: parts.map(\.place))
    return joined
  }

  /// False where a part is something else than text.
  private func gather(
    _ value: Meaning, into parts: inout [(pieces: [TemplatePiece], place: CodePlace)], depth: Int
  ) -> Bool {
    guard depth < 12, parts.count < 1024 else { return false }
    switch value {
    case .list(let items, _):
      return depth % 2 == 0 && items.allSatisfy { gather($0, into: &parts, depth: depth + 1) }
    case .object(let entries, _):
      guard depth % 2 == 1 else { return false }
      guard let inner = entries.last(where: { ["text", "content"].contains($0.key) })?.value else {
        return true
      }
      switch inner {
      case .text(let text, let at): parts.append(([.text(text)], at))
      case .template(let pieces, let at): parts.append((pieces, at))
      default: return gather(inner, into: &parts, depth: depth + 1)
      }
      return true
    default: return false
    }
  }

  /// Shortest text around the holes of a template that a user's message is made of.
  private static let shortestTemplate = 24

  /// The prompt of a user's message: a template with instructions; a plain question is none.
  func userPrompt(_ value: Meaning, owner: String) -> [Thing] {
    switch value {
    case .oneOf(let values): return values.flatMap { userPrompt($0, owner: owner) }
    case .list(let items, _):
      return items.flatMap { item -> [Thing] in
        guard case .object(let entries, _) = item else { return userPrompt(item, owner: owner) }
        return entries.last { $0.key == "text" }.map { userPrompt($0.value, owner: owner) } ?? []
      }
    case .template(let pieces, let place):
      let text = pieces.reduce(0) { count, piece in
        if case .text(let text) = piece { count + text.utf8.count } else { count }
      }
      guard text >= Self.shortestTemplate else { return [] }
      return [prompt(pieces, at: place, owner: owner, role: "user")].compactMap { $0 }
    case .text(let text, let place) where isTemplate(text, in: project.units[place.unit]):
      return [prompt([.text(text)], at: place, owner: owner, role: "user")].compactMap { $0 }
    default: return []
    }
  }

  /// Whether a text has holes that something fills when it runs: `%s` of Go, `{topic}` of Spring.
  private func isTemplate(_ text: String, in unit: SourceUnit) -> Bool {
    guard text.utf8.count >= Self.shortestTemplate else { return false }
    switch unit.family {
    case .go: return ["%s", "%v", "%q", "%d", "{{"].contains { text.contains($0) }
    case .java, .kotlin, .scala:
      return text.contains("%s") || !PromptText.variables(in: text).isEmpty
    case .python: return text.utf8.count >= Self.shortestTemplate + 8 && Self.isFilledIn(text)
    default: return false
    }
  }

  /// Whether something is put into a text later: `"Compare {} and {}".format(a, b)`, `"Compare %s" % a`.
  private static func isFilledIn(_ text: String) -> Bool {
    text.contains(" ")
      && (text.contains("%s") || text.contains("{}") || !PromptText.variables(in: text).isEmpty)
  }

  /// The prompt that a function gives which is called one: `def build_prompt(question): return f"…"`.
  func promptFunction(_ index: Int, named name: String, in unit: SourceUnit) {
    let line = unit.outline.functionLine(index)
    var pending = unit.returns(of: index).prefix(4).map { reader.meaning($0, in: unit) }
    pending.reverse()
    var seen = 0
    while let next = pending.popLast(), seen < 16 {
      seen += 1
      var (pieces, place): ([TemplatePiece], CodePlace)
      switch next {
      case .text(let text, let at): (pieces, place) = ([.text(text)], at)
      case .template(let parts, let at): (pieces, place) = (parts, at)
      case .oneOf(let values), .list(let values, _):
        pending += values.reversed()
        continue
      case .object(let entries, _):
        if let content = entries.last(where: { $0.key == "content" }) {
          pending.append(content.value)
        }
        continue
      default: continue
      }
      let length = pieces.reduce(0) { count, piece in
        if case .text(let text) = piece { count + text.utf8.count } else { count }
      }
      guard place.unit == unit.index, length >= 24 else { continue }
      guard case .text(let first)? = pieces.first, first.contains(" ") || pieces.count > 1,
        let thing = prompt(pieces, at: place, owner: name, role: "template")
      else { continue }
      asset(thing, line: line, in: unit)
    }
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
  /// Characters without the white space around them, counted no further than needed.
  fileprivate var trimmedCount: Int { trimmedCount(atMost: 16) }

  fileprivate func trimmedCount(atMost limit: Int) -> Int {
    drop(while: \.isWhitespace).prefix(limit).count
  }
}
