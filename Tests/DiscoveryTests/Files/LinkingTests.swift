import Estate
import Foundation
import Matching
import TestSupport
import Testing

@testable import Discovery

/// Two detectors of one sort: each keeps the lines of its files, and links those that name a file.
private struct NamingDetector: Detector {
  let name: String
  /// Set once the file of that name was inspected.
  var stopAfter: String?
  var stop = StopFlag()

  func wants(_ entry: FileEntry) -> Bool { entry.name.hasSuffix(".\(name)") }

  func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    record.asset(AssetID(.skill, name, file.entry.path), .skill, name: file.entry.path)
    for line in try file.text().split(separator: "\n") { record.keep(Array(line.utf8)) }
    if file.entry.path == stopAfter { stop.set() }
    if try file.text().contains("broken") { throw Unreadable("is broken") }
  }

  func link(
    _ fragments: [FileFragment], _ linking: Linking
  ) throws(DamagedCache) -> [Observations] {
    let known = Set(fragments.map(\.path))
    return fragments.map { fragment in
      var record = Recorder(source: linking.source, detector: name, path: fragment.path)
      let named = String(decoding: fragment.head, as: UTF8.self)
      if known.contains(named) {
        record.relation(
          .dependsOn, from: AssetID(.skill, name, fragment.path), to: AssetID(.skill, name, named))
      } else {
        record.skipped("names \(named) in \(fragment.repository.name)")
      }
      return record.observations
    }
  }
}

@Suite struct LinkingTests {
  private func read(
    _ folder: TemporaryFolder, _ detectors: [any Detector], stop: StopFlag = StopFlag()
  ) throws -> SourceReading {
    try FilesSource(
      path: folder.path, detectors: DetectorSet(detectors),
      database: PatternDatabase(patterns: []), stop: stop
    ).read()
  }

  private func links(_ reading: SourceReading) -> [String] {
    reading.observations.flatMap(\.relations).map {
      "\($0.tail.text.dropFirst(6)) -> \($0.head.text.dropFirst(6))"
    }
  }

  @Test func `what was kept of all files is linked once, in the order of the paths`() throws {
    let folder = try TemporaryFolder()
    for number in 0..<100 {
      try folder.write("f\((number + 1) % 100).one\nf\(number).one", to: "f\(number).one")
    }
    let expected = (0..<100).map { "f\($0).one" }.sorted().flatMap { path in
      let number = Int(path.dropFirst().dropLast(4)) ?? 0
      return ["one:\(path) -> one:f\((number + 1) % 100).one", "one:\(path) -> one:\(path)"]
    }
    for _ in 0..<3 {
      #expect(links(try read(folder, [NamingDetector(name: "one")])) == expected)
    }
  }

  @Test func `a detector gets what it kept itself, and is left alone where it kept nothing`() throws
  {
    let folder = try TemporaryFolder()
    try folder.write("b.one\nc.two", to: "a.one")
    try folder.write("", to: "b.one")
    try folder.write("a.one", to: "c.two")
    try folder.write("c.two", to: "d.two")
    let reading = try read(
      folder, ["two", "three", "one"].map { NamingDetector(name: $0) })
    #expect(links(reading) == ["two:d.two -> two:c.two"])
    let name = folder.url.lastPathComponent
    #expect(
      reading.skipped.map { "\($0.path): \($0.reason)" } == [
        "a.one: names b.one in \(name)", "a.one: names c.two in \(name)",
        "c.two: names a.one in \(name)",
      ])
  }

  @Test func `what was kept before an error is linked`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.one\nbroken", to: "a.one")
    let reading = try read(folder, [NamingDetector(name: "one")])
    #expect(links(reading) == ["one:a.one -> one:a.one"])
    #expect(reading.skipped.contains(Skipped(path: "a.one", reason: "one: is broken")))
  }

  @Test func `an interrupted scan links what it has`() throws {
    let folder = try TemporaryFolder()
    for number in 0..<1000 { try folder.write("f0000.one", to: "f\(10000 + number).one") }
    try folder.write("f0000.one", to: "f0000.one")
    let stop = StopFlag()
    let detector = NamingDetector(name: "one", stopAfter: "f0000.one", stop: stop)
    let reading = try read(folder, [detector], stop: stop)
    #expect(reading.status == .partial)
    #expect(reading.files < 1001)
    #expect(links(reading).first == "one:f0000.one -> one:f0000.one")
  }

  @Test func `the path in the repository survives names that are no plain characters`() throws {
    let repository = RepositoryIdentity(
      id: AssetID(.repository, "local", "x"), name: "x", folder: "caf\u{E9}/x")
    func path(_ path: String) -> String {
      String(FileFragment(path: path, repository: repository, head: []).pathInRepository)
    }
    #expect(path("caf\u{E9}/x/src/a.py") == "src/a.py")
    #expect(
      path("caf\u{E9}/x/\u{301}a.py").unicodeScalars.elementsEqual("\u{301}a.py".unicodeScalars))
  }
}
