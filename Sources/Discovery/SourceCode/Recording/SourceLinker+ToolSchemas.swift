import Estate
import Formats

/// Tools and guardrails that are written as the objects that APIs take.
extension SourceLinker {
  /// A tool as an API takes it, wherever it is written: of the provider's own, or in a variable that is
  /// called a tool.
  func hostedTool(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let tool = facts.texts.toolKeys
    var (keys, type, isKey): (Set<String>, String?, Bool) = ([], nil, false)
    for entry in outline.children(node) {
      switch outline.kind(entry) {
      case .pair:
        guard let written = outline.key(ofPair: entry) else { continue }
        let key = tool.plain(written)
        isKey = facts.texts.hostedToolKeys[written] != nil
        keys.insert(key)
        if key == "function", isChoice(entry, unit) { return }
        guard key == "type", let value = outline.value(ofPair: entry),
          outline.kind(value) == .string
        else { continue }
        type = outline.text(value)
      case .name: if let key = outline.text(entry)?.lowercased() { keys.insert(key) }
      default: break
      }
    }
    let isHosted =
      isKey && keys.count == 1 && isElement(node, unit)
      || type.map { facts.texts.hostedTools[$0] != nil } ?? false && !isOfTool(node, unit)
    let isMcp = !keys.isDisjoint(with: ["server_label", "serverlabel"])
    let isFunction =
      type == "function" && (keys.contains("function") || !keys.isDisjoint(with: tool.schema))
    let isOfServer = keys.isSuperset(of: ["name", "description", "input_schema"])
    let holdsCode =
      unit.family == .script && tool.holdsTool(keys) && !isHandedOver(node, unit)
    let isDescribed =
      tool.describesTool(keys) || keys.isSuperset(of: ["function", "type"])
      || keys.contains("toolspec")
    guard
      !isWrapped(node, unit),
      isHosted || isMcp || isFunction || isOfServer || holdsCode
        || isDescribed && (isCalledTool(node, unit) || takesObject(node, unit))
        || keys.isSuperset(of: ["name", "description"]) && isOfToolType(node, unit),
      known(.place(CodePlace(unit: unit.index, node: node))) == nil,
      case .object(let entries, let place) = reader.meaning(node, in: unit)
    else { return }
    if isMcp, entries.last(where: { $0.key == "type" })?.value.literal != "mcp" { return }
    if isArgumentOfTool(node, unit) { return }
    if entries.contains(where: { $0.key == "type" && $0.value.literal == "mcp" }) {
      _ = mcpServers(entries, at: place)
    } else {
      _ = dictionaryTool(
        entries, at: place, in: unit, key: holdsCode ? unit.givenName(node) ?? "" : "")
    }
  }

  /// Whether a function is only named, which says what tool a model must call:
  /// `tool_choice = {"type": "function", "function": {"name": "find_tides"}}`.
  private func isChoice(_ entry: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    let outline = unit.outline
    guard let value = outline.value(ofPair: entry), outline.kind(value) == .object else {
      return false
    }
    let keys = outline.children(value).map { outline.key(ofPair: $0) }
    return keys == ["name"]
  }

  /// Whether an object says by a schema of JSON what is taken, as the functions that models call do:
  /// `"parameters": {"type": "object", "properties": {…}}`.
  private func takesObject(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    let outline = unit.outline
    return outline.children(node).contains { entry in
      guard outline.kind(entry) == .pair,
        let key = outline.key(ofPair: entry)?.lowercased(),
        facts.texts.toolKeys.schema.contains(key), let value = outline.value(ofPair: entry),
        outline.kind(value) == .object
      else { return false }
      var (isObject, hasProperties) = (false, false)
      for pair in outline.children(value) where outline.kind(pair) == .pair {
        switch outline.key(ofPair: pair) {
        case "type": isObject = outline.value(ofPair: pair).flatMap { outline.text($0) } == "object"
        case "properties": hasProperties = true
        default: break
        }
      }
      return isObject && hasProperties
    }
  }

