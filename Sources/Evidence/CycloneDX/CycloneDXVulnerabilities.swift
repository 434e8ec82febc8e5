import Estate

/// Known weaknesses and what they affect.
struct CycloneDXVulnerabilities: Sendable {
  private let bill: BillOfMaterials

  init(_ bill: BillOfMaterials) { self.bill = bill }

  var values: [Value] {
    bill.members { $0 == .vulnerability }.map(value)
  }

  private func value(_ index: Int) -> Value {
    let estate = bill.estate
    let asset = estate.assets[index]
    let affected = estate.incoming(index, .affectedBy)
      .map { estate.tail(ofRelationAt: Int($0)) }.filter(bill.isMember)
    let places = asset.sightings.map { (ExchangeText.occurrence, ExchangeText.text(of: $0)) }
    var members: [String: Value] = [
      "bom-ref": .text(asset.id.text), "id": .text(asset.name),
      "properties": CycloneDXProperties.value(of: bill.pairs(of: index) + places),
    ]
    members["description"] = (asset.properties["description"]?.text).map(Value.text)
    if !affected.isEmpty {
      members["affects"] = .list(
        affected.map { .map(["ref": .text(estate.assets[$0].id.text)]) })
    }
    if let severity = asset.properties["severity"]?.text?.lowercased() {
      let known = ["critical", "high", "medium", "low", "info", "none"]
      members["ratings"] = [
        .map(["severity": .text(known.contains(severity) ? severity : "unknown")])
      ]
    }
    return .map(members)
  }
}
