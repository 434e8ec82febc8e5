import Estate
import Formats

/// Turns the contents of one document into observations.
struct BillRecording {
  private let source: String
  /// `cyclonedx` or `spdx`.
  private let detector: String
  /// Name of the file.
  private let file: String
  private let contents: BillContents
  private let identities: [ComponentIdentity.Identity?]
  private var observations = Observations()

  /// - Parameters:
  ///   - source: id of the source.
  ///   - file: name of the file.
  init(
    _ contents: BillContents, source: String, detector: String, file: String,
    identities: ComponentIdentity
  ) {
    self.contents = contents
    self.source = source
    self.detector = detector
    self.file = file
    var names: [PackageEcosystem: Set<String>] = [:]
    for component in contents.components {
      guard let dependency = ComponentIdentity.dependency(component) else { continue }
      names[dependency.ecosystem, default: []].insert(dependency.name)
    }
    self.identities = contents.components.enumerated().map { number, component in
      guard !component.isOwn, !component.name.isEmpty else { return nil }
      return number == contents.subject
        ? identities.subject(component) : identities.identity(of: component, among: names)
    }
  }

  func recorded() -> Observations {
    var copy = self
    copy.record()
    return copy.observations
  }

  private mutating func record() {
    for (line, reason) in contents.skipped { skip(reason, line: line) }
    let isKept = kept()
    var ids = [AssetID?](repeating: nil, count: contents.components.count)
    var leftOut: [String: Int] = [:]
    for (number, component) in contents.components.enumerated() {
      if component.isOwn {
        ids[number] = recordOwn(component)
      } else if isKept[number], let identity = identities[number] {
        ids[number] = identity.id
        record(component, identity)
      } else if component.name.isEmpty {
        skip("an element with an empty name", line: component.line)
      } else {
        leftOut[component.form.word, default: 0] += 1
      }
    }
    for link in contents.links {
      if let tail = ids[link.from] { relate(tail, link.link, line: link.line) }
    }
    for edge in contents.edges { record(edge, ids) }
    recordParts(ids)
    for weakness in contents.weaknesses { record(weakness, ids) }
    for (word, count) in leftOut.sorted(by: { $0.key < $1.key }) {
      skip("\(count) of type \(word) that are no AI assets", line: 0)
    }
  }

  private mutating func skip(_ reason: String, line: Int) {
    observations.skipped.append(
      Skipped(path: line > 0 ? "\(file):\(line)" : file, reason: reason))
  }

  private func sighting(_ line: Int, confidence: Double = 1) -> Sighting {
    Sighting(
      source: source, detector: detector,
      location: Location(path: file, line: line > 0 ? line : nil), confidence: confidence)
  }

  /// Which elements are AI, or lead to what is. The document's subject is where anything in it is.
  private func kept() -> [Bool] {
    var isKept = contents.components.indices.map { number in
      contents.components[number].isOwn || identities[number]?.isArtificial == true
    }
    let hasAny = isKept.contains(true)
    var users = [[Int]](repeating: [], count: isKept.count)
    for edge in contents.edges { users[edge.to].append(edge.from) }
    var stack = isKept.indices.filter { isKept[$0] }
    while let next = stack.popLast() {
      for user in users[next] where !isKept[user] {
        isKept[user] = true
        stack.append(user)
      }
    }
    if let subject = contents.subject { isKept[subject] = hasAny }
    return isKept
  }

  private mutating func record(
    _ component: BilledComponent, _ identity: ComponentIdentity.Identity
  ) {
    var properties = identity.properties
    for (name, value) in component.facts
    where Schema.current.property(name, of: identity.kind) != nil {
      properties[name] = properties[name] ?? value
    }
    let sightings = component.sightings.isEmpty ? [sighting(component.line)] : component.sightings
    for sighting in sightings {
      observations.assets.append(
        AssetObservation(
          id: identity.id, kind: identity.kind, name: PlainLine.of(identity.name),
          properties: properties, sighting: sighting))
    }
  }

