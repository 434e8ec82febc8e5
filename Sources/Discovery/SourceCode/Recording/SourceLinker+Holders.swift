import Estate
import Formats

/// An object that is no thing itself, and that things are added to: the kernel that an agent is given, the
/// builder of a kernel.
enum Holder: Hashable {
  case made(CodePlace)
  case variable(unit: Int, scope: Int32, name: Int32)
}

/// What is added to objects that are handed on.
extension SourceLinker {
  /// Notes what methods of a file's objects add to them: `kernel.Plugins.AddFromType<Orders>()`.
  func noteAdditions(_ occurrence: Occurrence) {
    guard occurrence.unit.family == .csharp, let call = occurrence.calls.first, call.frame == nil,
      let node = call.node, let callee = call.unit.outline.firstChild(node),
      call.unit.outline.kind(callee) == .member,
      let object = call.unit.outline.firstChild(callee)
    else { return }
    let added: [Thing]
    switch occurrence.construct.product {
    case .model, .client: added = things(for: occurrence.key)
    case .binding: added = attached("tools", occurrence)
    default: return
    }
    guard !added.isEmpty else { return }
    for holder in holders(object, in: call.unit) { additions[holder, default: []] += added }
  }

  /// The objects that an expression leads to: its variable, and what made it in the same function.
  private func holders(_ node: SourceOutline.Expression, in unit: SourceUnit) -> [Holder] {
    let outline = unit.outline
    var (found, root): ([Holder], SourceOutline.Expression) = ([], node)
    while outline.kind(root) == .member, let first = outline.firstChild(root),
      outline.text(first).map({ !SourceUnit.selfNames.contains($0) }) ?? true
    {
      root = first
    }
    if outline.kind(root) == .name || outline.kind(root) == .member {
      var scope = outline.scope(root)
      let name = outline.textIndex(root)
      while unit.bindings(ofText: name, in: scope).isEmpty, !scope.isFile {
        scope = outline.parent(of: scope)
      }
      found.append(.variable(unit: unit.index, scope: scope.code, name: name))
    }
    var value = reader.meaning(root, in: unit)
    for _ in 0..<6 {
      guard case .instance(let instance) = value else { break }
      if let place = instance.place, place.unit == unit.index,
        outline.scope(place.node) == outline.scope(node)
      {
        found.append(.made(place))
      }
      guard let origin = instance.origin else { break }
      value = origin
    }
    return found
  }

  /// What has been added to the objects that play a role.
  func heldThings(_ role: String, _ occurrence: Occurrence) -> [Thing] {
    guard !additions.isEmpty, occurrence.unit.family == .csharp else { return [] }
    let kinds: Set<AssetKind>
    switch role {
    case "model": kinds = [.model, .provider]
    case "tools": kinds = [.tool, .mcpServer]
    default: return []
    }
    var found: [Thing] = []
    for selector in occurrence.construct.arguments[role] ?? [] {
      for call in occurrence.calls {
        guard let node = reader.expression([selector.withoutKeys], of: call) else { continue }
        for thing in holders(node, in: call.unit).flatMap({ additions[$0] ?? [] })
        where kinds.contains(thing.kind) && !found.contains(thing) {
          found.append(thing)
        }
      }
    }
    return found
  }
}
