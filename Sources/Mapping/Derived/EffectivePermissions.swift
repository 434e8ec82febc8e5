internal import Estate

/// What an identity may do through the groups, roles and accounts that it can act as.
struct EffectivePermissions: Sendable {
  static let detector = "effective-permissions"
  /// Permissions derived for one identity, beyond which it is skipped: whoever has that many is better
  /// described by the roles that it holds.
  static let limit = 1_000
  /// Identities that one identity is followed through.
  static let identityLimit = 1_000
  /// Permissions derived in one estate.
  static let totalLimit = 200_000

  private let estate: Estate

  init(_ estate: Estate) { self.estate = estate }

  func observations() -> Observations {
    var observations = Observations()
    for asset in estate.assets.indices
    where estate.assets[asset].kind.declaration.group == "Identity" {
      if let derived = permissions(of: asset),
        observations.relations.count + derived.count <= Self.totalLimit
      {
        observations.relations += derived
      } else {
        observations.skipped.append(
          Skipped(
            path: estate.assets[asset].id.text,
            reason: "too many effective permissions to list; those of its roles are kept"))
      }
    }
    return observations
  }

  /// One step from an identity to another that it can act as.
  private struct Origin {
    let from: Int
    let confidence: Double
  }

  /// Nil where they are more than `limit`, or stem from more than `identityLimit` identities.
  private func permissions(of identity: Int) -> [RelationObservation]? {
    var origins: [Int: Origin] = [:]
    var queue = [identity]
    var position = 0
    var found: [RelationObservation] = []
    var seen: Set<Permission> = []
    while position < queue.count {
      if queue.count > Self.identityLimit || found.count > Self.limit { return nil }
      let current = queue[position]
      position += 1
      let confidence = origins[current]?.confidence ?? 1
      for index in estate.outgoing(current) {
        let kind = estate.kind(ofRelationAt: index)
        guard let grants = Self.grants(kind) else {
          guard Self.actsAs.contains(kind) else { continue }
          let relation = estate.relation(at: index)
          guard relation.head != identity, origins[relation.head] == nil else { continue }
          origins[relation.head] = Origin(
            from: current, confidence: min(confidence, relation.confidence))
          queue.append(relation.head)
          continue
        }
        let relation = estate.relation(at: index)
        for grant in grants where relation.head != identity {
          // What was seen of the identity itself need not be concluded.
          if current == identity, grant == kind { continue }
          let permission = Permission(kind: grant, head: relation.head)
          guard seen.insert(permission).inserted, !isStated(permission, of: identity) else {
            continue
          }
          found.append(
            observation(
              permission, of: identity, through: path(to: current, from: identity, origins), kind,
              confidence: min(confidence, relation.confidence)))
        }
      }
    }
    return found.count > Self.limit ? nil : found
  }

  private struct Permission: Hashable {
    let kind: RelationKind
    let head: Int
  }

  /// Relations by which one identity can act as another.
  private static let actsAs: Set<RelationKind> = [.memberOf, .canAssume, .authenticatesAs]

  /// What a permission amounts to; nil where the relation is none.
  private static func grants(_ kind: RelationKind) -> [RelationKind]? {
    switch kind {
    case .canRead, .canWrite, .canInvoke: [kind]
    case .canAdmin: [.canRead, .canWrite]
    default: nil
    }
  }

  private func isStated(_ permission: Permission, of identity: Int) -> Bool {
    estate.outgoing(identity, permission.kind)
      .contains { estate.relation(at: $0).head == permission.head }
  }

  private func path(to end: Int, from start: Int, _ origins: [Int: Origin]) -> [Int] {
    var path = [end]
    while let last = path.last, last != start, let origin = origins[last] {
      path.append(origin.from)
    }
    return path.reversed()
  }

  private func observation(
    _ permission: Permission, of identity: Int, through path: [Int], _ kind: RelationKind,
    confidence: Double
  ) -> RelationObservation {
    let ids = path.map { estate.assets[$0].id.text }
    return RelationObservation(
      kind: permission.kind, tail: estate.assets[identity].id,
      head: estate.assets[permission.head].id, basis: .inferred,
      properties: ["through": .texts(ids), "permission": .text(kind.name)],
      sighting: DerivedRelations.sighting(Self.detector, confidence: confidence))
  }
}
