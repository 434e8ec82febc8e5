import Estate
import Mapping
import SyntheticEstates
import Testing

@testable import Prioritization

@Suite("The estate after a change")
struct ChangedPostureTests {
  @Test("A change that moves no attacker leaves what was concluded as concluding it anew would")
  func shortcut() throws {
    let base = SyntheticEstate.make(assets: 1_500)
    var derived = EstateChange()
    derived.added = DerivedRelations.observations(from: AttackAnalysis(base))
    let estate = base.applying(derived)
    let baseline = PostureBaseline(base, concluded: estate, AttackAnalysis(estate))
    for step in 0..<12 {
      let asset = (step * 131) % base.assets.count
      var change = EstateChange()
      change.values[.init(asset: asset, property: "description")] = .text("changed \(step)")
      change.values[.init(asset: asset, property: "pin")] = "exact"
      if let signal = base.signals.dropFirst(step * 3).first {
        change.silenced = [.init(asset: signal.asset, signal: signal.signal)]
      }
      #expect(change.keepsRelations(andProperties: DerivedRelations.facts))
      let (kept, analysis) = ChangedPosture.concluded(baseline, change)

      let changed = base.applying(change)
      var anew = EstateChange()
      anew.added = DerivedRelations.observations(from: AttackAnalysis(changed))
      let whole = changed.applying(anew)
      let wholeAnalysis = AttackAnalysis(whole)
      #expect(kept.assets.map(\.id) == whole.assets.map(\.id))
      #expect(kept.assets.map(\.properties) == whole.assets.map(\.properties))
      #expect(kept.signals.map(\.signal) == whole.signals.map(\.signal))
      #expect(kept.relationCount == whole.relationCount)
      for index in whole.assets.indices {
        #expect(analysis.reachability(of: index) == wholeAnalysis.reachability(of: index))
        #expect(analysis.blastRadius(of: index) == wholeAnalysis.blastRadius(of: index))
      }
    }
  }

  @Test("What may move an attacker is gone through whole")
  func moving() {
    for property in ["public", "authenticated", "trust", "leaked", "sensitivity", "can_exfiltrate"]
    {
      var change = EstateChange()
      change.values[.init(asset: 0, property: property)] = true
      #expect(!change.keepsRelations(andProperties: DerivedRelations.facts), "\(property)")
    }
    var cut = EstateChange()
    cut.cuts = [0]
    #expect(!cut.keepsRelations(andProperties: []))
  }
}
