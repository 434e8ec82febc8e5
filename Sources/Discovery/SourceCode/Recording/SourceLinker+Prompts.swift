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
    let given = isAsked(place, in: unit) ? nil : unit.givenName(place.node)
    let isVariable = unit.isAssigned(unit.outermost(place.node))
    let builder =
      isVariable && given.map(facts.texts.prompts.isPlain(key:)) == true
      ? enclosingFunction(unit.outline.scope(place.node), unit).flatMap {
        names.namesPrompt($0) ? $0 : nil
      } : nil
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

  /// Whether there are words around the holes of a template: `Summarise for {reader}`.
  private static func speaks(_ pieces: [TemplatePiece]) -> Bool {
    var (words, letters) = (0, 0)
    for case .text(let text) in pieces {
      for word in text.split(whereSeparator: { !$0.isLetter }) {
        (words, letters) = (words + 1, letters + word.count)
        if words > 1, letters >= shortestTemplate { return true }
      }
    }
    return false
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
    return name.isEmpty ? nil : name
  }

  private static func text(of pieces: [TemplatePiece]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .hole(let name): "{\(name)}"
      }
    }.joined()
  }

  /// Fewest letters around the holes of a template that say something, and the shortest text that may have them.
  private static let shortestTemplate = 9
  private static let shortestFilledText = 24

  /// The prompt of a user's message: a template, or instructions; a plain question is none.
  func userPrompt(_ value: Meaning, owner: String) -> [Thing] {
    switch value {
    case .oneOf(let values): return values.flatMap { userPrompt($0, owner: owner) }
    case .list(let items, _):
      return items.flatMap { item -> [Thing] in
        guard case .object(let entries, _) = item else { return userPrompt(item, owner: owner) }
        return entries.last { $0.key == "text" }.map { userPrompt($0.value, owner: owner) } ?? []
      }
    case .template(let pieces, let place):
      guard Self.speaks(pieces) else { return [] }
      return [prompt(pieces, at: place, owner: owner, role: "user")].compactMap { $0 }
    case .text(let text, let place)
    where Self.instructs(text) || isTemplate(text, in: project.units[place.unit]):
      return [prompt([.text(text)], at: place, owner: owner, role: "user")].compactMap { $0 }
    default: return []
    }
  }

  /// Whether a text without holes says what is to be done, at some length, rather than asks something.
  private static func instructs(_ text: String) -> Bool {
    guard text.utf8.count >= shortestInstruction else { return false }
    let words = text.drop(while: \.isWhitespace)
    guard let end = words.lastIndex(where: { !$0.isWhitespace }) else { return false }
    let spoken = words[...end]
    guard spoken.utf8.count >= shortestInstruction else { return false }
    return spoken.contains(where: \.isNewline) || spoken.contains(" ") && !spoken.hasSuffix("?")
  }

  /// Shortest text that a user's message is an instruction with.
  private static let shortestInstruction = 60

  /// Whether a text has holes that something fills when it runs: `%s` of Go, `{topic}` of Spring.
  private func isTemplate(_ text: String, in unit: SourceUnit) -> Bool {
    guard text.utf8.count >= Self.shortestFilledText else { return false }
    switch unit.family {
    case .go: return ["%s", "%v", "%q", "%d", "{{"].contains { text.contains($0) }
    case .java, .kotlin, .scala:
      return text.contains("%s") || text.contains("%d") || !PromptText.variables(in: text).isEmpty
    case .python: return text.utf8.count >= Self.shortestFilledText + 8 && Self.isFilledIn(text)
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
    // What looks one of many up gives none of them.
    let isLookUp = pending.contains { value in
      if case .oneOf(let values) = value { values.count > Self.mostOfFunction } else { false }
    }
    var seen = 0
    while let next = pending.popLast(), seen < 16 {
      seen += 1
      var (pieces, place): ([TemplatePiece], CodePlace)
      switch next {
      case .text(let text, let at): (pieces, place) = ([.text(text)], at)
      case .template(let parts, let at): (pieces, place) = (parts, at)
      case .list(let values, _) where unit.family != .python && unit.family != .script:
        // Lines that a builder is given one after the other are one text.
        pending += joined(values, in: unit).map { [$0] } ?? values.reversed()
        continue
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
      if !isLookUp { asset(thing, line: line, in: unit) }
    }
  }

  /// Texts that a function may give and be each of them.
  private static let mostOfFunction = 3

  /// A prompt that a function gives is seen where its text stands, too, below what the function is for.
  func recordTexts(of prompt: Thing, givenBy function: Int, in unit: SourceUnit) {
    var pending = Array(
      unit.returns(of: function).prefix(4).map { reader.meaning($0, in: unit) }.reversed())
    var seen = 0
    while let next = pending.popLast(), seen < 16 {
      seen += 1
      switch next {
      case .text(_, let place), .template(_, let place):
        let line = unit.outline.line(place.node)
        if place.unit == unit.index, line - unit.outline.functionLine(function) > 2 {
          asset(prompt, line: line, in: unit)
        }
      case .list(let values, _), .oneOf(let values): pending += values.reversed()
      case .object(let entries, _):
        pending += entries.filter { $0.key == "content" || $0.key == "text" }.map(\.value)
      case .instance(let instance):
        // `Message(role="user", content="…")`
        guard let place = instance.place, place.unit == unit.index else { continue }
        let call = CodeCall(unit: unit, node: place.node)
        pending += reader.select(ArgumentSelector("content"), of: call)
      default: continue
      }
    }
  }

  /// The text that texts make one after the other, which begins where the first of the file stands; nil where
  /// something else is among them.
  private func joined(_ values: [Meaning], in unit: SourceUnit) -> Meaning? {
    var (pieces, first): ([TemplatePiece], CodePlace?) = ([], nil)
    for value in values {
      switch value {
      case .text(let text, let place):
        pieces.append(.text(text))
        if first == nil, place.unit == unit.index { first = place }
      case .template(let parts, let place):
        pieces += parts
        if first == nil, place.unit == unit.index { first = place }
      default: return nil
      }
    }
    return first.map { .template(pieces, $0) }
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
