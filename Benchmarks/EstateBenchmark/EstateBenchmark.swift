internal import Estate
internal import Foundation
internal import SyntheticEstates

/// `EstateBenchmark [ASSETS] [RELATIONS]`: seconds and memory of an estate built of observations, as
/// a scan builds it, and of one built in bulk with the relations of a real organisation.
@main
struct EstateBenchmark {
  static func main() {
    let numbers = CommandLine.arguments.dropFirst().compactMap(Int.init)
    let assets = numbers.first ?? 100_000
    let relations = numbers.dropFirst().first ?? 1_000_000
    measure("of observations") { ObservedEstate.make(assets: assets, relations: relations) }
    measure("in bulk") {
      SyntheticEstate.make(assets: assets, relationsPerAsset: relations / max(1, assets))
    }
  }

  private static func measure(_ name: String, _ body: () -> Estate) {
    let start = ContinuousClock.now
    let estate = body()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let (now, most) = withExtendedLifetime(estate) { (status("VmRSS:"), status("VmHWM:")) }
    print(
      "\(name): \(estate.assets.count) assets, \(estate.relationCount) relations in "
        + String(format: "%.2f", seconds)
        + " s; \(now) MB with it, \(most) MB at most so far")
  }

  /// A figure of the kernel's in megabytes; 0 where there is no such file.
  private static func status(_ field: String) -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(field) }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0)
      / 1_024
  }
}
