internal import Estate

/// What an attacker wants: an asset, the holds on it that hurt, and how much.
public struct AttackTarget: Sendable, Hashable {
  /// Index of the asset.
  public let asset: Int
  public let holds: [AttackHold]
  /// What is lost, 0 to 1.
  public let value: Double

  /// Which assets count as targets.
  public struct Selection: Sendable, Hashable {
    public var criticalities: Set<String>
    public var sensitivities: Set<String>
    /// Whether critical operations are targets whatever is known of them.
    public var actions: Bool

    public init(
      criticalities: Set<String> = ["high", "crown"],
      sensitivities: Set<String> = ["confidential", "restricted"], actions: Bool = true
    ) {
      self.criticalities = criticalities
      self.sensitivities = sensitivities
      self.actions = actions
    }
  }

  /// Properties that decide.
  static let facts: Set<String> = ["criticality", "sensitivity"]

  init(asset: Int, holds: [AttackHold], value: Double) {
    self.asset = asset
    self.holds = holds
    self.value = value
  }

  /// Nil where nobody wants the asset for itself.
  init?(_ asset: Asset, at index: Int, _ selection: Selection) {
    let criticality = asset.properties["criticality"]?.text
    let sensitivity = asset.properties["sensitivity"]?.text
    let critical = criticality.map(selection.criticalities.contains) ?? false
    let sensitive = sensitivity.map(selection.sensitivities.contains) ?? false
    let action = selection.actions && asset.kind == .action
    guard critical || sensitive || action else { return nil }
    self.init(
      asset: index, holds: Self.holds(on: asset.kind, sensitive: sensitive),
      value: max(
        action ? 0.5 : 0, Self.worth(sensitivity, sensitive), Self.worth(criticality, critical)))
  }

  /// The same of an asset that has another number.
  func moved(to index: Int) -> AttackTarget {
    AttackTarget(asset: index, holds: holds, value: value)
  }

  /// Data and weights are stolen or poisoned; a model is poisoned, stolen or taken over; everything
  /// else is taken over.
  private static func holds(on kind: AssetKind, sensitive: Bool) -> [AttackHold] {
    switch kind {
    case .model, .modelArtifact: [.influenced, .disclosed]
    case .dataset, .dataStore, .vectorIndex, .memory, .contentSource: [.disclosed]
    default: sensitive ? [.controlled, .disclosed] : [.controlled]
    }
  }

  private static func worth(_ level: String?, _ counts: Bool) -> Double {
    guard counts else { return 0 }
    return switch level {
    case "crown": 1
    case "restricted": 0.75
    case "high": 0.6
    case "confidential": 0.45
    default: 0.25
    }
  }

  var nodes: [Int32] { holds.map { AttackState(asset: asset, hold: $0).node } }
}
