import Estate
import Formats

/// Texts that are prompts by what they say, by who they are said to, or by what holds them.
extension SourceLinker {
  /// A text that speaks to a model: "You are a helpful assistant …"
  func addressedPrompt(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let first =
      outline.kind(node) == .template
      ? outline.firstChild(node).flatMap { outline.text($0) }
      : outline.text(node)
    guard let first, first.utf8.count >= 24, facts.texts.prompts.addressesModel(first) else {
      return
    }
    // A part of a text with holes is none of its own.
    if let parent = unit.parent(of: node), outline.kind(parent) == .template { return }
    // What stands alone says what its function is for.
    let top = unit.outermost(joinedLines(around: node, in: unit) ?? node)
    let isUsed =
      unit.parent(of: top) != nil || unit.isAssigned(top)
      || outline.scope(top).function.map { unit.returns(of: $0).contains(top) } == true
    guard isUsed else { return }
    let around = enclosingFunction(outline.scope(node), unit)
    let owner =
      unit.givenName(node).flatMap {
        Self.isPartOfMessage($0) ? unit.givenName(listAround(node, unit)) ?? around : $0
      }
      ?? nameBeside(node, in: unit) ?? around ?? "prompt"
    promptConstant(top, named: owner, in: unit)
  }

  /// Whether a key only says that a text is what a message says.
  private static func isPartOfMessage(_ key: String) -> Bool { key == "content" || key == "text" }

