internal import Assessment
internal import Catalog
internal import Estate
internal import Foundation
internal import SyntheticEstates

/// `RuleBenchmark [RULES] [ASSETS] [RELATIONS_PER_ASSET]`: seconds of judging a synthetic estate by
/// that many rules (those of the catalogue, as often as it takes), and of asking for what lies
/// within two hops of an asset.
@main
struct RuleBenchmark {
  static func main() throws {
    let numbers = CommandLine.arguments.dropFirst().compactMap(Int.init)
    let count = numbers.first ?? 200
    let estate = SyntheticEstate.make(
      assets: numbers.dropFirst().first ?? 100_000,
      relationsPerAsset: numbers.dropFirst(2).first ?? 5)
    print("\(estate.assets.count) assets, \(estate.relationCount) relations")
    let catalogue = try RuleCatalog.all(knowledge: .embedded).filter(\.isEnabled)
    guard !catalogue.isEmpty else { return }
    let rules = (0..<count).map { catalogue[$0 % catalogue.count] }
    let (wall, cpu) = (ContinuousClock.now, cpuSeconds())
    let result = RuleEvaluator().evaluate(rules, estate, now: Date(timeIntervalSince1970: 0))
    let seconds = (ContinuousClock.now - wall) / .seconds(1)
    print(
      "\(rules.count) rules: \(rounded(seconds, 100)) s, \(rounded(cpuSeconds() - cpu, 100)) CPU-s; "
        + "\(result.findings.count) findings, \(result.unknown.count) unknown")
    try ask(estate)
  }

  /// The median over agents from all parts of the estate.
  private static func ask(_ estate: Estate) throws {
    let agents = estate.assets.filter { $0.kind == .agent }.map(\.id.text)
    var times: [Double] = []
    var rows = 0
    for number in stride(from: 0, to: agents.count, by: max(1, agents.count / 100)) {
      let query = try Query(
        parsing: "MATCH (a)-[*1..2]->(b) WHERE a.id == '\(agents[number])' RETURN DISTINCT b")
      let start = ContinuousClock.now
      rows += try query.run(on: estate, now: Date(timeIntervalSince1970: 0)).rows.count
      times.append((ContinuousClock.now - start) / .milliseconds(1))
    }
    times.sort()
    guard !times.isEmpty else { return }
    print(
      "two hops of an agent: median \(rounded(times[times.count / 2], 1_000)) ms of \(times.count), "
        + "\(rows / times.count) assets on average")
  }

  private static func rounded(_ number: Double, _ parts: Double) -> Double {
    (number * parts).rounded() / parts
  }

  private static func cpuSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
}
