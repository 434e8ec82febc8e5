import Estate
import Evidence
import Foundation
import Posture
import Store
import TestSupport

/// The sample organisation of `Examples/acme`, scanned without a record.
enum SampleOrganisation {
  static let now = Date(timeIntervalSince1970: 1_795_132_800)
  static let path = SourceTree.root.appending(path: "Examples/acme").path
  static let configuration = path + "/isobar.yaml"

  static func report() throws -> ScanReport { try scan([path]) }

  static func scan(_ targets: [String]) throws -> ScanReport {
    try PostureScan(
      ScanRequest(targets: targets, configuration: configuration, now: now)
    ).run()
  }

  /// The scan as its document.
  static func document(_ report: ScanReport) -> String {
    var text = ""
    ScanDocument(report).write { text += $0 }
    return text
  }

  /// A record of one scan that saw the estate.
  static func record(_ estate: Estate, in folder: TemporaryFolder) throws -> RecordStore {
    let record = try RecordStore.open(path: folder.file("isobar.db"))
    let scan = try record.begin(
      ScanStart(started: Date(), version: "1", targets: ["."], catalogueDigest: ""))
    let sources = Set(estate.assets.flatMap(\.sightings).map(\.source)).sorted()
    try record.commit(
      ScanOutcome(
        scan: scan,
        sources: sources.map { SourceOutcome(id: $0, kind: "files", status: .complete) },
        estate: estate), now: Date())
    return record
  }
}
