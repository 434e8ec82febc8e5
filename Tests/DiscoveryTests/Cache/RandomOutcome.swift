import Estate
import TestSupport

@testable import Discovery

/// Outcomes of all shapes, the same from the same seed.
struct RandomOutcome {
  private var random: SeededGenerator
  private let path: String
  private let source: String
  private let detectors: [String]
  private static let texts = [
    "", "a", "openai", "caf\u{E9}", "cafe\u{301}", "line\nline", "\u{0}", "\u{10FFFF}",
    String(repeating: "long ", count: 100), "package:pkg:pypi/langchain",
  ]

  init(seed: UInt64, path: String, source: String, detectors: [String]) {
    random = SeededGenerator(seed)
    self.path = path
    self.source = source
    self.detectors = detectors
  }

  mutating func outcome() -> FileInspector.Outcome {
    var outcome = FileInspector.Outcome()
    for _ in 0..<number(5) {
      outcome.observations.assets.append(
        AssetObservation(
          id: id(), kind: AssetKind.all.randomElement(using: &random) ?? .model, name: text(),
          properties: properties(), sighting: sighting(), isStatement: number(2) == 0))
    }
    for _ in 0..<number(5) {
      outcome.observations.relations.append(
        RelationObservation(
          kind: RelationKind.all.randomElement(using: &random) ?? .contains, tail: id(),
          head: id(), basis: Basis.allCases.randomElement(using: &random) ?? .declared,
          properties: properties(), sighting: sighting()))
    }
    for _ in 0..<number(5) {
      outcome.observations.signals.append(
        SignalObservation(
          signal: text(), asset: id(), detail: properties(), sighting: sighting()))
    }
    for _ in 0..<number(3) {
      outcome.observations.skipped.append(Skipped(path: text(), reason: text()))
    }
    for _ in 0..<number(3) {
      outcome.fragments.append(
        FileInspector.Fragment(
          detector: number(detectors.count), head: Array(text().utf8) + [0, 255],
          body: number(2) == 0
            ? .bytes([], nil) : .kept(FileDigest(of: Array(text().utf8)[...]), size: number(9) + 1))
      )
    }
    return outcome
  }

  /// All that an outcome says, in scalars rather than characters.
  static func text(_ outcome: FileInspector.Outcome) -> [UInt32] {
    func text(_ value: Value) -> String {
      switch value {
      case .map(let entries): "\(entries.mapValues(text).sorted { $0.key < $1.key })"
      case .list(let values): "\(values.map(text))"
      default: "\(value)"
      }
    }
    let observations = outcome.observations
    let lines =
      observations.assets.map {
        "\($0.id) \($0.kind) \($0.name) \(text(.map($0.properties))) \($0.isStatement) \($0.sighting)"
      }
      + observations.relations.map {
        "\($0.kind) \($0.tail) \($0.head) \($0.basis) \(text(.map($0.properties))) \($0.sighting)"
      }
      + observations.signals.map {
        "\($0.signal) \($0.asset) \(text(.map($0.detail))) \($0.sighting)"
      }
      + observations.skipped.map { "\($0)" } + outcome.fragments.map { "\($0)" }
    return lines.joined(separator: "\n").unicodeScalars.map(\.value)
  }

  private mutating func sighting() -> Sighting {
    var location: Location?
    switch number(4) {
    case 0: location = Location(path: path, line: number(2) == 0 ? nil : number(100_000))
    case 1: location = Location(path: "\(path)!archive/data.pkl", cell: 3)
    case 2: location = Location(path: text(), line: -1, cell: .max)
    default: break
    }
    return Sighting(
      source: source, detector: detectors[number(detectors.count)], location: location,
      confidence: [0, 0.3, 1, .pi][number(4)])
  }

  private mutating func properties() -> [String: Value] {
    var properties: [String: Value] = [:]
    for _ in 0..<number(4) { properties[text()] = value(depth: 0) }
    return properties
  }

  private mutating func value(depth: Int) -> Value {
    switch number(depth < 3 ? 7 : 5) {
    case 0: .null
    case 1: .boolean(number(2) == 0)
    case 2: .integer([0, 1, -1, 63, 64, .min, .max][number(7)])
    case 3: .number([0, -0.0, 0.1, .infinity, .greatestFiniteMagnitude][number(5)])
    case 4: .text(text())
    case 5: .list((0..<number(4)).map { _ in value(depth: depth + 1) })
    default: .map(Dictionary((0..<number(3)).map { ("k\($0)", value(depth: depth + 1)) }) { $1 })
    }
  }

  private mutating func id() -> AssetID { AssetID(.model, "x", "\(number(4))\(text())") }

  private mutating func text() -> String { Self.texts[number(Self.texts.count)] }

  private mutating func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
}
