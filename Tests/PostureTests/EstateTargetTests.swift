import Estate
import Evidence
import Foundation
import Posture
import TestSupport
import Testing

@Suite struct EstateTargetTests {
  /// The parts of a document that a second reading must give again, without the names of sources.
  private func parts(_ document: String) throws -> [String: Value] {
    guard case .map(var parts) = try ValueJSON.decode(document) else { return [:] }
    for key in ["target", "sources", "summary", "skipped"] { parts[key] = nil }
    return parts.mapValues { $0.withoutSources }
  }

  @Test func `a scan that is read back gives the same assets, relations, signals and findings`()
    throws
  {
    let folder = try TemporaryFolder()
    let first = try SampleOrganisation.report()
    let document = SampleOrganisation.document(first)
    let file = try folder.write(document, to: "scan.json")
    let second = try SampleOrganisation.scan(["estate:\(file.path)"])
    #expect(second.isComplete, "\(second.sources)")
    let (before, after) = (
      try parts(document), try parts(SampleOrganisation.document(second))
    )
    #expect(first.estate.assets.count > 50)
    #expect(!first.findings.isEmpty)
    #expect(Set(before.keys) == Set(after.keys))
    for key in before.keys.sorted() {
      let (old, new) = (before[key]?.list ?? [], after[key]?.list ?? [])
      let difference = new.difference(from: old).prefix(3).map { "\($0)" }
      #expect(before[key] == after[key], "\(key): \(difference)")
    }
    #expect(second.estate.collected == first.estate.collected)
  }

  @Test func `reading back again changes nothing at all`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      SampleOrganisation.document(try SampleOrganisation.report()), to: "scan.json")
    let second = SampleOrganisation.document(
      try SampleOrganisation.scan(["estate:\(file.path)"]))
    try folder.write(second, to: "scan.json")
    let third = SampleOrganisation.document(try SampleOrganisation.scan(["estate:\(file.path)"]))
    #expect(
      try ValueJSON.decode(second).withoutBytes == ValueJSON.decode(third).withoutBytes)
  }

  @Test func `an estate with a mistake is a failed source, and the others are judged`() throws {
    let folder = try TemporaryFolder()
    let wrong = try folder.write(
      "format: isobar.estate/v1\nassets:\n  - id: agnt:a:b\n", to: "wrong.yaml")
    let right = try folder.write(
      "format: isobar.estate/v1\nassets:\n  - id: agent:a:b\n", to: "right.yaml")
    let report = try SampleOrganisation.scan(["estate:\(wrong.path)", "estate:\(right.path)"])
    #expect(report.sources.map(\.status) == ["failed", "complete"])
    #expect(
      report.sources.first?.reason
        == "\(wrong.path):3: unknown kind in the id 'agnt'. Did you mean 'agent'?")
    #expect(report.estate.index(of: AssetID(.agent, "a", "b")) != nil)
  }

  @Test func `a misspelt kind of source is refused before anything is read`() {
    #expect(throws: ScanError.self) {
      try PostureScan(ScanRequest(targets: ["estat:x.yaml"], now: SampleOrganisation.now))
    }
  }
}

extension Value {
  /// The same without the members that name a source.
  fileprivate var withoutSources: Value {
    switch self {
    case .map(let map): .map(map.filter { $0.key != "source" }.mapValues(\.withoutSources))
    case .list(let items): .list(items.map(\.withoutSources))
    default: self
    }
  }

  /// The same without the sizes of what was read.
  fileprivate var withoutBytes: Value {
    switch self {
    case .map(let map): .map(map.filter { $0.key != "bytes" }.mapValues(\.withoutBytes))
    case .list(let items): .list(items.map(\.withoutBytes))
    default: self
    }
  }
}
