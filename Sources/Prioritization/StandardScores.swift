internal import Estate

/// The outcome of standards for the vulnerability that a finding is about, each with its version,
/// where all that it asks for is known.
enum StandardScores {
  static func values(of facts: FindingFacts) -> [String: Value] {
    guard let vulnerability = facts.vulnerabilities.first else { return [:] }
    var values: [String: Value] = [:]
    if let timeline = timeline(vulnerability, facts) {
      values["cisa"] = .map([
        "version": .text(CISADirective.version), "outcome": .text(timeline.rawValue),
      ])
    }
    if let aivss = aivss(vulnerability) {
      values["aivss"] = .map(["version": .text(AIVSS.version), "score": .number(aivss.score)])
    }
    return values
  }

  private static func timeline(_ asset: Asset, _ facts: FindingFacts) -> CISADirective.Timeline? {
    guard let listed = asset.properties["kev"]?.boolean, let exposed = facts.isPublic,
      let automatable = asset.properties["automatable"]?.boolean,
      let impact = asset.properties["technical_impact"]?.text,
      impact == "total" || impact == "partial"
    else { return nil }
    return CISADirective.timeline(
      .init(
        inCatalog: listed, publiclyExposed: exposed, automatable: automatable,
        totalImpact: impact == "total"))
  }

  private static func aivss(_ asset: Asset) -> AIVSS? {
    guard let base = asset.properties["cvss_base"]?.number,
      let factors = asset.properties["aivss_factors"]?.list?.compactMap(\.number),
      let threat = asset.properties["aivss_threat"]?.text.flatMap(AIVSS.Threat.init),
      let mitigation = asset.properties["aivss_mitigation"]?.text.flatMap(AIVSS.Mitigation.init)
    else { return nil }
    return AIVSS(base: base, factors: factors, threat: threat, mitigation: mitigation)
  }
}
