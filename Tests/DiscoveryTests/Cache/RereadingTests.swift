import Estate
import Foundation
import Glibc
import Matching
import Synchronization
import TestSupport
import Testing

@testable import Discovery

/// Notes which files it looks at, and says of each what it holds.
private final class NotingDetector: Detector {
  let name: String
  private let seen = Mutex<[String]>([])

  init(name: String = "noting") { self.name = name }

  /// What was looked at since the last call.
  func takeSeen() -> [String] {
    seen.withLock { seen in
      defer { seen = [] }
      return seen.sorted()
    }
  }

  func wants(_ entry: FileEntry) -> Bool { entry.fileExtension != "ignored" }

  func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    seen.withLock { $0.append(file.entry.path) }
    let text = try file.text()
    if text.hasPrefix("nothing") { return }
    let id = AssetID(.skill, name, "\(file.entry.repository.native)/\(file.entry.pathInRepository)")
    record.asset(id, .skill, name: text, properties: ["size": .integer(file.entry.size)], line: 1)
    record.keep(Array(text.utf8.prefix(3)), body: Array(text.utf8))
    if text.hasPrefix("broken") { throw Unreadable("is broken") }
  }

  func link(
    _ fragments: [FileFragment], _ linking: Linking
  ) throws(DamagedCache) -> [Observations] {
    var record = Recorder(source: linking.source, detector: name, path: ".")
    var texts: [String] = []
    for fragment in fragments {
      let body = fragment.head == Array("bod".utf8) ? try fragment.body() : fragment.head
      texts.append("\(fragment.pathInRepository)=\(String(decoding: body, as: UTF8.self))")
    }
    record.skipped(texts.joined(separator: ";"))
    return [record.observations]
  }
}

/// Shortens a file, and reads it then.
private struct CuttingDetector: Detector {
  let name = "cutting"
  let path: String
  let size: Int

  func wants(_ entry: FileEntry) -> Bool { truncate(path, off_t(size)) == 0 }

  func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    _ = try file.contents()
  }
}

@Suite struct RereadingTests {
  private let folder: TemporaryFolder
  private let cacheFolder: TemporaryFolder
  private let detector = NotingDetector()

  init() throws {
    folder = try TemporaryFolder()
    cacheFolder = try TemporaryFolder()
  }

  private var cache: OutcomeCache { OutcomeCache(folder: cacheFolder.path, basis: "test") }

  private func read(_ cache: OutcomeCache?, _ detectors: [NotingDetector]? = nil) throws
    -> SourceReading
  {
    // What was written within a tick of the kernel's clock is not trusted.
    usleep(50_000)
    return try FilesSource(
      path: folder.path, detectors: DetectorSet(detectors ?? [detector]),
      database: PatternDatabase(patterns: []), cache: cache
    ).read()
  }

  /// Everything that a reading says.
  private func text(_ reading: SourceReading) -> String {
    let observations = reading.observations.filter { !$0.isEmpty }
    return """
      \(reading.id) \(reading.status) \(reading.files) \(reading.bytes) \(reading.binaryFiles)
      \(reading.skipped) \(observations)
      """
  }

  /// Reads with the cache, expects the same as without, and gives what was looked at.
  private func seen(_ location: SourceLocation = #_sourceLocation) throws -> [String] {
    _ = detector.takeSeen()
    let reading = try read(cache)
    let seen = detector.takeSeen()
    #expect(text(reading) == text(try read(nil)), sourceLocation: location)
    _ = detector.takeSeen()
    return seen
  }

