import Estate

/// Assets as components.
struct CycloneDXComponents: Sendable {
  private let bill: BillOfMaterials

  init(_ bill: BillOfMaterials) { self.bill = bill }

  func component(_ index: Int) -> Value {
    let asset = bill.estate.assets[index]
    guard case .component(let type, _) = bill.roles[index] else { return .null }
    var members: [String: Value] = [
      "bom-ref": .text(asset.id.text), "type": .text(type.rawValue), "name": .text(asset.name),
      "properties": CycloneDXProperties.value(of: bill.pairs(of: index)),
    ]
    members["version"] = asset.billedVersion.map(Value.text)
    members["purl"] = PackageURLText.of(asset).map(Value.text)
    members["description"] = (asset.properties["description"]?.text).map(Value.text)
    members["supplier"] = bill.supplier(of: index).map(Self.organization)
    members["hashes"] = asset.sha256.map {
      [.map(["alg": "SHA-256", "content": .text($0)])]
    }
    members["tags"] = tags(of: asset)
    members["evidence"] = evidence(of: asset)
    members["externalReferences"] = references(of: asset)
    members["licenses"] = (asset.properties["license"]?.text).map { license in
      .list([.map(["license": .map(["name": .text(license), "acknowledgement": "declared"])])])
    }
    if asset.properties["development"] == true { members["scope"] = "excluded" }
    members["components"] = versions(of: asset)
    if type == .model { members["modelCard"] = CycloneDXModelCard(bill, index).value }
    if type == .model { members["pedigree"] = pedigree(of: index) }
    if type == .data { members["data"] = [data(of: index)] }
    return .map(members)
  }

  static func organization(_ vendor: Asset) -> Value {
    var members: [String: Value] = ["name": .text(vendor.name)]
    members["url"] = WebAddress.checked(vendor.properties["url"]?.text).map { .list([.text($0)]) }
    return .map(members)
  }

  private func tags(of asset: Asset) -> Value? {
    let tags = (asset.properties["tags"]?.list ?? []).compactMap(\.text)
    return tags.isEmpty ? nil : .texts(tags)
  }

  private func evidence(of asset: Asset) -> Value? {
    guard let surest = asset.sightings.map(\.confidence).max() else { return nil }
    let identity: Value = .map([
      "field": .text(PackageURLText.of(asset) == nil ? "name" : "purl"),
      "confidence": .number(surest),
    ])
    var members: [String: Value] = ["identity": [identity]]
    let occurrences = asset.sightings.compactMap(Self.occurrence)
    if !occurrences.isEmpty { members["occurrences"] = .list(occurrences) }
    return .map(members)
  }

  private static func occurrence(_ sighting: Sighting) -> Value? {
    guard let location = sighting.location else { return nil }
    var members: [String: Value] = [
      "location": .text(location.path),
      "additionalContext": .text(ExchangeText.context(of: sighting)),
    ]
    members["line"] = location.line.map(Value.integer)
    return .map(members)
  }

  private func references(of asset: Asset) -> Value? {
    let type = asset.kind == .repository ? "vcs" : "distribution"
    let references = [(type, asset.homeAddress), ("website", asset.properties["url"]?.text)]
      .compactMap { type, address in
        WebAddress.checked(address).map { Value.map(["type": .text(type), "url": .text($0)]) }
      }
    return references.isEmpty ? nil : .list(references)
  }

  /// References of the versions of a package that lock files resolve to several.
  static func versionReferences(of asset: Asset) -> [String] {
    let versions = PackageURLText.versions(asset)
    guard asset.kind == .package, versions.count > 1 else { return [] }
    return versions.map { "\(asset.id.text)@\($0)" }
  }

  /// A package of several versions holds a component for each.
  private func versions(of asset: Asset) -> Value? {
    let references = Self.versionReferences(of: asset)
    guard !references.isEmpty else { return nil }
    return .list(
      zip(references, PackageURLText.versions(asset)).map { reference, version in
        var members: [String: Value] = [
          "bom-ref": .text(reference), "type": "library", "name": .text(asset.name),
          "version": .text(version),
          "properties": CycloneDXProperties.value(of: [(ExchangeText.partOf, asset.id.text)]),
        ]
        members["purl"] = PackageURLText.package(asset, version: version).map(Value.text)
        return .map(members)
      })
  }

  /// The models that it was made from.
  private func pedigree(of index: Int) -> Value? {
    let ancestors = bill.estate.outgoing(index, .derivedFrom).map { relation in
      let asset = bill.estate.assets[bill.estate.head(ofRelationAt: relation)]
      var members: [String: Value] = [
        "type": .text(ComponentType.model.rawValue), "name": .text(asset.name),
        "properties": CycloneDXProperties.value(of: [(ExchangeText.partOf, asset.id.text)]),
      ]
      members["version"] = asset.billedVersion.map(Value.text)
      members["purl"] = PackageURLText.of(asset).map(Value.text)
      return Value.map(members)
    }
    return ancestors.isEmpty ? nil : .map(["ancestors": .list(ancestors)])
  }

  private func data(of index: Int) -> Value {
    let asset = bill.estate.assets[index]
    let type =
      switch asset.kind {
      case .dataset, .vectorIndex: "dataset"
      case .prompt, .skill: "configuration"
      default: "other"
      }
    var members: [String: Value] = ["type": .text(type), "name": .text(asset.name)]
    members["classification"] = (asset.properties["sensitivity"]?.text).map(Value.text)
    members["contents"] = WebAddress.checked(asset.homeAddress).map { .map(["url": .text($0)]) }
    if let owner = asset.properties["owner"]?.text {
      members["governance"] = .map([
        "owners": [.map(["organization": .map(["name": .text(owner)])])]
      ])
    }
    return .map(members)
  }
}
