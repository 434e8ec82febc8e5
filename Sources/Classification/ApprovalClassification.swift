import Configuration
import Estate
import Foundation

/// Approvals of the configuration and of the record: which assets each covers, and whether it still holds.
struct ApprovalClassification {
  let configuration: Configuration
  let places: AssetPlaces
  let now: Date

  func classify(_ estate: Estate, into observations: inout Observations) {
    // Where no approvals are kept, nothing is known of any.
    guard !configuration.approvals.isEmpty else { return }
    let decisions = configuration.approvals.map(decision)
    for asset in estate.assets where asset.kind.declaration.needsApproval {
      let places = places.places(of: asset)
      let covering = zip(configuration.approvals, decisions).filter {
        self.places.matches($0.0.subject, asset, places)
      }
      let source = asset.source
      for (_, decision) in covering {
        let approval = decision.observation(source: source)
        observations.assets.append(approval)
        observations.relations.append(
          RelationObservation(
            kind: .approvedBy, tail: asset.id, head: approval.id, sighting: approval.sighting))
      }
      // A rejection stands, whatever wider approval there is.
      let states = covering.map(\.1.state)
      let state =
        ["rejected", "approved", "pending", "expired"].first(where: states.contains) ?? "none"
      let sighting =
        covering.first { $0.1.state == state }?.1.observation(source: source).sighting
        ?? Sighting(source: source, detector: "approval")
      observations.assets.append(
        AssetObservation(
          id: asset.id, kind: asset.kind, name: asset.name, properties: ["approval": .text(state)],
          sighting: sighting, isStatement: true))
    }
  }

  /// One approval, judged at the time of the scan.
  private struct Decision {
    let state: String
    let subject: String
    let origin: String
    let properties: [String: Value]
    let location: Location

    func observation(source: String) -> AssetObservation {
      AssetObservation(
        id: AssetID(.approval, origin, subject), kind: .approval,
        name: "Approval of \(subject)", properties: properties,
        sighting: Sighting(source: source, detector: "approval", location: location))
    }
  }

  private func decision(_ statement: Configuration.ApprovalStatement) -> Decision {
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
      properties["expires"] = .text(expires.text)
      isExpired = expires.date < now
    }
    return Decision(
      state: isExpired && statement.state == "approved" ? "expired" : statement.state,
      subject: subject, origin: statement.origin, properties: properties,
      location: statement.location)
  }
}