  /// Records an element that Isobar wrote: what it was, and its relations. Nil where it is damaged, or
  /// only details another.
  private mutating func recordOwn(_ component: BilledComponent) -> AssetID? {
    guard let text = component.value(ExchangeText.identity) else { return nil }
    guard text.utf8.count <= 4096, let id = AssetID(parsing: text), let kind = id.kind else {
      skip("'\(PlainLine.of(text))' is no id of an asset", line: component.line)
      return nil
    }
    let bareName = String(id.text.split(separator: ":", maxSplits: 2).last ?? "")
    var sightings = component.sightings
    // An asset that is only mentioned has no place and no name of its own.
    if sightings.isEmpty, component.name != bareName { sightings = [sighting(component.line)] }
    for sighting in sightings {
      observations.assets.append(
        AssetObservation(id: id, kind: kind, name: component.name, sighting: sighting))
    }
    observations.assets.append(
      AssetObservation(
        id: id, kind: kind, name: component.name, properties: properties(component, kind),
        sighting: sightings.first ?? Sighting(source: source, detector: detector),
        isStatement: true))
    for pair in component.pairs {
      if let link = ExchangeText.link(named: pair.name, pair.value) {
        relate(id, link, line: component.line)
      }
    }
    return id
  }

  private mutating func properties(
    _ component: BilledComponent, _ kind: AssetKind
  ) -> [String: Value] {
    var properties: [String: Value] = [:]
    for pair in component.pairs {
      guard let name = ExchangeText.property(named: pair.name) else { continue }
      guard let declaration = Schema.current.property(name, of: kind),
        let value = ExchangeText.value(pair.value, of: declaration)
      else {
        skip("'\(PlainLine.of(name))' of \(kind.name) has no such value", line: component.line)
        continue
      }
      properties[name] = value
    }
    return properties
  }

  private mutating func relate(_ tail: AssetID, _ link: ExchangeText.Link, line: Int) {
    add(link.kind, tail, link.head, basis: link.basis, sighting(line, confidence: link.confidence))
  }

  private mutating func add(
    _ kind: RelationKind, _ tail: AssetID, _ head: AssetID, basis: Basis = .declared,
    _ sighting: Sighting
  ) {
    guard let from = tail.kind, let to = head.kind, kind.declaration.allows(tail: from, head: to)
    else { return }
    observations.relations.append(
      RelationObservation(
        kind: kind, tail: tail, head: head, basis: basis, sighting: sighting))
  }

  private mutating func record(_ edge: BillContents.Edge, _ ids: [AssetID?]) {
    guard let tail = ids[edge.from], let head = ids[edge.to], tail != head,
      let kind = edge.kind ?? Self.relation(tail, head, isPart: edge.isPart)
    else { return }
    add(kind, tail, head, sighting(edge.line))
  }

  /// The relation that such kinds have where one needs or holds the other.
  private static func relation(
    _ tail: AssetID, _ head: AssetID, isPart: Bool
  ) -> RelationKind? {
    switch (tail.kind, head.kind) {
    case (_, .package): .dependsOn
    case (.application, .model), (.agent, .model), (.application, .provider),
      (.agent, .provider):
      .usesModel
    case (.model, .dataset): .trainedOn
    default: isPart ? .contains : nil
    }
  }

  /// What the document is about is made of all that is in it.
  private mutating func recordParts(_ ids: [AssetID?]) {
    guard let number = contents.subject, let subject = ids[number] else { return }
    let line = contents.components[number].line
    for id in Set(ids.compactMap(\.self)).sorted() where id != subject {
      if let kind = Self.relation(subject, id, isPart: true) {
        add(kind, subject, id, sighting(line))
      }
    }
  }

  private mutating func record(_ weakness: BillContents.Weakness, _ ids: [AssetID?]) {
    let affected = weakness.elements.compactMap { ids[$0] }
    guard !affected.isEmpty, !weakness.name.isEmpty, weakness.name.utf8.count <= 256 else {
      return
    }
    let id = AssetID(.vulnerability, "cve", weakness.name)
    var properties: [String: Value] = [:]
    properties["severity"] = weakness.severity.map { .text(PlainLine.of($0)) }
    properties["description"] = weakness.description.map { .text(PlainLine.of($0)) }
    observations.assets.append(
      AssetObservation(
        id: id, kind: .vulnerability, name: PlainLine.of(weakness.name), properties: properties,
        sighting: sighting(weakness.line)))
    for asset in affected { add(.affectedBy, asset, id, sighting(weakness.line)) }
  }
}
