import Estate
import SyntheticEstates
import Testing

@testable import Mapping

@Suite("Traits of assets")
struct AttackTraitsTests {
  @Test("Those of a changed estate are those that would be found anew")
  func changed() throws {
    let estate = SyntheticEstate.make(assets: 2_000)
    let before = AttackTraits(estate)
    #expect(!before.entries.isEmpty && !before.targets.isEmpty && !before.sensitive.isEmpty)
    for step in 0..<40 {
      var change = EstateChange()
      let asset = (step * 97) % estate.assets.count
      change.values[.init(asset: asset, property: "sensitivity")] = .text(
        step.isMultiple(of: 2) ? "restricted" : "public")
      if let cut = (0..<estate.relationCount).dropFirst(step * 31).first { change.cuts = [cut] }
      if step.isMultiple(of: 3) {
        change.added.assets = [
          AssetObservation(
            id: AssetID(.contentSource, "a", "mail \(step)"), kind: .contentSource, name: "mail",
            properties: ["trust": "untrusted"], sighting: Sighting(source: "s", detector: "d")),
          AssetObservation(
            id: estate.assets[asset].id, kind: estate.assets[asset].kind, name: "again",
            properties: ["criticality": "crown"], sighting: Sighting(source: "s", detector: "d")),
        ]
      }
      let changed = estate.changed(by: change)
      let (kept, anew) = (AttackTraits(changed, before: before), AttackTraits(changed.estate))
      #expect(kept.variants == anew.variants)
      #expect(kept.entries == anew.entries)
      #expect(kept.targets == anew.targets)
      #expect(kept.sensitive == anew.sensitive)
    }
  }
}