  /// The list of messages that a text is in, else the outermost expression around it.
  private func listAround(
    _ node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> SourceOutline.Expression {
    var current = node
    for _ in 0..<8 {
      guard unit.outline.kind(current) != .list, let parent = unit.parent(of: current) else {
        break
      }
      current = parent
    }
    return current
  }

  /// The lines that a script joins to one text: `["You are …", "…"].join("\n")`.
  private func joinedLines(
    around node: SourceOutline.Expression, in unit: SourceUnit
  ) -> SourceOutline.Expression? {
    guard unit.family == .script, let list = unit.parent(of: node),
      unit.outline.kind(list) == .list, let member = unit.parent(of: list),
      unit.outline.kind(member) == .member, unit.outline.text(member) == "join"
    else { return nil }
    return list
  }

  /// A long text in a constant that is called a prompt.
  func promptConstant(
    _ value: SourceOutline.Expression, named name: String, in unit: SourceUnit
  ) {
    switch unit.outline.kind(value) {
    case .string, .template, .operation, .call, .tuple: break
    case .function:
      return promptFunction(unit.outline.definition(value), named: name, in: unit)
    case .object: return promptObject(value, named: name, in: unit)
    case .list where unit.family == .python && facts.texts.prompts.namesOne(name):
      if case .list(let items, _) = reader.meaning(value, in: unit),
        items.allSatisfy({ $0.literal?.contains(" ") ?? false })
      {
        _ = prompt(ofLines: items, owner: name)
      }
      return
    default: return
    }
    if let path = fileRead(by: value, unit) {
      return promptFile(path, at: CodePlace(unit: unit.index, node: value), named: name)
    }
    var meaning = reader.meaning(value, in: unit)
    // The default of a property.
    if case .environment(_, let given?) = meaning { meaning = given }
    switch meaning {
    case .text(let text, let place) where place.unit == unit.index:
      // A frame of nothing but variables has no words of its own.
      let isFrame = text.contains("\n") && text.contains("{")
      guard text.utf8.count >= 24, text.contains(" ") || isFrame || Self.isUnspaced(text) else {
        return
      }
      _ = prompt([.text(text)], at: place, owner: name)
    case .template(let pieces, let place) where place.unit == unit.index:
      let length = pieces.reduce(0) { count, piece in
        if case .text(let text) = piece { count + text.utf8.count } else { count }
      }
      guard length >= 24 else { return }
      _ = prompt(pieces, at: place, owner: name)
    default: break
    }
  }

  /// What a function of a file that holds nothing but prompts gives, whatever it is called.
  func promptFunctionOfFile(_ function: Int, in unit: SourceUnit) {
    let outline = unit.outline
    let isLong = unit.returns(of: function).prefix(1).contains { value in
      [.string, .template, .operation].contains(outline.kind(value))
        && length(reader.meaning(value, in: unit)) >= Self.shortestBody
    }
    guard isLong, !unit.functionName(function).isEmpty else { return }
    promptFunction(function, named: unit.functionName(function), in: unit)
  }

  /// A text in a file that holds nothing but prompts, whatever it is called.
  func promptOfFile(_ assignment: SourceOutline.AssignedValue, in unit: SourceUnit) {
    let outline = unit.outline
    guard outline.scope(assignment.target).isFile, outline.kind(assignment.target) == .name,
      let name = unit.targetName(assignment.target)
    else { return }
    switch reader.meaning(assignment.value, in: unit) {
    case .text(let text, _) where text.contains("\n"): break
    case let value where length(value) >= Self.shortestBody: break
    default: return
    }
    promptConstant(assignment.value, named: name, in: unit)
  }

  /// What a function of a file that holds nothing but prompts gives as the text of one: `Message(content="…")`.
  func messageOfPrompts(_ value: SourceOutline.Expression, key: String, in unit: SourceUnit) {
    guard facts.texts.prompts.isPlain(key: key),
      let function = unit.outline.scope(value).function, !unit.functionName(function).isEmpty,
      known(.function(unit: unit.index, index: function))?.isEmpty != false
    else { return }
    promptConstant(value, named: unit.functionName(function), in: unit)
  }

  /// A text under a key for prompts, which an entry of a list goes by what it is called.
  func keyedPrompt(_ value: SourceOutline.Expression, named key: String, in unit: SourceUnit) {
    let words = NameWords.texts(of: key)
    let outer = promptRole
    // What people are given to ask with says nothing of what the model is.
    if words.last == "prompt", !words.contains("system") { promptRole = "user" }
    defer { promptRole = outer }
    promptConstant(value, named: titleBeside(value, in: unit) ?? key, in: unit)
  }

  /// What is called by the arguments beside a text: `Options(name="Desk", description="You are …")`.
  private func nameBeside(_ node: SourceOutline.Expression, in unit: SourceUnit) -> String? {
    let outline = unit.outline
    var current = node
    for _ in 0..<4 {
      guard let parent = unit.parent(of: current) else { return nil }
      if outline.kind(parent) == .call {
        return outline.arguments(parent).lazy.compactMap { argument -> String? in
          guard outline.kind(argument) == .keyword, outline.key(ofPair: argument) == "name",
            let value = outline.value(ofPair: argument), outline.kind(value) == .string
          else { return nil }
          return outline.text(value)
        }.first { !$0.isEmpty && $0.utf8.count <= 80 }
      }
      current = parent
    }
    return nil
  }

  /// What an entry is called in which a text stands: `{ label: "Lost luggage", prompt: "…" }`.
  func titleBeside(_ value: SourceOutline.Expression, in unit: SourceUnit) -> String? {
    let outline = unit.outline
    guard let pair = unit.parent(of: value), outline.kind(pair) == .pair,
      let object = unit.parent(of: pair), outline.kind(object) == .object
    else { return nil }
    let titles = outline.children(object).prefix(32).compactMap { entry -> (Int, String)? in
      guard outline.kind(entry) == .pair, let key = outline.key(ofPair: entry),
        let rank = facts.texts.prompts.titleKeys.firstIndex(of: key),
        let title = outline.value(ofPair: entry),
        outline.kind(title) == .string, let text = outline.text(title),
        (1...80).contains(text.utf8.count)
      else { return nil }
      return (rank, text)
    }
    return titles.min { $0.0 < $1.0 }?.1
  }

  /// Whether a literal has the length of instructions, not of what a person is asked.
  func isLongText(_ value: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    switch unit.outline.kind(value) {
    case .string, .template, .operation:
      length(reader.meaning(value, in: unit)) >= Self.shortestBody
    default: false
    }
  }

  /// The prompts of constants whose texts are not to be seen: `instructions=SYSTEM` where the constant is
  /// read from a file.
  func constantPrompts(_ occurrence: Occurrence) -> [Thing] {
    let selectors = occurrence.construct.arguments["prompt"] ?? []
    return occurrence.calls.flatMap { call -> [Thing] in
      guard let node = reader.expression(selectors, of: call),
        let constant = reader.constant(behind: node, in: call.unit)
      else { return [] }
      promptConstant(
        constant.place.node, named: constant.name, in: project.units[constant.place.unit])
      return known(.place(constant.place)) ?? []
    }
  }

  /// Texts by name in what is called prompts; a dictionary that describes one prompt has other keys.
  private func promptObject(
    _ object: SourceOutline.Expression, named name: String, in unit: SourceUnit
  ) {
    let outline = unit.outline
    let pairs = outline.children(object).prefix(256).filter { outline.kind($0) == .pair }
    let keys = pairs.compactMap { outline.key(ofPair: $0) }
    guard Set(keys).isDisjoint(with: ["role", "content", "name", "id", "type"]) else {
      // One prompt with what it is called: `persona = { name: "guide", body: "…" }`.
      guard !keys.contains("role"), keys.contains("name") || keys.contains("id") else { return }
      for (pair, key) in zip(pairs, keys) where facts.texts.prompts.bodyKeys.contains(key) {
        guard let value = outline.value(ofPair: pair),
          [.string, .template].contains(outline.kind(value)),
          length(reader.meaning(value, in: unit)) >= Self.shortestBody
        else { continue }
        promptConstant(value, named: name, in: unit)
      }
      return
    }
    for (pair, key) in zip(pairs, keys) where keys.count == pairs.count {
      guard let value = outline.value(ofPair: pair), outline.kind(value) != .object else {
        continue
      }
      promptConstant(value, named: key, in: unit)
    }
  }

  /// Bytes of a text, without what fills its holes.
  private func length(_ value: Meaning) -> Int {
    switch value {
    case .text(let text, _): text.utf8.count
    case .template(let pieces, _):
      pieces.reduce(0) { count, piece in
        if case .text(let text) = piece { count + text.utf8.count } else { count }
      }
    default: 0
    }
  }

  private static let shortestBody = 120

  /// Whether a text is of a language that is written without spaces.
  private static func isUnspaced(_ text: String) -> Bool {
    text.unicodeScalars.prefix(64).count { (0x3040...0xD7AF).contains($0.value) } >= 8
  }

  /// The path of the file whose text an expression is: `open("system.txt").read()`.
  private func fileRead(by node: SourceOutline.Expression, _ unit: SourceUnit) -> String? {
    let outline = unit.outline
    var current = node
    for _ in 0..<6 {
      guard outline.kind(current) == .call, let callee = outline.firstChild(current) else {
        return nil
      }
      if outline.kind(callee) == .member, let method = outline.text(callee),
        let object = outline.firstChild(callee)
      {
        if ["read", "read_text", "readlines"].contains(method) {
          return reader.meaning(object, in: unit).path
        }
        if facts.reading[unit.family].methods.contains(method) {
          current = object
          continue
        }
      }
      guard let name = outline.text(callee) else { return nil }
      if ["readFileSync", "readFile"].contains(name) {
        return outline.arguments(current).first.flatMap { reader.meaning($0, in: unit).path }
      }
      // A loader of one's own: `load("system.md")`.
      return outline.arguments(current).lazy.compactMap { argument in
        outline.kind(argument) == .string ? outline.text(argument) : nil
      }.first { facts.texts.prompts.isFile($0) }
    }
    return nil
  }

  /// A prompt whose text stands in a file.
  private func promptFile(_ path: String, at place: CodePlace, named name: String) {
    let key = ThingKey.place(place)
    guard known(key) == nil, path.contains(".") else { return }
    let unit = project.units[place.unit]
    let symbol = symbol(
      unit.qualified(name, at: unit.outline.scope(place.node)), for: key, .prompt, unit)
    let thing = Thing(AssetID(.prompt, "repo", "\(native(unit))#\(symbol)"), .prompt, name)
    remember([thing], for: key)
    let line = unit.outline.line(place.node)
    asset(thing, line: line, in: unit, confidence: 0.8 * confidence(unit))
    contain(thing, line: line, in: unit)
  }
}
