import Configuration
import Estate
import Foundation

/// Approvals of the configuration: which assets each covers, and whether it still holds.
struct ApprovalClassification {
  let configuration: Configuration
  let places: AssetPlaces
  let now: Date

  func classify(_ estate: Estate, into observations: inout Observations) {
    // Where no approvals are kept, nothing is known of any.
    guard !configuration.approvals.isEmpty else { return }
    let approvals = configuration.approvals.map(approval)
    for asset in estate.assets where asset.kind == .provider || !asset.kind.declaration.isShared {
      let places = places.places(of: asset)
      let covering = zip(configuration.approvals, approvals).filter {
        self.places.matches($0.0.subject, asset, places)
      }
      for (_, approval) in covering {
        observations.assets.append(approval.observation)
        observations.relations.append(
          RelationObservation(
            kind: .approvedBy, tail: asset.id, head: approval.observation.id,
            sighting: approval.observation.sighting))
      }
      let states = covering.map(\.1.state)
      let state =
        ["approved", "pending", "expired", "rejected"].first(where: states.contains) ?? "none"
      let sighting =
        covering.first { $0.1.state == state }?.1.observation.sighting
        ?? Sighting(source: Classifier.source, detector: "approval")
      observations.assets.append(
        AssetObservation(
          id: asset.id, kind: asset.kind, name: asset.name, properties: ["approval": .text(state)],
          sighting: sighting))
    }
  }

  private struct Decision {
    let state: String
    let observation: AssetObservation
  }

  private func approval(_ statement: Configuration.ApprovalStatement) -> Decision {
    let subject =
      switch statement.subject {
      case .asset(let pattern): pattern.text
      case .path(_, let text): text
      }
    var properties: [String: Value] = ["state": .text(statement.state)]
    if let owner = statement.owner { properties["owner"] = .text(owner) }
    if let reason = statement.reason { properties["description"] = .text(reason) }
    var isExpired = false
    if let expires = statement.expires {
      // A bare date holds to the end of that day.
      let moment = expires.count == 10 ? expires + "T23:59:59Z" : expires
      properties["expires"] = .text(moment)
      if let date = try? Date(moment, strategy: .iso8601) { isExpired = date < now }
    }
    let sighting = Sighting(
      source: Classifier.source, detector: "approval", location: statement.location)
    return Decision(
      state: isExpired && statement.state == "approved" ? "expired" : statement.state,
      observation: AssetObservation(
        id: AssetID(.approval, "configuration", subject), kind: .approval,
        name: "Approval of \(subject)", properties: properties, sighting: sighting))
  }
}
