import Estate
import Formats

/// Files of models and of other objects.
extension SourceLinker {
  func artifact(_ occurrence: Occurrence) -> [Thing] {
    let unit = occurrence.unit
    let path = path(of: "path", occurrence)
    let handed = path == nil ? handedPaths(occurrence) : []
    guard !occurrence.construct.isWeak || isModel(occurrence, path, handed),
      path.map(facts.texts.learning.namesTensors) != true
        || attached("model", occurrence).contains(where: { $0.kind == .model })
    else { return [] }
    if let path, let thing = artifact(path, in: unit) { return [thing] }
    var things: [Thing] = []
    for path in handed.compactMap(\.path) where !occurrence.construct.isWeak || namesModel(path) {
      if let thing = artifact(path, in: unit), !things.contains(thing) { things.append(thing) }
    }
    if !things.isEmpty { return Array(things.prefix(8)) }
    let name = name(of: occurrence) ?? argumentLabel("path", occurrence) ?? occurrence.symbol.last
    let symbol = symbol(symbolBase(occurrence, name), for: occurrence.key, .modelArtifact, unit)
    return [
      Thing(AssetID(.modelArtifact, "repo", "\(native(unit))#\(symbol)"), .modelArtifact, name)
    ]
  }

  func artifact(_ path: String, in unit: SourceUnit) -> Thing? {
    if let address = StorageAddress(path), !address.path.isEmpty {
      let name = String(address.path.split(separator: "/").last ?? Substring(address.path))
      return Thing(AssetID(.modelArtifact, address.authority, address.native), .modelArtifact, name)
    }
    let scheme = path.firstRange(of: "://")
    let plain = (scheme.map { path[$0.upperBound...] } ?? path[...]).split(separator: "/")
      .filter { $0 != "." && $0 != ".." }
    // `models:/churn/Production` is churn.
    let isRegistered = scheme == nil && plain.first == "models:"
    let named = plain.filter { $0 != "{}" }
    guard let name = isRegistered ? named.dropFirst().first : named.last else { return nil }
    let joined = String(plain.joined(separator: "/").prefix(300))
    let id =
      scheme == nil
      ? AssetID(.modelArtifact, "repo", "\(unit.repository.native)/\(joined)")
      : AssetID(.modelArtifact, String(path.prefix { $0 != ":" }), joined)
    return Thing(id, .modelArtifact, String(name))
  }

  /// A file of a model is seen where its path stands, too: a constant, a field of settings.
  func recordArtifactPath(_ occurrence: Occurrence) {
    guard occurrence.unit.family == .python,
      let value = values(of: "path", occurrence).first(where: { $0.path != nil }),
      let place = value.pathPlace, let path = value.path, path.contains(".")
    else { return }
    let home = project.units[place.unit]
    guard home.scope != "vendored" else { return }
    for thing in things(for: occurrence.key) where path.hasSuffix(thing.name) {
      asset(
        thing, line: home.outline.line(place.node), in: home, confidence: 0.9 * confidence(home))
    }
  }

  /// The file of a model in what is called the path of one, whoever reads it: `model_path = "models/churn.pkl"`.
  func mentionedArtifact(
    _ value: SourceOutline.Expression, in unit: SourceUnit
  ) {
    guard unit.family == .python, unit.scope == "product",
      [.string, .call, .operation, .template].contains(unit.outline.kind(value)),
      case let found = reader.meaning(value, in: unit), let path = found.path,
      let place = found.pathPlace, place.unit == unit.index,
      facts.texts.learning.mayBeArtifact(path)
    else { return }
    let line = unit.outline.line(place.node)
    guard !dataLines.contains(CodeLine(unit: unit.index, line: line)),
      let thing = artifact(path, in: unit)
    else { return }
    asset(thing, line: line, in: unit, confidence: 0.6 * confidence(unit))
    contain(thing, line: line, in: unit)
  }

