public import Estate
public import Terminal

/// One asset in full: every source's value of each property, its relations, who saw it where.
public struct AssetPage: Sendable {
  private let asset: Asset
  private let estate: Estate
  private let canvas: Canvas

  /// Properties that classification gives, whose reasons are always shown.
  private static let classified: Set<String> = [
    "owner", "purpose", "environment", "criticality", "sensitivity", "approval", "type",
    "model_types", "aliases",
  ]
  /// Relations of one kind that are listed; the rest is counted.
  private static let relationLimit = 20

  public init(_ asset: Asset, in estate: Estate, canvas: Canvas) {
    self.asset = asset
    self.estate = estate
    self.canvas = canvas
  }

  public func render() -> String {
    var lines = [
      canvas.paint(asset.name, .bold) + canvas.paint("  \(asset.kind.name)", .cyan),
      canvas.paint(asset.id.text, .faint), "",
    ]
    for (property, value) in asset.properties.sorted(by: { $0.key < $1.key }) {
      let claims = asset.claims.filter { $0.property == property }
      lines.append(
        canvas.paint(property.padded(to: 20), .faint)
          + canvas.paint(ValueJSON.encode(value), .plain))
      // Reasons are worth a line where there is something to compare, and for what is concluded.
      guard Set(claims.map(\.value)).count > 1 || Self.classified.contains(property) else {
        continue
      }
      for claim in claims.prefix(10) {
        let text =
          "    \(ValueJSON.encode(claim.value)) by \(claim.sighting.detector)\(place(claim.sighting)), confidence \(claim.sighting.confidence)"
        lines.append(canvas.paint(TextWidth.cut(text, to: canvas.width), .faint))
      }
    }
    if let index = estate.index(of: asset.id) { lines += relations(of: index) }
    lines += ["", canvas.paint("Seen", .cyan)]
    lines += asset.sightings.prefix(20).map { sighting in
      canvas.paint(
        "  by \(sighting.detector)\(place(sighting)), confidence \(sighting.confidence)", .plain)
    }
    if asset.sightings.count > 20 {
      lines.append(canvas.paint("  … and \(asset.sightings.count - 20) more", .faint))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func relations(of index: Int) -> [String] {
    let outgoing = estate.outgoing(index).map { estate.relation(at: $0) }
      .map { (kind: $0.kind, line: "-\($0.kind.name)-> \(estate.assets[$0.head].id.text)") }
    let incoming = estate.incoming(index).map { estate.relation(at: Int($0)) }
      .map { (kind: $0.kind, line: "<-\($0.kind.name)- \(estate.assets[$0.tail].id.text)") }
    guard !outgoing.isEmpty || !incoming.isEmpty else { return [] }
    var lines = ["", canvas.paint("Relations", .cyan)]
    for list in [outgoing, incoming] {
      for (_, group) in Dictionary(grouping: list, by: \.kind).sorted(by: { $0.key < $1.key }) {
        lines += group.prefix(Self.relationLimit).map { canvas.paint("  \($0.line)", .plain) }
        if group.count > Self.relationLimit {
          lines.append(canvas.paint("  … and \(group.count - Self.relationLimit) more", .faint))
        }
      }
    }
    return lines
  }

  private func place(_ sighting: Sighting) -> String {
    sighting.location.map { location in
      " in \(location.path)" + (location.line.map { ":\($0)" } ?? "")
    } ?? ""
  }
}
