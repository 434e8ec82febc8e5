import Estate
import Formats

/// Agents that scripts describe by objects of their own.
extension SourceLinker {
  /// An agent that an object describes which is called one: `const billingAgent = { model, instructions: "…", tools }`.
  func scriptAgent(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let fields = facts.texts.agentFields
    var (hasPrompt, hasParts): (Bool, Bool) = (false, false)
    for entry in outline.children(node) {
      let key =
        outline.kind(entry) == .pair
        ? outline.key(ofPair: entry) : outline.kind(entry) == .name ? outline.text(entry) : nil
      guard let key else { continue }
      hasPrompt = hasPrompt || fields.prompt.contains(key)
      hasParts = hasParts || fields.parts[key] != nil
    }
    let place = CodePlace(unit: unit.index, node: node)
    guard hasPrompt, hasParts, !isHandedOver(node, unit), isCalledAgent(node, in: unit),
      known(.place(place)) == nil,
      case .object(let entries, let at) = reader.meaning(node, in: unit),
      at.unit == unit.index, at.node == node
    else { return }
    let name =
      entries.last { $0.key == "name" }?.value.literal ?? unit.givenName(node)
      ?? container(of: node, in: unit).flatMap { unit.givenName($0) }
    if let name { dictionaryAgent(entries, at: place, named: String(name.prefix(120)), depth: 0) }
  }

  /// Whether what an object is given to, or the list or object around it, is called an agent.
  private func isCalledAgent(_ node: SourceOutline.Expression, in unit: SourceUnit) -> Bool {
    [node, container(of: node, in: unit)].compactMap { $0 }.contains { node in
      unit.givenName(node).map { facts.texts.agentFields.names($0) } ?? false
    }
  }

  /// The list, or the object by keys, that an object is one of.
  private func container(
    of node: SourceOutline.Expression, in unit: SourceUnit
  ) -> SourceOutline.Expression? {
    guard let parent = unit.parent(of: node) else { return nil }
    switch unit.outline.kind(parent) {
    case .list: return parent
    case .pair: return unit.parent(of: parent)
    default: return nil
    }
  }
}
