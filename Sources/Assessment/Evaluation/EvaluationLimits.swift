/// Bounds on the work of a rule. A rule that exceeds them ends in an error, never in a silent pass.
public struct EvaluationLimits: Sendable {
  /// Steps for one asset: relations looked at and combinations tried.
  public var perAsset: Int
  /// Steps for one portion of the assets of a rule.
  public var perPortion: Int
  /// Assets judged at a time.
  public var portion: Int

  public init(perAsset: Int = 500_000, perPortion: Int = 20_000_000, portion: Int = 16_384) {
    self.perAsset = perAsset
    self.perPortion = perPortion
    self.portion = max(1, portion)
  }
}
