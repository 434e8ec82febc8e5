import Estate

/// Relations as relationships, each with the exact relation beside the type that the standard has.
struct SPDXRelationships: Sendable {
  let ids: [String]
  private let relations: [Int]
  private let bill: BillOfMaterials
  private let space: SPDXNamespace

  init(_ bill: BillOfMaterials, _ space: SPDXNamespace) {
    self.bill = bill
    self.space = space
    relations = bill.estate.assets.indices.filter(bill.isMember).flatMap(bill.links)
    ids = relations.indices.map { space.own("relation-\($0 + 1)") }
  }

  func relationship(_ number: Int) -> Value {
    let relation = bill.estate.relation(at: relations[number])
    let meaning = RelationMeaning.of(relation.kind)
    let (tail, head) = (
      space.id(of: bill.estate.assets[relation.tail]),
      space.id(of: bill.estate.assets[relation.head])
    )
    return .map([
      "type": "Relationship", "spdxId": .text(ids[number]),
      "creationInfo": .text(SPDXDocument.creation), "relationshipType": .text(meaning.type),
      "from": .text(meaning.isReversed ? head : tail),
      "to": [.text(meaning.isReversed ? tail : head)],
      "extension": [SPDXProperties.value(of: [bill.pair(ofRelationAt: relations[number])])],
    ])
  }
}
