/// What is read of an estate by those who need little of it. All assets are there, with id and kind;
/// nothing else is, but what is named here. Nobody's sightings, claims or signals are.
public struct EstateSelection: Sendable, Hashable {
  /// Properties by name.
  public var properties: Set<String>
  /// Kinds of relation, and whether some source looked for these.
  public var relations: Set<RelationKind>
  /// Whether assets have their names. Where they have not, each is named by its id.
  public var names: Bool

  public init(properties: Set<String>, relations: Set<RelationKind>, names: Bool = false) {
    self.properties = properties
    self.relations = relations
    self.names = names
  }
}
