import Estate
import Foundation
import Store

// Commits scans to a record for the tests that kill it or run several at once.
// Usage: StoreCrashProbe RECORD SOURCE COUNT
// Scan n sees 50 + n % 7 agents, each with the claim `log_retention_days` = n.

func estate(of scan: ScanID, source: String) -> Estate {
  let number = Int(scan.rawValue)
  var builder = EstateBuilder()
  for index in 0..<(50 + number % 7) {
    let sighting = Sighting(
      source: source, detector: "probe", location: Location(path: "agent\(index).py", line: 1))
    let agent = AssetID(.agent, "repo", "\(source)/\(index)")
    let model = AssetID(.model, "openai", "gpt-\(index % 3)")
    builder.add(
      AssetObservation(
        id: agent, kind: .agent, name: "agent \(index)",
        properties: ["log_retention_days": .integer(number)], sighting: sighting))
    builder.add(
      RelationObservation(kind: .usesModel, tail: agent, head: model, sighting: sighting))
  }
  return builder.build()
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let count = Int(arguments[3]) else { exit(2) }
do {
  let record = try RecordStore.open(path: arguments[1])
  for _ in 0..<count {
    let start = ScanStart(
      started: Date(), version: "test", targets: [arguments[2]], catalogueDigest: "")
    let scan = try record.begin(start)
    print("begun \(scan)")
    fflush(nil)
    let source = SourceOutcome(id: arguments[2], kind: "files", status: .complete)
    try record.commit(
      ScanOutcome(scan: scan, sources: [source], estate: estate(of: scan, source: arguments[2])),
      now: Date())
    print("committed \(scan)")
    fflush(nil)
  }
} catch {
  print("error: \(error)")
  exit(1)
}
