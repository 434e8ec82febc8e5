internal import Estate
internal import Mapping

/// What the estate knows of the key assets of a finding. Of several assets the worst counts.
struct FindingFacts: Sendable {
  private let estate: Estate
  /// Indices of the key assets that the estate holds, the anchor first.
  let indices: [Int]

  init(_ finding: Finding, in estate: Estate) {
    self.estate = estate
    var seen: Set<AssetID> = []
    indices = ([finding.asset] + finding.assets)
      .filter { seen.insert($0).inserted }
      .compactMap(estate.index(of:))
  }

  var sensitivity: Sensitivity? { worst("sensitivity", Sensitivity.init) }
  var criticality: Criticality? { worst("criticality", Criticality.init) }
  var environment: DeploymentEnvironment? { worst("environment", DeploymentEnvironment.init) }

  var regulated: Bool? {
    let known = values("regulated").compactMap(\.boolean)
    return known.isEmpty ? nil : known.contains(true)
  }

  /// A signal says that an attack was seen, not only a weakness: `exploited: true` in its detail.
  var attackObserved: Bool {
    indices.contains { index in
      estate.signals(of: index).contains { $0.detail["exploited"] == true }
    }
  }

  var epss: Double? { vulnerabilities.compactMap { $0.properties["epss"]?.number }.max() }
  var kev: Bool { vulnerabilities.contains { $0.properties["kev"] == true } }

  /// Exploitability of the vulnerability that the finding is about.
  var weakness: Double? {
    vulnerabilities.compactMap { $0.properties["exploitability"]?.number }.max()
  }

  /// The worst rate measured on the anchor, where that is something an attacker talks to.
  var attackSuccessRate: Double? {
    guard let anchor = indices.first, Self.talking.contains(estate.assets[anchor].kind) else {
      return nil
    }
    return heads(of: anchor, .evaluatedBy)
      .compactMap { $0.properties["attack_success_rate"]?.number }.max()
  }

  /// How far it acts by itself: 0 where none of the assets acts at all.
  var autonomy: Double? {
    let agents = indices.map { estate.assets[$0] }.filter {
      $0.kind == .agent || $0.kind == .copilot
    }
    if agents.isEmpty { return 0 }
    return agents.compactMap { Self.autonomy(of: $0) }.max()
  }

  private static func autonomy(of agent: Asset) -> Double? {
    if let stated = agent.properties["autonomy"]?.number { return stated }
    switch agent.properties["human_approval"] {
    case "always": return 0
    case "never": return 1
    case "sometimes": return 0.5
    default: return agent.properties["auto_approve"] == true ? 1 : nil
    }
  }

  /// Effectiveness of the enforced controls of the anchor. Those in front of anything but an agent are
  /// in the probability of its best path already, where that is known.
  func controls(countingGateways: Bool) -> [Double] {
    guard let anchor = indices.first,
      countingGateways || estate.assets[anchor].kind == .agent
    else { return [] }
    return heads(of: anchor, .guardedBy)
      .filter { $0.properties["enforced"] == true && $0.properties["enabled"] != false }
      .map { $0.properties["effectiveness"]?.number ?? WhatIf.verifiedControl }
      .filter { (0...1).contains($0) }
  }

  var vulnerabilities: [Asset] {
    indices.map { estate.assets[$0] }.filter { $0.kind == .vulnerability }
  }

  /// Whether anyone outside can see or use one of the assets; nil where nobody looked.
  var isPublic: Bool? {
    let known = values("public").compactMap(\.boolean)
    return known.isEmpty ? nil : known.contains(true)
  }

  private static let talking: Set<AssetKind> = [.agent, .copilot, .model, .endpoint]

  private func values(_ property: String) -> [Value] {
    indices.compactMap { estate.assets[$0].properties[property] }
  }

  private func worst<Level: Comparable>(_ property: String, _ level: (String) -> Level?) -> Level? {
    values(property).compactMap { $0.text.flatMap(level) }.max()
  }

  private func heads(of asset: Int, _ kind: RelationKind) -> [Asset] {
    estate.outgoing(asset, kind).map { estate.assets[estate.relation(at: $0).head] }
  }
}
