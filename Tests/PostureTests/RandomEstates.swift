import Estate
import TestSupport

/// Small estates of any kinds, relations and texts, the same from the same seed.
struct RandomEstates {
  /// Texts that are hard to carry: escapes, invisible characters, other scripts, YAML and JSON signs.
  private static let texts = [
    "plain", "", " ", "a b", "\"quoted\"", "back\\slash", "line\nbreak", "tab\t", "\u{202E}evil",
    "zero\u{200B}width", "e\u{301}", "\u{E9}", "naïve", "模型", "🤖", "null", "true", "1.0",
    "- [x]: {y}",
    "\u{1F}", "%20", "#", "a:b:c", "\u{FEFF}",
  ]

  private var generator: SeededGenerator
  /// Id of the source of every sighting.
  private let source: String

  init(seed: UInt64, source: String) {
    generator = SeededGenerator(seed)
    self.source = source
  }

  private mutating func text() -> String {
    Self.texts.randomElement(using: &generator) ?? ""
  }

  private mutating func value(of property: PropertyDeclaration) -> Value {
    if let value = property.values.randomElement(using: &generator) { return .text(value) }
    switch property.type {
    case .text: return .text(text())
    case .boolean: return .boolean(Bool.random(using: &generator))
    case .integer: return .integer([0, -1, .max, .min, 7].randomElement(using: &generator) ?? 0)
    case .number: return .number([0.1, -1e300, 1e-9, 2].randomElement(using: &generator) ?? 0)
    case .time: return "2026-11-20T08:00:00Z"
    case .list: return .list([.text(text()), .integer(1)])
    case .map: return .map([text(): .list([.null, .map([:])])])
    }
  }

  private mutating func sighting() -> Sighting {
    let location =
      Bool.random(using: &generator)
      ? nil
      : Location(
        path: text(), line: Bool.random(using: &generator) ? nil : 3,
        cell: Bool.random(using: &generator) ? nil : 2)
    return Sighting(
      source: source, detector: Bool.random(using: &generator) ? "d" : "estate",
      location: location, confidence: [1, 0.5, 0.1].randomElement(using: &generator) ?? 1)
  }

  mutating func estate() -> Estate {
    var builder = EstateBuilder()
    var ids: [AssetID] = []
    for _ in 0..<Int.random(in: 1...12, using: &generator) {
      guard let kind = AssetKind.all.randomElement(using: &generator) else { continue }
      let id = AssetID(kind, "x", "n\(text())")
      ids.append(id)
      var properties: [String: Value] = [:]
      for property in kind.declaration.properties where Bool.random(using: &generator) {
        properties[property.name] = value(of: property)
      }
      builder.add(
        AssetObservation(
          id: id, kind: kind, name: text(), properties: properties, sighting: sighting()))
      var observations = Observations()
      observations.signals = [
        SignalObservation(
          signal: "s", asset: id, detail: [text(): .text(text())],
          sighting: Sighting(
            source: source, detector: "estate", location: sighting().location))
      ]
      if Bool.random(using: &generator) { builder.add(observations) }
    }
    for _ in 0..<20 {
      guard let tail = ids.randomElement(using: &generator),
        let head = ids.randomElement(using: &generator), let from = tail.kind, let to = head.kind,
        let kind = RelationKind.all.filter({ $0.declaration.allows(tail: from, head: to) })
          .randomElement(using: &generator)
      else { continue }
      builder.add(
        RelationObservation(
          kind: kind, tail: tail, head: head,
          basis: Basis.allCases.randomElement(using: &generator) ?? .declared,
          sighting: sighting()))
    }
    return builder.build()
  }
}