  /// Records files of models where callers hand their paths to the function that reads or writes them.
  func recordHandedArtifacts(_ occurrence: Occurrence) {
    guard path(of: "path", occurrence) == nil else { return }
    for handed in handedPaths(occurrence) {
      let caller = project.units[handed.call.unit]
      guard let path = handed.path, !occurrence.construct.isWeak || namesModel(path),
        let thing = artifact(path, in: caller)
      else { continue }
      asset(
        thing, line: caller.outline.line(handed.call.node), in: caller,
        confidence: 0.9 * confidence(caller))
      // And where the path stands.
      if let place = handed.place, project.units[place.unit].scope != "vendored" {
        let home = project.units[place.unit]
        asset(
          thing, line: home.outline.line(place.node), in: home, confidence: 0.9 * confidence(home))
      }
    }
  }

  private func namesModel(_ path: String) -> Bool { facts.texts.learning.namesArtifact(path) }

  /// Whether a file that could hold anything holds a model: by what is written, or by the names around.
  private func isModel(
    _ occurrence: Occurrence, _ path: String?, _ handed: [Handed]
  ) -> Bool {
    if attached("model", occurrence).contains(where: { $0.kind == .model }) { return true }
    if handed.contains(where: { $0.path.map(namesModel) == true }) { return true }
    let names = [
      path, name(of: occurrence), argumentLabel("model", occurrence),
      path == nil ? argumentLabel("path", occurrence) : nil,
    ]
    if names.contains(where: { $0.map { facts.texts.learning.namesArtifact($0) } == true }) {
      return true
    }
    // `vectorizer, model = pickle.load(file)`
    return occurrence.calls[0].node.map(occurrence.calls[0].unit.namesUnpacked)?
      .contains(where: facts.texts.learning.namesArtifact) == true
  }

  /// The first path among the arguments that play a role.
  func path(of role: String, _ occurrence: Occurrence) -> String? {
    values(of: role, occurrence).lazy.compactMap(\.path).first
  }

  /// The variable that stands in the place of a name or path; of an open file that of its path.
  func argumentLabel(_ role: String, _ occurrence: Occurrence) -> String? {
    for selector in occurrence.construct.arguments[role] ?? [] where selector.keys.isEmpty {
      for call in occurrence.calls {
        guard let node = reader.argument(selector, of: call) else { continue }
        if case .instance(let instance) = reader.meaning(node, in: call.unit),
          case .external(let symbol) = instance.type, symbol.isBuiltIn, let place = instance.place
        {
          let home = project.units[place.unit]
          if let first = home.outline.arguments(place.node).first,
            let label = Self.label(first, home)
          {
            return label
          }
        }
        if let label = Self.label(node, call.unit) { return label }
      }
    }
    return nil
  }

  private static func label(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> String? {
    switch unit.outline.kind(node) {
    // `f` of `with open(path) as f` says nothing.
    case .name, .member: unit.outline.text(node).flatMap { $0.utf8.count > 1 ? $0 : nil }
    default: nil
    }
  }

  /// The registry that a model is given to as it is saved: `log_model(model, registered_model_name="churn")`.
  func recordRegistration(_ occurrence: Occurrence) {
    guard let name = literal(of: "registry", occurrence), !name.isEmpty,
      let engine = occurrence.construct.facts["engine"]
    else { return }
    let unit = occurrence.unit
    let registry = Thing(
      AssetID(.modelRegistry, engine, "\(unit.repository.native)#\(name.prefix(160))"),
      .modelRegistry, name)
    let line = line(of: "registry", occurrence)
    asset(registry, ["engine": .text(engine)], line: line, in: unit)
    contain(registry, line: line, in: unit)
  }

  /// What is loaded can run code in the project that loads it; in a notebook, there.
  func relateLoading(_ occurrence: Occurrence) {
    guard occurrence.construct.facts["access"] != "save" else { return }
    let unit = occurrence.unit
    let loader = unit.cells == nil ? application(unit) : notebook(unit).id
    for thing in things(for: occurrence.key) where thing.kind == .modelArtifact {
      relation(.loadedBy, from: thing.id, to: loader, line: occurrence.line, in: unit)
    }
  }
}
