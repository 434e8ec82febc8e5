import Estate
import Evidence

/// An estate with an asset of every kind, a relation of every kind, and texts that break careless writers.
enum EstateOfAllKinds {
  static let secret = "sk-preview…9Q"
  static let person = "Grace Hopper"
  static let hostile = "a \"b\" \\ \n\u{0} {x} <y> ${Z} é 模型 \u{202E}"

  private static let sighting = Sighting(
    source: "files:repository:local:x", detector: "t",
    location: Location(path: "src/a b#1.ipynb", line: 3, cell: 2), confidence: 0.7)

  static func id(_ kind: AssetKind) -> AssetID { AssetID(kind, "x", "\(kind.name)/1#a b") }

  static func builder() -> EstateBuilder {
    var builder = EstateBuilder()
    for kind in AssetKind.all {
      var properties: [String: Value] = [:]
      for property in kind.declaration.properties + Schema.current.common {
        properties[property.name] = value(of: property)
      }
      let name =
        switch kind {
        case .person: person
        case .credential: secret
        default: "\(kind.name) \(hostile)"
        }
      builder.add(
        AssetObservation(
          id: id(kind), kind: kind, name: name, properties: properties, sighting: sighting))
    }
    for kind in RelationKind.all {
      for tail in kind.declaration.tails ?? [.agent, .person] {
        for head in kind.declaration.heads ?? [.dataset, .credential] {
          builder.add(
            RelationObservation(
              kind: kind, tail: id(tail), head: id(head), basis: .observed, sighting: sighting))
        }
      }
    }
    return builder
  }

  private static func value(of property: PropertyDeclaration) -> Value {
    if let value = property.values.last { return .text(value) }
    switch property.type {
    case .text: return .text(hostile)
    case .boolean: return true
    case .integer: return .integer(-7)
    case .number: return 0.25
    case .time: return "2026-11-20T08:00:00Z"
    case .list: return ["x", .text(hostile)]
    case .map: return .map([hostile: .null])
    }
  }

  static func report(_ estate: Estate, isComplete: Bool = true) -> ScanReport {
    ScanReport(
      version: "1.2.3", targets: ["/somewhere"],
      sources: [
        ReportedSource(
          id: "files:repository:local:x", kind: "files",
          status: isComplete ? "complete" : "partial", reason: isComplete ? nil : "interrupted",
          files: 1, bytes: 2)
      ], estate: estate, findings: [], unknown: [], skipped: [], summary: [:])
  }
}
