/// How far an attacker has come at an asset.
public enum AttackHold: Int32, Sendable, Hashable, CaseIterable {
  /// What the attacker feeds in changes its behaviour.
  case influenced
  /// The attacker acts as it.
  case controlled
  /// The attacker has its content.
  case disclosed

  public var name: String {
    switch self {
    case .influenced: "influenced"
    case .controlled: "controlled"
    case .disclosed: "disclosed"
    }
  }
}

/// An asset and how far an attacker has come at it: a node of the attack graph.
public struct AttackState: Sendable, Hashable {
  /// Index of the asset in the estate.
  public let asset: Int
  public let hold: AttackHold

  public init(asset: Int, hold: AttackHold) {
    self.asset = asset
    self.hold = hold
  }

  var node: Int32 { Int32(asset) * 3 + hold.rawValue }

  init(node: Int32) {
    asset = Int(node / 3)
    hold = AttackHold(rawValue: node % 3) ?? .influenced
  }
}