  /// A guardrail as the Agents SDK takes it, wherever it is written: an object with a name whose function says
  /// whether its tripwire is triggered.
  func tripwire(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    var (name, function): (SourceOutline.Expression?, Int?) = (nil, nil)
    for entry in outline.children(node) where outline.kind(entry) == .pair {
      guard let value = outline.value(ofPair: entry) else { continue }
      switch (outline.key(ofPair: entry), outline.kind(value)) {
      case ("name", _): name = value
      case ("execute", .function): function = outline.definition(value)
      default: break
      }
    }
    let place = CodePlace(unit: unit.index, node: node)
    guard let name, let function, known(.place(place)) == nil,
      let label = reader.meaning(name, in: unit).literal
    else { return }
    let isTripwire = unit.returns(of: function).prefix(16).contains { result in
      outline.kind(result) == .object
        && outline.children(result).contains {
          outline.kind($0) == .pair && outline.key(ofPair: $0) == "tripwireTriggered"
        }
    }
    if isTripwire { _ = dictionaryGuardrail(label, at: place) }
  }

  /// Whether an object is what another holds that is the tool: `{"type": "function", "function": {…}}`.
  private func isWrapped(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    let outline = unit.outline
    guard let pair = unit.parent(of: node), outline.kind(pair) == .pair,
      let key = outline.key(ofPair: pair)?.lowercased(),
      facts.texts.toolKeys.wrappers.contains(key),
      let holder = unit.parent(of: pair), outline.kind(holder) == .object
    else { return false }
    return outline.children(holder).allSatisfy { entry in
      outline.kind(entry) == .pair
        && ["type", "strict", key].contains(outline.key(ofPair: entry)?.lowercased() ?? "")
    }
  }

  /// Whether an object is one of a list.
  private func isElement(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    unit.parent(of: node).map { unit.outline.kind($0) == .list } ?? false
  }

  /// Whether an object sets up a tool that the catalogue knows.
  func isOfTool(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    guard let keyword = unit.parent(of: node), unit.outline.kind(keyword) == .keyword,
      let call = unit.parent(of: keyword)
    else { return false }
    return occurrence(for: key(of: CodePlace(unit: unit.index, node: call)))?.construct.kind
      == .tool
  }

  /// Whether an object is the argument of a call, which says what it makes of it.
  func isHandedOver(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    guard let parent = unit.parent(of: node) else { return false }
    return unit.outline.kind(parent) == .call || unit.outline.kind(parent) == .opaque
  }

  /// Whether an object is what a call makes a tool of, which is that tool: `tool({ name: … })`.
  private func isArgumentOfTool(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    guard let call = unit.parent(of: node),
      unit.outline.kind(call) == .call || unit.outline.kind(call) == .opaque
    else { return false }
    return occurrence(for: key(of: CodePlace(unit: unit.index, node: call)))?.construct.kind
      == .tool
  }

  /// Whether an object is a literal of a type of Go that is called a tool: `Tool{Name: …}`, `[]Tool{{Name: …}}`.
  private func isOfToolType(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    guard unit.family == .go, let type = typeName(of: node, in: unit) else { return false }
    return ["tool", "tools"].contains(NameWords.texts(of: type).last ?? "")
  }

  /// Whether an object is held by something called a tool, or is of a type that is.
  func isCalledTool(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    let outline = unit.outline
    func isTool(_ name: String?) -> Bool {
      guard let name else { return false }
      return NameWords.texts(of: name).contains {
        ["tool", "tools", "function", "functions"].contains($0)
      }
    }
    guard let parent = unit.parent(of: node) else { return isTool(unit.givenName(node)) }
    // A literal of a type: `ToolInfo{Name: …}`.
    if outline.kind(parent) == .opaque || outline.kind(parent) == .call,
      isTool(outline.firstChild(parent).flatMap { outline.text($0) })
    {
      return true
    }
    // One of a list goes by the name of the list.
    return isTool(
      unit.givenName(node) ?? (outline.kind(parent) == .list ? unit.givenName(parent) : nil))
  }
}
