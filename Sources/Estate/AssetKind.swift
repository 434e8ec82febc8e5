/// A kind of asset, declared in `Catalog/schema.yaml`; the number is its position there.
public struct AssetKind: RawRepresentable, Sendable, Hashable, Comparable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The kind of that name, as in `McpServer`; nil where the schema has none.
  public init?(name: String) {
    guard let kind = Schema.current.kind(named: name) else { return nil }
    self = kind
  }

  public var name: String { declaration.name }
  public var declaration: KindDeclaration { Schema.current.kinds[Int(rawValue)] }
  public static var all: [AssetKind] {
    Schema.current.kinds.indices.map { AssetKind(rawValue: UInt8($0)) }
  }

  public static func < (left: AssetKind, right: AssetKind) -> Bool {
    left.rawValue < right.rawValue
  }
}
