import Estate

/// Assets that are called over a network, as services.
struct CycloneDXServices: Sendable {
  private let bill: BillOfMaterials

  init(_ bill: BillOfMaterials) { self.bill = bill }

  func service(_ index: Int) -> Value {
    let asset = bill.estate.assets[index]
    let places = asset.sightings.map { (ExchangeText.occurrence, ExchangeText.text(of: $0)) }
    var members: [String: Value] = [
      "bom-ref": .text(asset.id.text), "name": .text(asset.name),
      "properties": CycloneDXProperties.value(of: bill.pairs(of: index) + places),
    ]
    let properties = asset.properties
    members["version"] = (properties["version"]?.text).map(Value.text)
    members["description"] = (properties["description"]?.text).map(Value.text)
    members["endpoints"] = WebAddress.checked(properties["url"]?.text).map { [.text($0)] }
    members["authenticated"] =
      (properties["authenticated"]?.boolean ?? properties["enforces_auth"]?.boolean)
      .map(Value.boolean)
    members["provider"] =
      bill.supplier(of: index).map(CycloneDXComponents.organization)
      ?? (asset.kind == .provider ? .map(["name": .text(asset.name)]) : nil)
    // What is sent to a provider leaves the organisation.
    if asset.kind == .provider || asset.kind == .saaSApp { members["x-trust-boundary"] = true }
    if let sensitivity = properties["sensitivity"]?.text {
      members["data"] = [
        .map(["flow": "bi-directional", "classification": .text(sensitivity)])
      ]
    }
    return .map(members)
  }
}
