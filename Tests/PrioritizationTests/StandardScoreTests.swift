import Prioritization
import Testing

@Suite("Scores that stand beside our own")
struct StandardScoreTests {
  @Test("AIVSS 0.8 amplifies what is left above the base, then applies mitigation")
  func aivss() throws {
    let factors = [1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0]
    // (10 − 6) × 0.7 × 0.97 = 2.716; (6 + 2.716) × 0.83 = 7.23428
    let score = try #require(
      AIVSS(base: 6, factors: factors, threat: .proofOfConcept, mitigation: .partial)?.score)
    #expect(score == 7.2)
    // 7 + 3 × 0.5 × 0.5 = 7.75, whose half goes up.
    let half = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0].map(Double.init)
    #expect(AIVSS(base: 7, factors: half, threat: .unreported, mitigation: .none)?.score == 7.8)
  }

  @Test("AIVSS is not computed from guesses")
  func aivssNeedsAll() {
    let nine = [Double](repeating: 1, count: 9)
    #expect(AIVSS(base: 5, factors: nine, threat: .attacked, mitigation: .none) == nil)
    #expect(AIVSS(base: 5, factors: nine + [0.7], threat: .attacked, mitigation: .none) == nil)
    #expect(AIVSS(base: 11, factors: nine + [1], threat: .attacked, mitigation: .none) == nil)
    #expect(AIVSS(base: .nan, factors: nine + [1], threat: .attacked, mitigation: .none) == nil)
  }

  /// Table 1 of the directive, in the order catalogue, exposed, automatable, total.
  private static let table: [(String, CISADirective.Timeline)] = [
    ("nnnn", .fixOnUpgrade), ("nnnt", .fixOnUpgrade), ("nnyn", .sixtyDays),
    ("nnyt", .sixtyDays), ("nynn", .sixtyDays), ("nynt", .fourteenDays),
    ("nyyn", .fourteenDays), ("nyyt", .threeDays), ("ynnn", .fourteenDays),
    ("ynnt", .fourteenDays), ("ynyn", .fourteenDays), ("ynyt", .threeDaysWithForensics),
    ("yynn", .fourteenDays), ("yynt", .threeDaysWithForensics), ("yyyn", .threeDays),
    ("yyyt", .threeDaysWithForensics),
  ]

  @Test("CISA's sixteen rows come out as the directive prints them", arguments: table)
  func directive(_ row: (answers: String, timeline: CISADirective.Timeline)) {
    let marks = row.answers.map { $0 != "n" }
    let answers = CISADirective.Answers(
      inCatalog: marks[0], publiclyExposed: marks[1], automatable: marks[2], totalImpact: marks[3])
    #expect(CISADirective.timeline(answers) == row.timeline)
  }
}
