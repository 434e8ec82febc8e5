import Catalog
import Discovery
import Estate
import Evidence
import Foundation
import TestSupport
import Testing

@Suite struct BillRoundTripTests {
  /// Kinds that are no part of what a system is made of.
  private static let leftOut: Set<AssetKind> = [
    .action, .person, .team, .serviceAccount, .role, .group, .credential, .oauthGrant, .network,
    .vendor, .approval, .policy,
  ]

  private static let source = Result { try BillOfMaterialsSource(.embedded) }

  private static let bills: [(ExportFormat, BillOfMaterialsSource.Format)] = [
    (.cycloneDX16, .cycloneDX), (.cycloneDX17, .cycloneDX), (.spdx, .spdx),
  ]

  private func report(_ estate: Estate) -> ScanReport {
    ScanReport(
      version: "1", targets: [], sources: [], estate: estate, findings: [], unknown: [],
      skipped: [], summary: [:])
  }

  private func text(_ estate: Estate, _ format: ExportFormat) -> String {
    var text = ""
    format.write(report(estate)) { text += $0 }
    return text
  }

  private func read(
    _ text: String, _ format: BillOfMaterialsSource.Format, in folder: TemporaryFolder
  ) throws -> Estate {
    let file = try folder.write(text, to: "bom.json")
    let reading = try Self.source.get().read(format, at: file.path)
    #expect(reading.skipped.isEmpty, "\(reading.skipped)")
    var builder = EstateBuilder()
    for observations in reading.observations { builder.add(observations) }
    builder.collects(reading.collected)
    return builder.build()
  }

  private func assets(_ estate: Estate) -> [String] {
    estate.assets.filter { !Self.leftOut.contains($0.kind) }.map { asset in
      // An asset that was seen nowhere in particular is, read back, seen in the document.
      let places = asset.sightings.filter {
        $0.location != nil && !["cyclonedx", "spdx"].contains($0.detector)
      }.map(ExchangeText.text)
      let properties = ValueJSON.encode(.map(asset.properties))
      return "\(asset.id) \(asset.kind.name) '\(asset.name)' \(properties) \(places)"
    }
  }

  private func relations(_ estate: Estate) -> [String] {
    (0..<estate.relationCount).compactMap { index in
      let relation = estate.relation(at: index)
      let (tail, head) = (estate.assets[relation.tail], estate.assets[relation.head])
      guard !Self.leftOut.contains(tail.kind), !Self.leftOut.contains(head.kind) else {
        return nil
      }
      return "\(tail.id) \(relation.kind.name) \(head.id) \(relation.basis) \(relation.confidence)"
    }
  }

  @Test(arguments: bills.indices)
  func `what a bill of materials can carry reads back as itself, whatever the estate`(
    number: Int
  ) throws {
    let (written, read) = Self.bills[number]
    let folder = try TemporaryFolder()
    var estates = RandomEstates(seed: 23, source: "\(read.rawValue):bom.json")
    var (assetCount, relationCount) = (0, 0)
    for _ in 0..<150 {
      let first = estates.estate()
      let second = try self.read(text(first, written), read, in: folder)
      #expect(assets(first) == assets(second))
      #expect(relations(first) == relations(second))
      assetCount += assets(second).count
      relationCount += relations(second).count
    }
    #expect(assetCount > 400 && relationCount > 200)
  }

  @Test(arguments: bills.indices)
  func `the sample organisation read back is written as the same bytes`(number: Int) throws {
    let (written, read) = Self.bills[number]
    let folder = try TemporaryFolder()
    let estate = try SampleOrganisation.report().estate
    let first = try self.read(text(estate, written), read, in: folder)
    let second = try self.read(text(first, written), read, in: folder)
    #expect(text(second, written) == text(first, written))
    #expect(assets(first) == assets(estate))
    #expect(first.assets.count > 80)
  }

  @Test func `a bill of materials is a target beside others, and one that is none a failed source`()
    throws
  {
    let folder = try TemporaryFolder()
    let report = try SampleOrganisation.report()
    let bill = try folder.write(text(report.estate, .cycloneDX), to: "acme.cdx.json")
    let wrong = try folder.write("{}", to: "wrong.json")
    let scan = try SampleOrganisation.scan(["cyclonedx:\(bill.path)", "spdx:\(wrong.path)"])
    #expect(scan.sources.map(\.id) == ["cyclonedx:acme.cdx.json", "spdx:wrong.json"])
    #expect(scan.sources.map(\.status) == ["complete", "failed"])
    #expect(scan.sources.last?.reason?.contains("no SPDX document") == true)
    #expect(scan.estate.assets.contains { $0.id.text == "model:openai:gpt-4o-mini-2024-07-18" })
    let rules = Set(scan.findings.map(\.rule))
    #expect(rules.contains("ISO-AGT-010"), "\(rules)")
  }
}
