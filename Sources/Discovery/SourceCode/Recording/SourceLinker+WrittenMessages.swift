import Estate
import Formats

/// Messages and requests that programs write out themselves, whoever sends them.
extension SourceLinker {
  /// A message of the system, wherever it is written: `{"role": "system", "content": "…"}`.
  func systemMessage(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let isOfSystem = outline.children(node).contains { entry in
      outline.kind(entry) == .pair
        && ["role", "type"].contains(outline.key(ofPair: entry) ?? "")
        && outline.value(ofPair: entry).flatMap { outline.text($0) }
          .map { ["system", "developer", "SYSTEM"].contains($0) } ?? false
    }
    guard isOfSystem, case .object(let entries, let place) = reader.meaning(node, in: unit) else {
      return
    }
    let scope = outline.scope(node)
    let owner =
      unit.givenName(node) ?? enclosingFunction(scope, unit)
      ?? enclosingAgents(of: scope, unit).first?.name ?? "system"
    _ = things(of: .object(entries, place), .messages, in: unit, owner: owner)
  }

  /// What a message of the user says besides the user's words, wherever it is written:
  /// `{"role": "user", "content": f"Review this draft: {draft}"}`.
  func userMessage(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    guard unit.scope != "test" else { return }
    var (isOfUser, content): (Bool, SourceOutline.Expression?) = (false, nil)
    for entry in outline.children(node) where outline.kind(entry) == .pair {
      guard let value = outline.value(ofPair: entry) else { continue }
      switch outline.key(ofPair: entry) {
      case "role": isOfUser = outline.kind(value) == .string && outline.text(value) == "user"
      case "content": content = value
      default: break
      }
    }
    guard isOfUser, let content else { return }
    let owner = enclosingFunction(outline.scope(node), unit) ?? "user"
    _ = userPrompt(reader.meaning(content, in: unit), owner: owner)
  }

  /// The body of a request to an API: `{ model: "…", system: "…", messages: […] }`.
  func requestBody(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    var (system, isRequest): (SourceOutline.Expression?, Bool) = (nil, false)
    var (instructions, hasModel): (SourceOutline.Expression?, Bool) = (nil, false)
    for entry in outline.children(node) where outline.kind(entry) == .pair {
      switch outline.key(ofPair: entry) {
      case "system": system = outline.value(ofPair: entry)
      case "instructions": instructions = outline.value(ofPair: entry)
      case "messages", "max_tokens": isRequest = true
      case "model": hasModel = true
      default: break
      }
    }
    // A session or an agent in words of one's own: `{ model: "…", instructions: "…" }`.
    if system == nil, hasModel, let instructions { (system, isRequest) = (instructions, true) }
    guard isRequest, let system else { return }
    let owner = enclosingFunction(outline.scope(node), unit) ?? unit.givenName(node) ?? "system"
    promptConstant(system, named: owner, in: unit)
  }
}
