internal import Estate

/// Where attackers start, and why.
public struct EntryPoint: Sendable, Hashable {
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    case internet = "the internet"
    case anyone = "anyone at all"
    case untrustedContent = "content that outsiders write"
    case maliciousPackage = "a malicious package"
    case publicRegistry = "a public registry"
    case leakedCredential = "a leaked credential"
    /// The question itself supposes it: what if an attacker controls this?
    case supposed = "an asset that is supposed to be taken"

    /// Whether the asset is where attackers are from, rather than something of ours that they have.
    public var isOutside: Bool {
      self != .leakedCredential && self != .maliciousPackage && self != .supposed
    }
  }

  public let state: AttackState
  public let reason: Reason
  /// Probability that the attacker has this much to start with.
  public let probability: Double

  init(state: AttackState, reason: Reason, probability: Double) {
    self.state = state
    self.reason = reason
    self.probability = probability
  }

  /// Nil where attackers do not start at the asset.
  init?(_ asset: Asset, at index: Int) {
    guard let (reason, hold, probability) = Self.entry(at: asset) else { return nil }
    self.init(
      state: AttackState(asset: index, hold: hold), reason: reason, probability: probability)
  }

  /// The same of an asset that has another number.
  func moved(to index: Int) -> EntryPoint {
    EntryPoint(
      state: AttackState(asset: index, hold: state.hold), reason: reason, probability: probability)
  }

  /// Properties that decide.
  static let facts: Set<String> = [
    "type", "trust", "writable_by", "untrusted_input", "state", "publishable", "leaked",
    "malicious", "source", "public",
  ]

  private static func entry(at asset: Asset) -> (Reason, AttackHold, Double)? {
    let facts = asset.properties
    switch asset.kind {
    case .network:
      let isInternet = facts["type"] == "internet" || asset.id.text == "network:internet:internet"
      return isInternet ? (.internet, .influenced, 1) : nil
    case .person:
      let isAnyone = facts["type"] == "anonymous" || asset.id.text == "person:any:anonymous"
      return isAnyone ? (.anyone, .controlled, 1) : nil
    case .contentSource:
      let open =
        facts["trust"] == "untrusted" || facts["writable_by"] == "public"
      return open ? (.untrustedContent, .influenced, 1) : nil
    case .tool, .vectorIndex:
      return facts["untrusted_input"] == true ? (.untrustedContent, .influenced, 1) : nil
    case .credential:
      let usable = facts["state"] != "revoked" && facts["publishable"] != true
      return facts["leaked"] == true && usable ? (.leakedCredential, .controlled, 1) : nil
    case .package:
      if facts["malicious"] == true { return (.maliciousPackage, .controlled, 1) }
      // The step to what depends on it carries how likely that is.
      let elsewhere = facts["source"] == "path" || facts["source"] == "git"
      return elsewhere ? nil : (.publicRegistry, .controlled, 1)
    case .modelRegistry:
      return facts["public"] == true
        ? (.publicRegistry, .influenced, AttackPriors.publicRegistry) : nil
    default:
      return nil
    }
  }
}
