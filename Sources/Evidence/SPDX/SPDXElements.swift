import Estate

/// Assets as elements.
struct SPDXElements: Sendable {
  /// Indices of the assets that are elements, in the order of ids.
  let indices: [Int]
  private let bill: BillOfMaterials
  private let space: SPDXNamespace

  init(_ bill: BillOfMaterials, _ space: SPDXNamespace) {
    self.bill = bill
    self.space = space
    indices = bill.members { $0 != .leftOut }
  }

  func element(_ index: Int) -> Value {
    let asset = bill.estate.assets[index]
    let places = asset.sightings.map { (ExchangeText.occurrence, ExchangeText.text(of: $0)) }
    var members: [String: Value] = [
      "spdxId": .text(space.id(of: asset)), "creationInfo": .text(SPDXDocument.creation),
      "name": .text(asset.name),
    ]
    members["description"] = (asset.properties["description"]?.text).map(Value.text)
    if bill.roles[index] == .supplier {
      members["type"] = "Organization"
      return .map(members)
    }
    members["extension"] = [SPDXProperties.value(of: bill.facts(of: index) + places)]
    if bill.roles[index] == .vulnerability {
      members["type"] = "security_Vulnerability"
      members["externalIdentifier"] = [
        .map([
          "type": "ExternalIdentifier", "identifier": .text(asset.name),
          "externalIdentifierType": asset.name.hasPrefix("CVE-") ? "cve" : "securityOther",
        ])
      ]
      return .map(members)
    }
    members.merge(package(index)) { $1 }
    switch asset.kind {
    case .model, .modelArtifact, .agent, .copilot: members.merge(artificial(index)) { $1 }
    case .dataset: members.merge(dataset(asset)) { $1 }
    default: members["type"] = "software_Package"
    }
    return .map(members)
  }

  private func package(_ index: Int) -> [String: Value] {
    let asset = bill.estate.assets[index]
    var members: [String: Value] = ["software_primaryPurpose": .text(purpose(index))]
    members["software_packageVersion"] = asset.billedVersion.map(Value.text)
    members["software_packageUrl"] = PackageURLText.of(asset).map(Value.text)
    members["software_downloadLocation"] =
      WebAddress.checked(asset.homeAddress).map(Value.text)
    members["software_homePage"] =
      WebAddress.checked(asset.properties["url"]?.text).map(Value.text)
    members["suppliedBy"] = bill.supplier(of: index).map { .text(space.id(of: $0)) }
    members["verifiedUsing"] = asset.sha256.map {
      [.map(["type": "Hash", "algorithm": "sha256", "hashValue": .text($0)])]
    }
    return members
  }

  private func purpose(_ index: Int) -> String {
    if case .component(_, let purpose) = bill.roles[index] { purpose } else { "other" }
  }

  /// What the AI profile has a place for.
  private func artificial(_ index: Int) -> [String: Value] {
    let asset = bill.estate.assets[index]
    let properties = asset.properties
    var members: [String: Value] = ["type": "ai_AIPackage"]
    let types = ["architecture", "type"].compactMap { properties[$0]?.text }
    let hasType = asset.kind == .model || asset.kind == .modelArtifact
    if hasType, !types.isEmpty { members["ai_typeOfModel"] = .texts(types) }
    switch properties["human_approval"]?.text {
    case "never": members["ai_autonomyType"] = "yes"
    case "always": members["ai_autonomyType"] = "no"
    default: break
    }
    members["ai_informationAboutApplication"] = (properties["purpose"]?.text).map(Value.text)
    let limits = ModelLimitations.of(asset)
    if !limits.isEmpty { members["ai_limitation"] = .text(limits.joined(separator: "; ")) }
    let settings = ["parameters", "quantization"].compactMap { name in
      properties[name].map { Self.entry(name, ExchangeText.text(of: $0)) }
    }
    if !settings.isEmpty { members["ai_hyperparameter"] = .list(settings) }
    let metrics = bill.measurements(of: index).map {
      Self.entry("attack success rate of \($0.name)", "\($0.rate)")
    }
    if !metrics.isEmpty { members["ai_metric"] = .list(metrics) }
    return members
  }

  private static func entry(_ key: String, _ value: String) -> Value {
    .map(["type": "DictionaryEntry", "key": .text(key), "value": .text(value)])
  }

  /// What the Dataset profile has a place for.
  private func dataset(_ asset: Asset) -> [String: Value] {
    // The colours of the traffic light protocol.
    let levels = [
      "public": "clear", "internal": "green", "confidential": "amber", "restricted": "red",
    ]
    var members: [String: Value] = [
      "type": "dataset_DatasetPackage", "dataset_datasetType": ["noAssertion"],
    ]
    members["dataset_confidentialityLevel"] =
      (asset.properties["sensitivity"]?.text).flatMap { levels[$0] }.map(Value.text)
    members["dataset_intendedUse"] = (asset.properties["purpose"]?.text).map(Value.text)
    if let rows = asset.properties["rows"]?.integer, rows >= 0 {
      members["dataset_datasetSize"] = .integer(rows)
    }
    return members
  }
}
