/// Some kinds of relations, to be asked for every relation of an estate.
public struct RelationKindSet: Sendable {
  /// A bit for each kind.
  private let bits: [UInt64]

  public init(_ kinds: some Sequence<RelationKind>) {
    var bits = [UInt64](repeating: 0, count: 4)
    for kind in kinds { bits[Int(kind.rawValue >> 6)] |= 1 << UInt64(kind.rawValue & 63) }
    self.bits = bits
  }

  public func contains(_ kind: RelationKind) -> Bool {
    bits[Int(kind.rawValue >> 6)] & 1 << UInt64(kind.rawValue & 63) != 0
  }
}
