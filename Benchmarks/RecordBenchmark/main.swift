import Estate
import Foundation
import Store
import SyntheticEstates

// Measures the record: usage: RecordBenchmark RECORD [ASSETS [RELATIONS]]
// Each step prints its seconds and the size of the record.

func measure<Result>(_ step: String, _ body: () throws -> Result) rethrows -> Result {
  let start = ContinuousClock.now
  let result = try body()
  let seconds = (ContinuousClock.now - start) / .seconds(1)
  let files = [path, path + "-wal"].map {
    (try? FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int) ?? 0
  }
  let width = step.padding(toLength: 34, withPad: " ", startingAt: 0)
  print(
    "\(width) \(String(format: "%7.2f", seconds)) s   file \(files[0] >> 20) MB, log \(files[1] >> 20) MB"
  )
  return result
}

func commit(_ estate: Estate, to record: RecordStore) throws {
  let scan = try record.begin(
    ScanStart(started: Date(), version: "0", targets: ["."], catalogueDigest: ""))
  let sources = (0..<10).map {
    SourceOutcome(
      id: "files:repository:git:github.com/acme/shop\($0)", kind: "files", status: .complete)
  }
  try record.commit(ScanOutcome(scan: scan, sources: sources, estate: estate), now: Date())
}

let arguments = CommandLine.arguments
guard arguments.count >= 2 else { exit(2) }
let path = arguments[1]
let assets = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 100_000
let relations = arguments.count > 3 ? Int(arguments[3]) ?? 0 : 1_000_000

let record = try RecordStore.open(path: path)
let first = measure("make an estate") {
  ObservedEstate.make(assets: assets, relations: relations, changed: 0)
}
try measure("record it") { try commit(first, to: record) }
try measure("record it again, unchanged") { try commit(first, to: record) }
let second = ObservedEstate.make(
  assets: assets, relations: relations * 99 / 100, changed: assets / 100)
try measure("record it with 1 % changed") { try commit(second, to: record) }
let loaded = try measure("load the estate") { try record.estate(asOf: .now) }
print("\(loaded.assets.count) assets, \(loaded.relationCount) relations")
_ = try measure("load the first estate") {
  try record.estate(asOf: .scan(ScanID(rawValue: 1)))
}
_ = try measure("read one asset") { try record.asset(second.assets[assets / 2].id) }
