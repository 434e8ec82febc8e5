import Estate

/// What the variables of a rule stand for at a moment: indices of assets and relations, or -1.
struct Bindings: Sendable {
  var slots: [Int32]
  /// The paths of a query, by the slot of their variable.
  var paths: [Int: BoundPath] = [:]

  init(count: Int) { slots = [Int32](repeating: -1, count: count) }

  subscript(variable: Variable) -> Int? { self[slot: variable.slot] }

  subscript(slot slot: Int) -> Int? { slots[slot] < 0 ? nil : Int(slots[slot]) }
}

/// A path that was found: the indices of its assets, and of the relations between them.
struct BoundPath: Sendable, Hashable {
  let nodes: [Int32]
  let relations: [Int32]
}
