import Estate
import Formats

/// Files of models and of other objects.
extension SourceLinker {
  func artifact(_ occurrence: Occurrence) -> [Thing] {
    let unit = occurrence.unit
    let path = path(of: "path", occurrence)
    if let path, let address = StorageAddress(path), !address.path.isEmpty {
      let name = String(address.path.split(separator: "/").last ?? Substring(address.path))
      return [
        Thing(AssetID(.modelArtifact, address.authority, address.native), .modelArtifact, name)
      ]
    }
    if let path {
      let scheme = path.firstRange(of: "://")
      let plain = (scheme.map { path[$0.upperBound...] } ?? path[...]).split(separator: "/")
        .filter { $0 != "." && $0 != ".." }
      if let name = plain.last(where: { $0 != "{}" }) {
        let joined = String(plain.joined(separator: "/").prefix(300))
        let id =
          scheme == nil
          ? AssetID(.modelArtifact, "repo", "\(unit.repository.native)/\(joined)")
          : AssetID(.modelArtifact, String(path.prefix { $0 != ":" }), joined)
        return [Thing(id, .modelArtifact, String(name))]
      }
    }
    let name = name(of: occurrence) ?? pathLabel(occurrence) ?? occurrence.symbol.last
    let symbol = symbol(symbolBase(occurrence, name), for: occurrence.key, .modelArtifact, unit)
    return [
      Thing(AssetID(.modelArtifact, "repo", "\(native(unit))#\(symbol)"), .modelArtifact, name)
    ]
  }

  /// The first path among the arguments that play a role.
  func path(of role: String, _ occurrence: Occurrence) -> String? {
    values(of: role, occurrence).lazy.compactMap(\.path).first
  }

  /// The variable that a path stands in.
  private func pathLabel(_ occurrence: Occurrence) -> String? {
    for selector in occurrence.construct.arguments["path"] ?? [] {
      guard case .position(let index) = selector.place, selector.keys.isEmpty else { continue }
      for call in occurrence.calls {
        let positions = reader.positional(call)
        guard positions.indices.contains(index) else { continue }
        let outline = call.unit.outline
        switch outline.kind(positions[index]) {
        case .name, .member: if let text = outline.text(positions[index]) { return text }
        default: break
        }
      }
    }
    return nil
  }

  /// What is loaded can run code in the project that loads it.
  func relateLoading(_ occurrence: Occurrence) {
    guard occurrence.construct.facts["access"] != "save" else { return }
    let unit = occurrence.unit
    for thing in things(for: occurrence.key) where thing.kind == .modelArtifact {
      relation(.loadedBy, from: thing.id, to: application(unit), line: occurrence.line, in: unit)
    }
  }
}
