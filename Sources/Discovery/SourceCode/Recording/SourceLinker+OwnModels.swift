import Estate
import Formats

/// Models that the code itself makes: estimators, networks, boosters.
extension SourceLinker {
  /// Whether a construct makes a model that has no name of its own elsewhere.
  static func isOwnModel(_ construct: Construct) -> Bool {
    construct.product == .model && construct.arguments["model"] == nil
      && construct.arguments["path"] == nil && construct.facts["default"] == nil
  }

  func ownModel(_ occurrence: Occurrence) -> [Thing] {
    // An instance of a class of the repository that is a model is that model.
    if let definition = occurrence.madeOf, self.occurrence(for: definition) != nil {
      let made = things(for: definition)
      if !made.isEmpty { return made }
    }
    let unit = occurrence.unit
    var name = name(of: occurrence) ?? occurrence.symbol.last
    if case .place(let place) = occurrence.key, unit.isArgument(place.node) {
      name = occurrence.symbol.last
    }
    let symbol = symbol(symbolBase(occurrence, name), for: occurrence.key, .model, unit)
    guard occurrence.alternatives.isEmpty else {
      return occurrence.alternatives.map { alternative in
        let native = "\(native(unit))#\(symbol)/\(alternative.last)"
        return Thing(AssetID(.model, "repo", native), .model, alternative.last)
      }
    }
    return [Thing(AssetID(.model, "repo", "\(native(unit))#\(symbol)"), .model, name)]
  }

  func ownModelProperties(_ occurrence: Occurrence) -> [String: Value] {
    var properties: [String: Value] = ["architecture": .text(occurrence.symbol.last)]
    for key in ["type", "role", "provider"] {
      if let value = occurrence.construct.facts[key] { properties[key] = .text(value) }
    }
    return properties
  }

  /// What a method works on goes by the name of the variable that holds it: `forest.fit(…)` is `forest`.
  func receiverName(_ occurrence: Occurrence) -> String? {
    guard namesByReceiver(occurrence.construct) else { return nil }
    for call in occurrence.calls {
      guard let node = call.node, let callee = call.unit.outline.firstChild(node),
        call.unit.outline.kind(callee) == .member,
        let object = call.unit.outline.firstChild(callee)
      else { continue }
      switch call.unit.outline.kind(object) {
      case .name, .member:
        if let name = call.unit.outline.text(object), !name.isEmpty { return name }
      default: break
      }
    }
    return nil
  }

  func namesByReceiver(_ construct: Construct) -> Bool {
    construct.arguments["name"]?.contains { $0.place == .receiver && $0.keys.isEmpty } == true
  }

  /// A job is the same however often its model is fitted in the same place.
  func job(_ occurrence: Occurrence, _ kind: AssetKind) -> [Thing]? {
    guard let name = receiverName(occurrence), case .place(let place) = occurrence.key else {
      return nil
    }
    let unit = occurrence.unit
    let symbol = unit.qualified(name, at: unit.outline.scope(place.node)).prefix(160)
    return [Thing(AssetID(kind, "repo", "\(native(unit))#\(symbol)"), kind, name)]
  }

  /// The models that a training makes or tunes learn from its data sets.
  func relateLineage(_ occurrence: Occurrence) {
    let datasets = attached("dataset", occurrence)
    guard !datasets.isEmpty else { return }
    let line = line(of: "dataset", occurrence)
    for (role, kind) in [("model", RelationKind.trainedOn), ("base", .fineTunedOn)] {
      for model in attached(role, occurrence) where model.kind == .model {
        for dataset in datasets where dataset.kind == .dataset {
          relation(kind, from: model.id, to: dataset.id, line: line, in: occurrence.unit)
        }
      }
    }
  }
}
