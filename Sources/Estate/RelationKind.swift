/// A kind of relation, declared in `Catalog/schema.yaml`; the number is its position there.
public struct RelationKind: RawRepresentable, Sendable, Hashable, Comparable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The relation of that name, as in `CAN_CALL`; nil where the schema has none.
  public init?(name: String) {
    guard let kind = Schema.current.relation(named: name) else { return nil }
    self = kind
  }

  public var name: String { declaration.name }
  public var declaration: RelationDeclaration { Schema.current.relations[Int(rawValue)] }
  public static var all: [RelationKind] {
    Schema.current.relations.indices.map { RelationKind(rawValue: UInt8($0)) }
  }

  public static func < (left: RelationKind, right: RelationKind) -> Bool {
    left.rawValue < right.rawValue
  }
}
