import Estate
import Prioritization
import TestSupport
import Testing

@Suite("Priority formula")
struct PriorityFormulaTests {
  @Test("All thirty ordered pairs are there")
  func pairsAreThere() { #expect(RankingPair.all.count == 30) }

  @Test("The first of each ordered pair scores above the second", arguments: RankingPair.all)
  func ordersPair(_ pair: RankingPair) {
    let above = PriorityFormula.evaluate(pair.above.inputs).score
    let below = PriorityFormula.evaluate(pair.below.inputs).score
    #expect(above > below, "\(pair.why): \(above) against \(below)")
  }

  /// The worked example that users read in docs/priority.md.
  static let example = PriorityInputs(
    severity: .high, exploitability: 0.9, reachability: 0.9, sensitivity: .confidential,
    criticality: .crown, environment: .prod, blastRadius: 9, autonomy: 0.3, regulated: false)

  @Test("The worked example scores 79 and its what-ifs 14, 56 and 77")
  func workedExample() {
    let priority = PriorityFormula.evaluate(Self.example)
    #expect(priority.score.rounded() == 79)
    #expect(priority.decision == .act)
    let changes = WhatIf.changes(for: Self.example, limit: 5)
    func after(_ input: String) -> Double? {
      changes.first { $0.basis == .input(input) }?.to.rounded()
    }
    #expect(after("reachability") == 14)
    #expect(after("controls") == 56)
    #expect(after("sensitivity") == 77)
  }

  @Test("The printed factors multiply out to the printed score")
  func multipliesOut() throws {
    var generator = SeededGenerator(1)
    for _ in 0..<5_000 {
      let inputs = PriorityInputs.random(&generator)
      let priority = PriorityFormula.evaluate(inputs)
      let likelihood = try #require(priority.explanation["likelihood"]?.map)
      let impact = try #require(priority.explanation["impact"]?.map)
      let factors =
        try ["exploitability", "reachability", "controls"].map { try number(likelihood[$0]) }
        + ["severity", "context", "environment", "autonomy"].map { try number(impact[$0]) }
        + (impact["cap"] == nil ? [] : [number(impact["cap"])])
      let product = factors.reduce(1, *)
      #expect(abs(100 * product.squareRoot() - priority.score) < 0.06, "\(inputs)")
      let parts = try #require(impact["context"]?.map?["parts"]?.map)
      let spared = try parts.values.map { 1 - (try number($0)) }.reduce(1, *)
      #expect(abs(0.3 + 0.7 * (1 - spared) - (try number(impact["context"]))) < 0.000_1)
    }
  }

  private func number(_ factor: Value?) throws -> Double {
    try #require(factor?.map?["value"]?.number)
  }

  @Test("The same inputs give the same priority, within 0 and 100")
  func boundedAndDeterministic() {
    var generator = SeededGenerator(2)
    for _ in 0..<2_000 {
      let inputs = PriorityInputs.random(&generator)
      let (first, second) = (PriorityFormula.evaluate(inputs), PriorityFormula.evaluate(inputs))
      #expect((0...100).contains(first.score))
      #expect(first.score == second.score && first.explanation == second.explanation)
    }
  }

  @Test("Numbers out of bounds or no numbers at all never break the bounds")
  func badNumbers() {
    for bad in [Double.nan, .infinity, -.infinity, -3, 7] {
      let inputs = PriorityInputs(
        severity: .critical, exploitability: bad, epss: bad, attackSuccessRate: bad,
        reachability: bad, blastRadius: .min, controls: [bad], autonomy: bad)
      #expect((0...100).contains(PriorityFormula.evaluate(inputs).score))
    }
  }

  @Test("A missing fact never ranks below the proof that all is well")
  func unknownIsNotSafe() {
    var generator = SeededGenerator(3)
    for _ in 0..<5_000 {
      let inputs = PriorityInputs.random(&generator)
      for (name, forget, prove) in Self.knowledge {
        var (unknown, safe) = (inputs, inputs)
        forget(&unknown)
        prove(&safe)
        let (left, right) = (
          PriorityFormula.evaluate(unknown), PriorityFormula.evaluate(safe)
        )
        #expect(left.score >= right.score, "\(name): \(inputs)")
        #expect(left.decision <= right.decision, "\(name): \(inputs)")
      }
    }
  }

  private typealias Change = @Sendable (inout PriorityInputs) -> Void
  private static let knowledge: [(String, Change, Change)] = [
    ("reachability", { $0.reachability = nil }, { $0.reachability = 0 }),
    ("sensitivity", { $0.sensitivity = nil }, { $0.sensitivity = .public }),
    ("criticality", { $0.criticality = nil }, { $0.criticality = Criticality.none }),
    ("environment", { $0.environment = nil }, { $0.environment = .sandbox }),
    ("blast radius", { $0.blastRadius = nil }, { $0.blastRadius = 0 }),
    ("autonomy", { $0.autonomy = nil }, { $0.autonomy = 0 }),
    ("regulated", { $0.regulated = nil }, { $0.regulated = false }),
  ]

  @Test("What is unknown is shown as unknown")
  func unknownIsShown() {
    let priority = PriorityFormula.evaluate(PriorityInputs(severity: .high))
    #expect(
      priority.explanation["unknown"]
        == .texts([
          "autonomy", "blast_radius", "criticality", "environment", "exploitability",
          "reachability", "regulated", "sensitivity",
        ]))
    #expect(PriorityFormula.evaluate(Self.example).explanation["unknown"] == .list([]))
  }
}

extension Value {
  var map: [String: Value]? { if case .map(let map) = self { map } else { nil } }
}
