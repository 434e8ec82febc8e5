import Estate

/// A finding as the JSON that is stored, and back.
enum FindingDocument {
  static func encode(_ finding: Finding) -> String {
    var map: [String: Value] = [
      "id": .text(finding.id), "rule": .text(finding.rule), "title": .text(finding.title),
      "category": .text(finding.category), "severity": .text(finding.severity.rawValue),
      "asset": .text(finding.asset.text), "assets": .texts(finding.assets.map(\.text)),
      "message": .text(finding.message), "fix": .text(finding.fix),
      "locations": .list(finding.locations.map(encode)),
      "path": .list(
        finding.path.map {
          .map([
            "from": .text($0.from.text), "relation": .text($0.relation.name),
            "to": .text($0.to.text),
          ])
        }),
      "controls": .list(
        finding.controls.map {
          .map(["framework": .text($0.framework), "control": .text($0.control)])
        }),
    ]
    if let priority = finding.priority {
      map["decision"] = .text(priority.decision.rawValue)
      map["score"] = .number(priority.score)
      map["explanation"] = .map(priority.explanation)
    }
    return ValueJSON.encode(.map(map))
  }

  /// Nil where the text is no finding. Steps over relations of a newer version are left out.
  static func decode(_ text: String) -> Finding? {
    guard case .map(let map)? = try? ValueJSON.decode(text),
      let id = map["id"]?.text, let rule = map["rule"]?.text, let asset = map["asset"]?.text,
      let severity = map["severity"]?.text.flatMap(Severity.init(rawValue:))
    else { return nil }
    return Finding(
      id: id, rule: rule, title: map["title"]?.text ?? "", category: map["category"]?.text ?? "",
      severity: severity, asset: AssetID(trusted: asset),
      assets: entries(map["assets"]).compactMap { $0.text.map(AssetID.init(trusted:)) },
      message: map["message"]?.text ?? "",
      locations: entries(map["locations"]).compactMap(location),
      path: entries(map["path"]).compactMap(step), fix: map["fix"]?.text ?? "",
      controls: entries(map["controls"]).compactMap(control), priority: priority(map))
  }

  private static func encode(_ location: Location) -> Value {
    var map: [String: Value] = ["path": .text(location.path)]
    if let line = location.line { map["line"] = .integer(line) }
    if let cell = location.cell { map["cell"] = .integer(cell) }
    return .map(map)
  }

  private static func entries(_ value: Value?) -> [Value] { value?.list ?? [] }

  private static func location(_ value: Value) -> Location? {
    guard case .map(let map) = value, let path = map["path"]?.text else { return nil }
    return Location(path: path, line: map["line"]?.integer, cell: map["cell"]?.integer)
  }

  private static func step(_ value: Value) -> PathStep? {
    guard case .map(let map) = value, let from = map["from"]?.text, let to = map["to"]?.text,
      let relation = map["relation"]?.text.flatMap(RelationKind.init(name:))
    else { return nil }
    return PathStep(
      from: AssetID(trusted: from), relation: relation, to: AssetID(trusted: to))
  }

  private static func control(_ value: Value) -> ControlReference? {
    guard case .map(let map) = value, let framework = map["framework"]?.text,
      let control = map["control"]?.text
    else { return nil }
    return ControlReference(framework: framework, control: control)
  }

  private static func priority(_ map: [String: Value]) -> Priority? {
    guard let decision = map["decision"]?.text.flatMap(Decision.init(rawValue:)),
      let score = map["score"]?.number
    else { return nil }
    guard case .map(let explanation)? = map["explanation"] else {
      return Priority(decision: decision, score: score, explanation: [:])
    }
    return Priority(decision: decision, score: score, explanation: explanation)
  }
}
