internal import Estate
internal import Foundation
internal import Mapping
internal import Store
internal import SyntheticEstates

/// CPU seconds and memory of every step of the analysis of a synthetic estate.
///
///     AttackGraphBenchmark [ASSETS] [RELATIONS_PER_ASSET]   of one that is made in memory
///     AttackGraphBenchmark record FILE ASSETS RELATIONS_PER_ASSET   records one
///     AttackGraphBenchmark load FILE   of the one that is recorded
///     AttackGraphBenchmark write FILE ASSETS RELATIONS_PER_ASSET   writes the steps of one for others
@main
struct AttackGraphBenchmark {
  static func main() throws {
    let words = Array(CommandLine.arguments.dropFirst())
    let numbers = words.compactMap(Int.init)
    let (assets, each) = (numbers.first ?? 1_000_000, numbers.dropFirst().first ?? 10)
    switch words.first {
    case "record" where words.count > 1:
      try record(SyntheticEstate.make(assets: assets, relationsPerAsset: each), path: words[1])
    case "write" where words.count > 1:
      let estate = SyntheticEstate.make(assets: assets, relationsPerAsset: each)
      try AttackGraphText(AttackAnalysis(estate)).write(path: words[1])
    case "load" where words.count > 1:
      let store = try RecordStore.open(path: words[1])
      let estate = try measure("load of what the analysis reads") {
        try store.estate(AttackAnalysis.selection, asOf: .now)
      }
      analyse(estate)
    default:
      let estate = measure("estate") {
        SyntheticEstate.make(assets: assets, relationsPerAsset: each)
      }
      analyse(estate)
      deriveAll(estate)
    }
  }

  /// One scan a source.
  private static func record(_ estate: Estate, path: String) throws {
    let store = try RecordStore.open(path: path)
    let sources = SyntheticSources(of: estate)
    for source in 0..<sources.count {
      let scan = try store.begin(
        ScanStart(started: Date(), version: "0", targets: ["."], catalogueDigest: ""))
      let outcome = SourceOutcome(id: sources.id(source), kind: "files", status: .complete)
      try store.commit(
        ScanOutcome(scan: scan, sources: [outcome], estate: sources.estate(of: source)), now: Date()
      )
    }
    print("\(estate.assets.count) assets, \(estate.relationCount) relations recorded")
  }

  private static func analyse(_ estate: Estate) {
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
    if let first = choke.first { print("  best choke point protects \(first.targets) targets") }
    if let last = fixes.last { print("  risk left after \(fixes.count) fixes: \(last.remaining)") }
    let end = cpuSeconds()
    print("from estate to fixes: \(rounded(end - start)) CPU-s")
    print("all of it: \(rounded(end)) CPU-s, \(peakMegabytes()) MB at most")
    guard let target = routes.targets.first else { return }
    let one = measure("one target: part of the graph") { RouteMap(analysis, to: [target]) }
    let paths = measure("one target: diverse paths") { one.diversePaths() }
    let cut = measure("one target: smallest cut") { one.severingSet() }
    print("  \(paths.count) paths, cut of \(cut?.count ?? 0)")
  }

  private static func deriveAll(_ estate: Estate) {
    let derived = measure("analysis and derived relations") {
      DerivedRelations.observations(from: AttackAnalysis(estate))
    }
    print("  \(derived.relations.count) relations, \(derived.signals.count) signals derived")
  }

  private static func measure<Result>(
    _ name: String, _ body: () throws -> Result
  ) rethrows -> Result {
    let start = cpuSeconds()
    let result = try body()
    print(
      "\(name): \(rounded(cpuSeconds() - start)) CPU-s, "
        + "\(residentMegabytes()) MB now, \(peakMegabytes()) MB at most")
    return result
  }

  private static func rounded(_ seconds: Double) -> Double { (seconds * 1_000).rounded() / 1_000 }

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
