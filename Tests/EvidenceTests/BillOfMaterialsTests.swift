import Estate
import Testing

@testable import Evidence

@Suite struct BillOfMaterialsTests {
  @Test(arguments: AssetKind.all)
  func `every kind of asset has been decided on`(kind: AssetKind) {
    #expect(ComponentRole(kind) != nil, "\(kind.name)")
  }

  @Test(arguments: RelationKind.all)
  func `every kind of relation has been decided on`(kind: RelationKind) {
    #expect(RelationMeaning(kind) != nil, "\(kind.name)")
  }

  @Test func `only relations that are told in full count as looked for`() {
    var builder = EstateBuilder()
    builder.collects(RelationKind.all)
    let bill = BillOfMaterials(EstateOfAllKinds.report(builder.build()), timestamp: nil)
    let told = Set(bill.collected)
    #expect(told.isSuperset(of: ["USES_MODEL", "DEPENDS_ON", "CAN_CALL", "TRAINED_ON"]))
    #expect(told.isDisjoint(with: ["CONTAINS_SECRET", "CAN_READ", "REACHES", "APPROVED_BY"]))
  }
}
