import Estate

extension ExpressionEvaluator {
  func asset(_ index: Int, _ field: AssetField) -> Value? {
    switch field {
    case .property(let name):
      guard let value = estate.assets[index].properties[name], value != .null else { return nil }
      return value
    case .name:
      let name = estate.assets[index].name
      return name.isEmpty ? nil : .text(name)
    case .id: return .text(estate.assets[index].id.text)
    case .kind: return .text(estate.assets[index].kind.name)
    }
  }

  func relation(_ index: Int, _ field: RelationField) -> Value? {
    switch field {
    case .property(let name): return estate.relationProperties(at: index)[name]
    case .basis: return .text(estate.relation(at: index).basis.rawValue)
    case .confidence: return .number(estate.relation(at: index).confidence)
    case .kind: return .text(estate.relation(at: index).kind.name)
    case .id:
      let relation = estate.relation(at: index)
      let (tail, head) = (estate.assets[relation.tail].id, estate.assets[relation.head].id)
      return .text("\(tail) -\(relation.kind.name)-> \(head)")
    }
  }

  func path(_ path: BoundPath, _ field: PathField) -> Value {
    switch field {
    case .length: .integer(path.relations.count)
    case .nodes: .texts(path.nodes.map { estate.assets[Int($0)].id.text })
    case .relationships: .list(path.relations.compactMap { relation(Int($0), .id) })
    }
  }

  /// All signals of an asset, by name; unknown where it has none.
  func signals(_ index: Int) -> Value? {
    var map: [String: [Value]] = [:]
    for signal in estate.signals(of: index) {
      map[signal.signal, default: []].append(.map(signal.detail))
    }
    return map.isEmpty ? nil : .map(map.mapValues(Value.list))
  }

  /// The details of one signal of an asset, in order; unknown where it has none of that name.
  func signal(_ name: String, of index: Int) -> Value? {
    let details = estate.signals(of: index).filter { $0.signal == name }
    return details.isEmpty ? nil : .list(details.map { .map($0.detail) })
  }
}
