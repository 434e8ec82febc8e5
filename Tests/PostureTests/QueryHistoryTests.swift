import Assessment
import Estate
import Foundation
import Posture
import Store
import TestSupport
import Testing

@Suite struct QueryHistoryTests {
  @Test func `the estate of a past scan still answers`() throws {
    let folder = try TemporaryFolder()
    let record = try RecordStore.open(path: folder.file("isobar.db"))
    func scan(_ assets: [String]) throws {
      let lines = assets.map { "  - {id: \"agent:a:\($0)\"}\n" }.joined()
      let file = try folder.write("format: isobar.estate/v1\nassets:\n\(lines)", to: "x.yaml")
      let request = ScanRequest(targets: ["estate:\(file.path)"], now: SampleOrganisation.now)
      _ = try ScanSession(PostureScan(request), record: record).run()
    }
    func names(_ point: PointInTime) throws -> [[QueryValue]] {
      try Query(parsing: "MATCH (a:Agent) RETURN a.name").run(
        on: record.estate(asOf: point), now: SampleOrganisation.now
      ).rows
    }
    try scan(["one", "two"])
    try scan(["two", "three"])
    let scans = try record.scans()
    #expect(try names(.scan(scans[0].id)) == [[.value("one")], [.value("two")]])
    #expect(try names(.scan(scans[1].id)) == [[.value("three")], [.value("two")]])
    #expect(try names(.now) == names(.scan(scans[1].id)))
    #expect(try names(.time(Date(timeIntervalSince1970: 0))) == [])
  }
}