  private func cacheFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: cacheFolder.path).sorted()
  }

  private func outcomes() throws -> [String] {
    try cacheFiles().filter { $0.hasPrefix("outcomes-") }
  }

  @Test func `only what has changed is looked at again`() throws {
    for name in ["a", "b", "c"] { try folder.write(name, to: "d/\(name).txt") }
    try folder.write("nothing", to: "e.txt")
    try folder.write(Data([0, 1]), to: "f.ignored")
    #expect(try seen() == ["d/a.txt", "d/b.txt", "d/c.txt", "e.txt"])
    #expect(try seen() == [])
    try folder.write("B", to: "d/b.txt")
    #expect(try seen() == ["d/b.txt"])
    try folder.write("new", to: "d/0.txt")
    try folder.write("something", to: "e.txt")
    #expect(try seen() == ["d/0.txt", "e.txt"])
    try FileManager.default.removeItem(atPath: folder.file("d/a.txt"))
    #expect(try seen() == [])
    try FileManager.default.moveItem(atPath: folder.file("d"), toPath: folder.file("moved"))
    #expect(try seen() == ["moved/0.txt", "moved/b.txt", "moved/c.txt"])
    #expect(try seen() == [])
  }

  @Test func `a file that was touched or copied over is read, and not looked at`() throws {
    try folder.write("a", to: "a.txt")
    try folder.write("broken", to: "b.txt")
    #expect(try seen() == ["a.txt", "b.txt"])
    #expect(utimensat(AT_FDCWD, folder.file("a.txt"), nil, 0) == 0)
    #expect(chmod(folder.file("b.txt"), 0o640) == 0)
    #expect(try seen() == [])
    try FileManager.default.removeItem(atPath: folder.file("a.txt"))
    try folder.write("a", to: "a.txt")
    #expect(try seen() == [])
  }

  @Test func `a change that hides behind the old size and time is seen`() throws {
    let file = try folder.write("one", to: "a.txt").path
    var status = stat()
    #expect(stat(file, &status) == 0)
    #expect(try seen() == ["a.txt"])
    try folder.write("two", to: "a.txt")
    let times = [status.st_atim, status.st_mtim]
    #expect(utimensat(AT_FDCWD, file, times, 0) == 0)
    #expect(try seen() == ["a.txt"])
  }

  @Test func `a change within the tick in which the file was read is seen`() throws {
    let source = FilesSource(
      path: folder.path, detectors: DetectorSet([detector]),
      database: try PatternDatabase(patterns: []), cache: cache)
    for round in 0..<200 {
      try folder.write("a\(round % 10)", to: "a.txt")
      _ = try source.read()
      try folder.write("b\(round % 10)", to: "a.txt")
      let names = try source.read().observations.flatMap(\.assets).map(\.name)
      #expect(names.contains("b\(round % 10)"))
    }
  }

  @Test func `large files are known by their times alone, and looked at once these differ`() throws
  {
    let file = try folder.write("nothing", to: "large.txt")
    #expect(truncate(file.path, off_t(BlockScanner.wholeLimit + 1)) == 0)
    #expect(try seen() == ["large.txt"])
    #expect(try seen() == [])
    #expect(utimensat(AT_FDCWD, file.path, nil, 0) == 0)
    #expect(try seen() == ["large.txt"])
  }

  @Test func `a repository that is known by another name is looked at again, its neighbour is not`()
    throws
  {
    for name in ["one", "two"] {
      try folder.write("x", to: "\(name)/a.txt")
      try folder.write(
        "[remote \"origin\"]\n\turl = https://git.example/\(name)\n", to: "\(name)/.git/config")
    }
    #expect(try seen() == ["one/a.txt", "two/a.txt"])
    try folder.write(
      "[remote \"origin\"]\n\turl = https://git.example/other\n", to: "one/.git/config")
    #expect(try seen() == ["one/a.txt"])
    try folder.write("two/\n", to: ".isobarignore")
    #expect(try seen() == [".isobarignore"])
    try FileManager.default.removeItem(atPath: folder.file(".isobarignore"))
    #expect(try seen() == ["two/a.txt"])
  }

  @Test func `what was seen of a file that could not be read to its end is not kept`() throws {
    let file = try folder.write(Data(count: 100_000), to: "binary").path
    let root = try FileRoot(path: folder.path)
    defer { root.close() }
    func outcome(_ detector: any Detector) throws -> FileInspector.Outcome {
      FileInspector(
        root: root, detectors: [detector], database: try PatternDatabase(patterns: []),
        source: "s", digests: true
      ).inspect(
        FilePath.root.appending("binary"),
        in: GitRepository.local(name: "x", folder: ""))
    }
    #expect(try outcome(CuttingDetector(path: file, size: 100_000)).identity != nil)
    let cut = try outcome(CuttingDetector(path: file, size: 90_000))
    #expect(cut.identity == nil)
    #expect(cut.observations.skipped.map(\.reason) == ["cutting: changed while it was read"])
  }

  @Test func `another catalogue, program or set of detectors knows nothing`() throws {
    try folder.write("a", to: "a.txt")
    #expect(try seen() == ["a.txt"])
    let newer = OutcomeCache(folder: cacheFolder.path, basis: "newer")
    _ = try read(newer)
    #expect(detector.takeSeen() == ["a.txt"])
    #expect(try outcomes().count == 1)
    let other = NotingDetector(name: "other")
    _ = try read(newer, [detector, other])
    #expect(other.takeSeen() == ["a.txt"])
    // Each set of detectors has a file of its own: a scan with few does not undo one with all.
    #expect(try outcomes().count == 2)
    _ = detector.takeSeen()
    _ = try read(newer)
    #expect(detector.takeSeen() == [])
  }

  @Test func `a damaged cache, or one that others may write to, is as if it were not there`() throws
  {
    try folder.write("a", to: "a.txt")
    #expect(try seen() == ["a.txt"])
    let file = cacheFolder.file(try #require(outcomes().first))
    let content = try Data(contentsOf: URL(filePath: file))
    for damaged in [
      Data(), content.dropLast(), content + [0], Data(content.reversed()),
      Data(count: content.count),
    ] {
      try damaged.write(to: URL(filePath: file))
      #expect(try seen() == ["a.txt"])
      #expect(try seen() == [])
    }
    #expect(chmod(file, 0o622) == 0)
    #expect(try seen() == ["a.txt"])
    #expect(try seen() == [])
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    #expect(try seen() == ["a.txt"])
    #expect(try outcomes().count == 1)
  }

  @Test func `where a body that is needed is lost or damaged, every file is looked at again`()
    throws
  {
    for name in ["a", "b"] { try folder.write("body \(name)", to: "\(name).txt") }
    #expect(try seen() == ["a.txt", "b.txt"])
    #expect(try seen() == [])
    let bodies = try cacheFiles().filter { $0.hasPrefix("fragments-") }.map(cacheFolder.file)
    let file = try #require(bodies.first)
    for damaged in [Data(), Data(count: 100), try Data(contentsOf: URL(filePath: file)).dropLast()]
    {
      try damaged.write(to: URL(filePath: file))
      #expect(try seen() == ["a.txt", "b.txt"])
      #expect(try seen() == [])
    }
    for name in try cacheFiles() where name.hasPrefix("fragments-") {
      try FileManager.default.removeItem(atPath: cacheFolder.file(name))
    }
    #expect(try seen() == ["a.txt", "b.txt"])
    #expect(try seen() == [])
  }

  @Test func `a body that nothing asks for is not missed`() throws {
    try folder.write("a", to: "a.txt")
    #expect(try seen() == ["a.txt"])
    for name in try cacheFiles() where name.hasPrefix("fragments-") {
      try FileManager.default.removeItem(atPath: cacheFolder.file(name))
    }
    #expect(try seen() == [])
  }

  @Test func `scans at once leave a cache that is whole`() async throws {
    for number in 0..<50 { try folder.write("body \(number)", to: "f\(number).txt") }
    let expected = text(try read(nil))
    let (folder, cacheFolder) = (self.folder, self.cacheFolder)
    let readings = try await withThrowingTaskGroup(of: [SourceReading].self) { group in
      for number in 0..<4 {
        group.addTask {
          try (0..<10).map { round in
            try folder.write("x", to: "changing\(number).ignored")
            return try FilesSource(
              path: folder.path, detectors: DetectorSet([NotingDetector()]),
              database: PatternDatabase(patterns: []),
              cache: OutcomeCache(folder: cacheFolder.path, basis: "test")
            ).read()
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(readings.count == 40)
    for number in 0..<4 {
      try FileManager.default.removeItem(atPath: folder.file("changing\(number).ignored"))
    }
    #expect(try seen() == [])
    #expect(text(try read(cache)) == expected)
    #expect(try outcomes().count == 1)
  }

  @Test func `an interrupted scan leaves what is known as it is`() throws {
    for number in 0..<5 { try folder.write("f\(number)", to: "f\(number).txt") }
    #expect(try seen().count == 5)
    let stop = StopFlag()
    stop.set()
    let reading = try FilesSource(
      path: folder.path, detectors: DetectorSet([detector]),
      database: PatternDatabase(patterns: []), cache: cache, stop: stop
    ).read()
    #expect(reading.status == .partial)
    #expect(try seen() == [])
  }

  @Test func `what was not used for long is removed`() throws {
    let old = [
      timespec(tv_sec: 1_000_000_000, tv_nsec: 0), timespec(tv_sec: 1_000_000_000, tv_nsec: 0),
    ]
    for name in [
      "outcomes-old", ".isobar-left", "patterns-old.hsdb", "outcomes-new", "fragments-old",
    ] {
      let file = try cacheFolder.write("x", to: name).path
      if name != "outcomes-new" { #expect(utimensat(AT_FDCWD, file, old, 0) == 0) }
    }
    try folder.write("a", to: "a.txt")
    _ = try read(cache)
    let files = try cacheFiles()
    #expect(files.filter { $0.hasPrefix("outcomes-") }.count == 2)
    #expect(files.contains("patterns-old.hsdb") && files.contains("outcomes-new"))
    #expect(!files.contains { $0.hasSuffix("-old") || $0.hasPrefix(".isobar-") })
  }
}
