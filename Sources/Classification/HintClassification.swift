import Estate

/// What paths, names and packages hint at: environment, type of model, sensitivity and purpose.
struct HintClassification {
  let facts: ClassificationFacts
  let places: AssetPlaces

  func classify(_ estate: Estate, into observations: inout Observations) {
    var known: [Substring: (value: String, confidence: Double)?] = [:]
    for (index, asset) in estate.assets.enumerated() where !asset.kind.declaration.isShared {
      environment(of: asset, &observations, &known)
      modelType(of: asset, &observations)
      if asset.kind == .application { usedModelTypes(index, estate, &observations) }
      sensitivity(of: asset, &observations)
      if facts.purposeKinds.contains(asset.kind), let text = asset.properties["description"]?.text {
        claim(
          asset, "purpose", .text(text), "hint:description", facts.purposeConfidence, &observations)
      }
    }
  }

  /// The environment that a path names, by its innermost word.
  func environment(ofPath path: some StringProtocol) -> (value: String, confidence: Double)? {
    var parts = String(path).split(separator: "/" as Character).map(String.init)
    guard let file = parts.popLast() else { return nil }
    if facts.configurationEndings.contains(where: { file.lowercased().hasSuffix($0) }) {
      let words = Words(file)
      if let hint = facts.environments.first(where: { $0.matches(words) }) {
        return (hint.value, hint.confidence)
      }
    }
    for folder in parts.reversed() {
      if let hint = facts.environmentsByWords[Words(folder)] {
        return (hint.value, hint.confidence)
      }
    }
    return nil
  }

  /// The family of method that the name of a model suggests.
  func modelType(ofName name: String) -> ClassificationFacts.Hint? {
    let words = Words(name)
    return facts.modelTypes.first { $0.matches(words) }
  }

  /// The sensitivity that the name of a data set suggests.
  func sensitivity(ofName name: String) -> ClassificationFacts.Hint? {
    let words = Words(name)
    guard !facts.harmless.contains(where: { words.contain($0) }) else { return nil }
    return facts.sensitivities.first { $0.matches(words) }
  }

  /// - Parameter known: what paths name, as most assets stand in files of others.
  private func environment(
    of asset: Asset, _ observations: inout Observations,
    _ known: inout [Substring: (value: String, confidence: Double)?]
  ) {
    // What tests and examples are written for says nothing of where they run.
    if let scope = asset.properties["scope"]?.text, scope != "product" { return }
    var seen: Set<String> = []
    for place in places.places(of: asset) {
      let path = place.pathInRepository
      let named = known[path] ?? environment(ofPath: path)
      known[path] = .some(named)
      guard let found = named, seen.insert(found.value).inserted
      else { continue }
      claim(
        asset, "environment", .text(found.value), "hint:path", found.confidence, &observations,
        at: place.sighting.location)
    }
  }

  private func modelType(of asset: Asset, _ observations: inout Observations) {
    guard asset.kind == .model || asset.kind == .modelArtifact else { return }
    if let architecture = asset.properties["architecture"]?.text,
      let hint = facts.modelTypes.first(where: { $0.matches(architecture: architecture) })
    {
      claim(
        asset, "type", .text(hint.value), "hint:architecture", ClassificationFacts.hintLimit,
        &observations)
    }
    if let format = asset.properties["format"]?.text,
      let hint = facts.modelTypes.first(where: { $0.formats.contains(format) })
    {
      claim(asset, "type", .text(hint.value), "hint:format", hint.confidence, &observations)
    }
    if let hint = modelType(ofName: asset.name) {
      // A name is the weaker hint: a file may be called anything.
      claim(asset, "type", .text(hint.value), "hint:name", hint.confidence - 0.1, &observations)
    }
  }

  private func usedModelTypes(
    _ index: Int, _ estate: Estate, _ observations: inout Observations
  ) {
    var found: [String: Double] = [:]
    for relation in estate.outgoing(index, .dependsOn) {
      let package = estate.assets[estate.head(ofRelationAt: relation)]
      let name = String(package.id.text.dropFirst("package:pkg:".count))
      let groups = Set(package.properties["groups"]?.list?.compactMap(\.text) ?? [])
      for hint in facts.modelTypes
      where hint.packages.contains(name) || !hint.groups.isDisjoint(with: groups) {
        found[hint.value] = max(found[hint.value] ?? 0, hint.confidence)
      }
    }
    for (type, confidence) in found.sorted(by: { $0.key < $1.key }) {
      claim(
        estate.assets[index], "model_types", .texts([type]), "hint:packages", confidence,
        &observations)
    }
  }

  private func sensitivity(of asset: Asset, _ observations: inout Observations) {
    guard facts.sensitiveKinds.contains(asset.kind), let hint = sensitivity(ofName: asset.name)
    else { return }
    claim(asset, "sensitivity", .text(hint.value), "hint:name", hint.confidence, &observations)
  }

  private func claim(
    _ asset: Asset, _ property: String, _ value: Value, _ detector: String, _ confidence: Double,
    _ observations: inout Observations, at location: Location? = nil
  ) {
    observations.assets.append(
      AssetObservation(
        id: asset.id, kind: asset.kind, name: asset.name, properties: [property: value],
        sighting: Sighting(
          source: asset.source, detector: detector,
          location: location ?? asset.sightings.lazy.compactMap(\.location).first,
          confidence: confidence), isStatement: true))
  }
}
