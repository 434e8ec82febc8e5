import Estate

/// What is known of a model, as its card.
struct CycloneDXModelCard: Sendable {
  private let bill: BillOfMaterials
  private let index: Int

  init(_ bill: BillOfMaterials, _ index: Int) {
    self.bill = bill
    self.index = index
  }

  private var asset: Asset { bill.estate.assets[index] }

  private func text(_ property: String) -> Value? {
    (asset.properties[property]?.text).map(Value.text)
  }

  /// Nil where nothing is known that a card has a place for.
  var value: Value? {
    var members: [String: Value] = [:]
    members["modelParameters"] = parameters
    members["quantitativeAnalysis"] = analysis
    members["considerations"] = considerations
    members["properties"] = facts
    return members.isEmpty ? nil : .map(members)
  }

  private var parameters: Value? {
    var members: [String: Value] = [:]
    members["task"] = text("role")
    members["architectureFamily"] = text("type")
    members["modelArchitecture"] = text("architecture")
    let datasets = bill.links(from: index).filter { relation in
      let kind = bill.estate.kind(ofRelationAt: relation)
      return kind == .trainedOn || kind == .fineTunedOn
    }.map { relation in
      Value.map([
        "ref": .text(bill.estate.assets[bill.estate.head(ofRelationAt: relation)].id.text)
      ])
    }
    if !datasets.isEmpty { members["datasets"] = .list(datasets) }
    return members.isEmpty ? nil : .map(members)
  }

  private var analysis: Value? {
    let metrics = bill.measurements(of: index).map { name, rate in
      Value.map([
        "type": "attack-success-rate", "value": .text("\(rate)"), "slice": .text(name),
      ])
    }
    return metrics.isEmpty ? nil : .map(["performanceMetrics": .list(metrics)])
  }

  private var considerations: Value? {
    var members: [String: Value] = [:]
    if let purpose = text("purpose") { members["useCases"] = [purpose] }
    let limits = ModelLimitations.of(asset)
    if !limits.isEmpty { members["technicalLimitations"] = .texts(limits) }
    if let risk = asset.properties["eu_risk"]?.text {
      members["ethicalConsiderations"] = [
        .map(["name": .text("Risk class by the EU AI Act: \(risk)")])
      ]
    }
    return members.isEmpty ? nil : .map(members)
  }

  /// What readers of cards look for and the standard has no field for.
  private var facts: Value? {
    let names = ["quantization", "parameters", "format", "producer"]
    let pairs = names.compactMap { name in
      asset.properties[name].map {
        (ExchangeText.name(ofProperty: name), ExchangeText.text(of: $0))
      }
    }
    return pairs.isEmpty ? nil : CycloneDXProperties.value(of: pairs)
  }
}
