extension PropertyClaim {
  /// The value that holds for each property, of claims that are sorted.
  public static func merged(_ claims: [PropertyClaim], of kind: AssetKind) -> [String: Value] {
    var properties: [String: Value] = [:]
    var start = claims.startIndex
    while start < claims.endIndex {
      let property = claims[start].property
      var end = start
      while end < claims.endIndex, claims[end].property == property { end += 1 }
      let declaration = Schema.current.property(property, of: kind)
      properties[property] = value(of: claims[start..<end], declaration)
      start = end
    }
    return properties
  }

  /// One value of several claims on one property, whatever their order.
  private static func value(
    of claims: ArraySlice<Self>, _ declaration: PropertyDeclaration?
  ) -> Value? {
    switch declaration?.merge {
    case .any where claims.allSatisfy { $0.value.boolean != nil }:
      return .boolean(claims.contains { $0.value == true })
    case .all where claims.allSatisfy { $0.value.boolean != nil }:
      return .boolean(claims.allSatisfy { $0.value == true })
    case .union where claims.allSatisfy { $0.value.list != nil }:
      return .list(Set(claims.flatMap { $0.value.list ?? [] }).sorted())
    case .ranked:
      let said = Set(claims.compactMap(\.value.text))
      if let first = declaration?.values.first(where: said.contains) { return .text(first) }
      return claims.first?.value
    default:
      return claims.max { left, right in
        let (a, b) = (left.sighting.confidence, right.sighting.confidence)
        return a != b ? a < b : left.value > right.value
      }?.value
    }
  }
}
