import Estate

/// All that an estate says, as lines that can be compared.
func lines(_ estate: Estate) -> [String] {
  var lines: [String] = []
  for asset in estate.assets {
    lines.append("\(asset.id) \(asset.kind.name) '\(asset.name)'")
    lines.append("  " + ValueJSON.encode(.map(asset.properties)))
    lines += asset.sightings.map { "  seen \($0)" }
    lines += asset.claims.map {
      "  claim \($0.property) \(ValueJSON.encode($0.value)) \($0.sighting)"
    }
  }
  for index in 0..<estate.relationCount {
    let relation = estate.relation(at: index)
    lines.append(
      "\(estate.assets[relation.tail].id) \(relation.kind.name) \(estate.assets[relation.head].id) "
        + "\(relation.basis) \(relation.confidence) "
        + ValueJSON.encode(.map(estate.relationProperties(at: index))))
    lines += estate.sightings(ofRelationAt: index).map { "  seen \($0)" }
  }
  for signal in estate.signals {
    lines.append(
      "\(signal.signal) \(estate.assets[signal.asset].id) \(signal.sighting) "
        + ValueJSON.encode(.map(signal.detail)))
  }
  lines += estate.collected.sorted().map { "collected \($0.name)" }
  return lines
}
