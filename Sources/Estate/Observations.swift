/// What one detector says that it saw of an asset.
public struct AssetObservation: Sendable {
  public var id: AssetID
  public var kind: AssetKind
  public var name: String
  public var properties: [String: Value]
  public var sighting: Sighting
  /// Says something of the asset without having seen it: what people state, what is concluded. The
  /// properties count, and so does the sighting as their origin, but not as a place of the asset.
  public var isStatement: Bool

  public init(
    id: AssetID, kind: AssetKind, name: String, properties: [String: Value] = [:],
    sighting: Sighting, isStatement: Bool = false
  ) {
    self.isStatement = isStatement
    self.id = id
    self.kind = kind
    self.name = name
    self.properties = properties
    self.sighting = sighting
  }
}

/// What one detector says that it saw of a relation.
public struct RelationObservation: Sendable {
  public var kind: RelationKind
  public var tail: AssetID
  public var head: AssetID
  public var basis: Basis
  /// Facts of the relation itself, for rules; seldom needed.
  public var properties: [String: Value]
  public var sighting: Sighting

  public init(
    kind: RelationKind, tail: AssetID, head: AssetID, basis: Basis = .declared,
    properties: [String: Value] = [:], sighting: Sighting
  ) {
    self.kind = kind
    self.tail = tail
    self.head = head
    self.basis = basis
    self.properties = properties
    self.sighting = sighting
  }
}

/// A fact worth judging, on an asset. Never a judgement.
public struct SignalObservation: Sendable {
  /// Name of the signal, such as `mcp.inline-secret`.
  public var signal: String
  public var asset: AssetID
  public var detail: [String: Value]
  public var sighting: Sighting

  public init(
    signal: String, asset: AssetID, detail: [String: Value] = [:], sighting: Sighting
  ) {
    self.signal = signal
    self.asset = asset
    self.detail = detail
    self.sighting = sighting
  }
}

/// Something that was not read, or not to its end, with the reason.
public struct Skipped: Sendable, Hashable, Comparable {
  public var path: String
  public var reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  public static func < (left: Skipped, right: Skipped) -> Bool {
    (left.path, left.reason) < (right.path, right.reason)
  }
}

/// Everything that was seen in one place. The only thing that passes from discovery to the rest.
public struct Observations: Sendable {
  public var assets: [AssetObservation] = []
  public var relations: [RelationObservation] = []
  public var signals: [SignalObservation] = []
  public var skipped: [Skipped] = []

  public init() {}

  public var isEmpty: Bool {
    assets.isEmpty && relations.isEmpty && signals.isEmpty && skipped.isEmpty
  }

  public mutating func append(_ other: Observations) {
    assets += other.assets
    relations += other.relations
    signals += other.signals
    skipped += other.skipped
  }
}
