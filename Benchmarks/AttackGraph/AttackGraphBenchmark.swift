internal import Estate
internal import Foundation
internal import Mapping
internal import SyntheticEstates

/// `attack-graph-benchmark [ASSETS] [RELATIONS_PER_ASSET]`: CPU seconds and memory of every step of
/// the analysis of a synthetic estate. Run it with `swift run -c release`.
@main
struct AttackGraphBenchmark {
  static func main() {
    let numbers = CommandLine.arguments.dropFirst().compactMap(Int.init)
    let assets = numbers.first ?? 1_000_000
    let each = numbers.dropFirst().first ?? 10
    let estate = measure("estate") {
      SyntheticEstate.make(assets: assets, relationsPerAsset: each)
    }
    print("  \(estate.assets.count) assets, \(estate.relationCount) relations")
    let start = cpuSeconds()
    let analysis = measure("analysis (graph, best paths, blast radius, exposure)") {
      AttackAnalysis(estate)
    }
    print("  \(analysis.graph.stateCount) states, \(analysis.graph.stepCount) steps")
    print("  \(analysis.entries.count) entries, \(analysis.targets.count) targets")
    let routes = measure("routes (on-path part)") { RouteMap(analysis) }
    print("  \(routes.targets.count) targets reached, \(routes.stateCount) states on paths")
    let choke = measure("choke points (dominators)") { routes.chokePoints() }
    let fixes = measure("five fixes (greedy cover)") { routes.fixes() }
    let total = cpuSeconds() - start
    if let first = choke.first { print("  best choke point protects \(first.targets) targets") }
    if let last = fixes.last { print("  risk left after \(fixes.count) fixes: \(last.remaining)") }
    let derived = measure("derived relations") { DerivedRelations.observations(from: analysis) }
    print("  \(derived.relations.count) relations, \(derived.signals.count) signals derived")
    if let target = routes.targets.first {
      let one = measure("one target: part of the graph") { RouteMap(analysis, to: [target]) }
      let paths = measure("one target: diverse paths") { one.diversePaths() }
      let cut = measure("one target: smallest cut") { one.severingSet() }
      print("  \(paths.count) paths, cut of \(cut?.count ?? 0)")
    }
    print("total from estate to fixes: \(rounded(total)) CPU-seconds, peak \(peakMegabytes()) MB")
  }

  private static func measure<Result>(_ name: String, _ body: () -> Result) -> Result {
    let start = cpuSeconds()
    let result = body()
    print(
      "\(name): \(rounded(cpuSeconds() - start)) CPU-s, "
        + "\(residentMegabytes()) MB now, \(peakMegabytes()) MB at most")
    return result
  }

  private static func rounded(_ seconds: Double) -> Double { (seconds * 100).rounded() / 100 }

  private static func cpuSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  private static func residentMegabytes() -> Int { status("VmRSS:") }

  private static func peakMegabytes() -> Int { status("VmHWM:") }

  /// A figure of the kernel's, in kilobytes; 0 where there is no such file.
  private static func status(_ field: String) -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(field) }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0)
      / 1_024
  }
}
