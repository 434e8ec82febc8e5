import Discovery
import Estate

/// Counts of one scan, for the `summary` of the document.
struct ScanSummary {
  let readings: [SourceReading]
  let estate: Estate
  let findings: [Finding]
  let unknown: Int
  let rules: Int
  let skipped: Int

  var value: [String: Value] {
    [
      "assets": counts(estate.assets.map(\.kind.name)),
      "relations": .integer(estate.relationCount),
      "collected": .texts(estate.collected.map(\.name).sorted()),
      "signals": .integer(estate.signals.count),
      "findings": .map([
        "total": .integer(findings.count),
        "decision": counts(findings.compactMap(\.priority?.decision.rawValue)),
        "severity": counts(findings.map(\.severity.rawValue)),
      ]),
      "unknown": .integer(unknown),
      "rules": .integer(rules),
      "files": .integer(readings.reduce(0) { $0 + $1.files }),
      "binary_files": .integer(readings.reduce(0) { $0 + $1.binaryFiles }),
      "bytes": .integer(readings.reduce(0) { $0 + $1.bytes }),
      "skipped": .integer(skipped),
    ]
  }

  private func counts(_ names: [String]) -> Value {
    .map(names.reduce(into: [:]) { $0[$1] = .integer(($0[$1]?.integer ?? 0) + 1) })
  }
}
