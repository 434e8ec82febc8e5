public import Estate

extension Query {
  /// What the query reads of an estate, so that no more need be loaded; nil where it asks for signals
  /// or for properties of relations, which only a whole estate has.
  public var selection: EstateSelection? {
    let orders = orders.compactMap { order -> QueryTerm? in
      if case .term(let term) = order.key { term } else { nil }
    }
    let edges = patterns.flatMap(\.path.edges)
    var selection = EstateSelection(
      properties: [], relations: Set(edges.flatMap(\.kinds)))
    for term in columns.map(\.term) + orders {
      guard Self.add(term, to: &selection) else { return nil }
    }
    return Self.add(condition, to: &selection) ? selection : nil
  }

  /// False where a selection cannot hold what the term reads.
  private static func add(_ term: QueryTerm, to selection: inout EstateSelection) -> Bool {
    switch term {
    case .asset: selection.names = true
    case .relation, .path, .rows: break
    case .expression(let expression): return add(expression, to: &selection)
    case .known(let inner, _): return add(inner, to: &selection)
    }
    return true
  }

  private static func add(_ expression: Expression, to selection: inout EstateSelection) -> Bool {
    switch expression {
    case .signal, .signals, .relation(_, .property): return false
    case .asset(_, .property(let name)): selection.properties.insert(name)
    case .asset(_, .name): selection.names = true
    default: break
    }
    for child in expression.children {
      guard add(child, to: &selection) else { return false }
    }
    return true
  }
}
