import Discovery
import Estate
import Evidence
import Foundation
import TestSupport
import Testing

@Suite struct EstateRoundTripTests {
  private func document(_ estate: Estate) -> String {
    var text = ""
    ScanDocument(
      ScanReport(
        version: "1", targets: [], sources: [], estate: estate, findings: [], unknown: [],
        skipped: [], summary: ["collected": .texts(estate.collected.map(\.name).sorted())])
    ).write { text += $0 }
    return text
  }

  @Test func `any estate that is written as a scan reads back as itself`() throws {
    let folder = try TemporaryFolder()
    var maker = RandomEstates(seed: 11, source: "estate:scan.json")
    for _ in 0..<300 {
      let written = document(maker.estate())
      let reading = try EstateFileSource(path: folder.write(written, to: "scan.json").path).read()
      var builder = EstateBuilder()
      for observations in reading.observations { builder.add(observations) }
      builder.collects(reading.collected)
      #expect(document(builder.build()) == written)
    }
  }
}
