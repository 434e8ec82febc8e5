import Estate
import Formats
import Foundation
import Glibc
import Matching
import TestSupport
import Testing

@testable import Discovery

/// Records every file that it is shown, and each `NEEDLE` in it.
private struct EverythingDetector: Detector {
  let name = "everything"
  var patterns: [Pattern] { [Pattern(name: "needle", expression: "NEEDLE")] }

  func wants(_ entry: FileEntry) -> Bool { entry.name.hasSuffix(".whole") }

  func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let id = AssetID(.skill, "test", file.entry.path)
    record.asset(id, .skill, name: file.entry.path)
    for hit in file.hits { record.signal("needle", on: id, detail: ["end": .integer(hit.end)]) }
    if file.entry.name.hasSuffix(".whole") {
      record.signal("size", on: id, detail: ["bytes": .integer(try file.contents().count)])
    }
  }
}

@Suite struct FilesSourceTests {
  private func read(
    _ path: String, declared: [String: GitRemote] = [:], stop: StopFlag = StopFlag()
  ) throws -> SourceReading {
    let detectors = DetectorSet([EverythingDetector()])
    return try FilesSource(
      path: path, detectors: detectors, database: PatternDatabase(patterns: detectors.patterns),
      declared: declared, stop: stop
    ).read()
  }

  private func signals(_ reading: SourceReading) -> [String] {
    reading.observations.flatMap(\.signals).map {
      "\($0.signal) \($0.asset.text) \($0.detail.values.compactMap(\.integer))"
    }
  }

  @Test func `links, pipes, sockets and devices are skipped with a reason and never followed`()
    throws
  {
    let outside = try TemporaryFolder()
    try outside.write("NEEDLE", to: "secret.whole")
    let folder = try TemporaryFolder()
    try folder.write("NEEDLE", to: "plain.whole")
    for (name, target) in [
      ("link", outside.path + "/secret.whole"), ("folder", outside.path), ("cycle", "."),
      ("zero", "/dev/zero"), ("dangling", "nowhere"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.url.appending(path: name).path, withDestinationPath: target)
    }
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    let reading = try read(folder.path)
    #expect(
      signals(reading) == ["needle skill:test:plain.whole [6]", "size skill:test:plain.whole [6]"])
    let reasons = Dictionary(uniqueKeysWithValues: reading.skipped.map { ($0.path, $0.reason) })
    #expect(reasons["pipe"] == "named pipe")
    for link in ["link", "folder", "cycle", "zero", "dangling"] {
      #expect(reasons[link] == "symbolic link, not followed")
    }
    #expect(reading.status == .complete)
  }

  @Test func `a link that replaces a folder after the walk does not lead out of the root`() throws {
    let outside = try TemporaryFolder()
    try outside.write("NEEDLE", to: "a.whole")
    let folder = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "inner").path, withDestinationPath: outside.path)
    let root = try FileRoot(path: folder.path)
    defer { root.close() }
    #expect(throws: Unreadable("symbolic link, not followed")) {
      _ = try root.openFile(FilePath.root.appending("inner/a.whole"))
    }
    #expect(throws: Unreadable.self) { _ = try root.openFile(FilePath.root.appending("../x")) }
  }

  @Test func `the same tree gives the same reading however the threads run`() throws {
    let folder = try TemporaryFolder()
    for index in 0..<300 {
      try folder.write(
        String(repeating: "text NEEDLE\n", count: index % 7), to: "d\(index % 17)/f\(index).txt")
    }
    let first = try read(folder.path)
    #expect(first.files == 300)
    for _ in 0..<5 {
      let again = try read(folder.path)
      #expect(signals(again) == signals(first))
      #expect(again.skipped == first.skipped)
    }
  }

  @Test func `matches are found at every border of a large file, and it is read in blocks`() throws
  {
    let folder = try TemporaryFolder()
    var data = Data(count: 0)
    let line = Data(repeating: UInt8(ascii: "a"), count: (4 << 20) - 3)
    for _ in 0..<6 {
      data += line
      data += Data("NEEDLE".utf8)
    }
    try folder.write(data, to: "large.txt")
    let step = line.count + 6
    #expect(
      signals(try read(folder.path)) == (1...6).map { "needle skill:test:large.txt [\($0 * step)]" }
    )
  }

  @Test func `a file too large to be read whole is reported, and its matches are kept`() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("NEEDLE", to: "large.whole")
    #expect(truncate(file.path, off_t(InspectedFile.wholeLimit + 1)) == 0)
    // What follows the text is a hole of null bytes beyond the head.
    try Data(("NEEDLE" + String(repeating: "x", count: 70_000)).utf8).withUnsafeBytes { bytes in
      let handle = try FileHandle(forUpdating: file)
      try handle.write(contentsOf: bytes)
      try handle.close()
    }
    let reading = try read(folder.path)
    #expect(signals(reading) == ["needle skill:test:large.whole [6]"])
    #expect(
      reading.skipped.map(\.reason) == [
        "everything: larger than 32 MiB, which is the limit for this format"
      ])
  }

  @Test func `binary files are not searched, UTF-16 text is`() throws {
    let folder = try TemporaryFolder()
    try folder.write(Data([0, 1, 2]) + Data("NEEDLE".utf8), to: "program")
    try folder.write(
      Data([0xFF, 0xFE]) + Data("NEEDLE".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
      to: "windows.txt")
    let reading = try read(folder.path)
    #expect(signals(reading) == ["needle skill:test:windows.txt [6]"])
    #expect(reading.binaryFiles == 1)
  }

  @Test func `names that are no UTF-8, or hold newlines, are read and shown as what they are`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("NEEDLE", to: "new\nline.txt")
    let raw: [CChar] = Array((folder.path + "/bad").utf8CString.dropLast()) + [-1, 0]
    let descriptor = open(raw, O_CREAT | O_WRONLY, 0o600)
    #expect(write(descriptor, "NEEDLE", 6) == 6)
    close(descriptor)
    #expect(
      signals(try read(folder.path)) == [
        "needle skill:test:bad\\xFF [6]", "needle skill:test:new%0Aline.txt [6]",
      ])
  }

  @Test func `folders nested too deep are skipped, not climbed for ever`() throws {
    let folder = try TemporaryFolder()
    #expect(chdir(folder.path) == 0)
    for _ in 0...FileWalk.depthLimit {
      #expect(mkdir("d", 0o700) == 0)
      #expect(chdir("d") == 0)
    }
    #expect(chdir("/") == 0)
    let reading = try read(folder.path)
    #expect(reading.skipped.count == 1)
    #expect(reading.skipped.first?.reason == "nested deeper than 512 folders")
  }

  @Test func `each file belongs to the innermost repository, by its remote or the configuration`()
    throws
  {
    let folder = try TemporaryFolder()
    try folder.write("NEEDLE", to: "top.txt")
    try folder.write("NEEDLE", to: "shop/a.txt")
    try folder.write("NEEDLE", to: "mail/b.txt")
    try Command(["git", "init", "-q"], in: folder.url.appending(path: "shop"))
    try Command(
      ["git", "remote", "add", "origin", "https://me:secret@git.acme.example/web/shop.git"],
      in: folder.url.appending(path: "shop"))
    let remote = try #require(GitRemote("git.acme.example/cx/mail"))
    let reading = try read(folder.path, declared: ["mail": remote])
    let repositories = reading.observations.flatMap(\.assets).filter { $0.kind == .repository }
    #expect(
      repositories.map { "\($0.id.text) \($0.sighting.location?.path ?? "")" } == [
        "repository:local:\(folder.url.lastPathComponent) .",
        "repository:git:git.acme.example/cx/mail mail",
        "repository:git:git.acme.example/web/shop shop",
      ])
  }

  @Test func `the commit that is checked out is recorded, also from packed references`() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "a.txt")
    for words in [
      ["git", "init", "-q"], ["git", "add", "."],
      ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "one"],
    ] { try Command(words, in: folder.url) }
    let commit = try Command(["git", "rev-parse", "HEAD"], in: folder.url).text
      .trimmingCharacters(in: .whitespacesAndNewlines)
    for pack in [false, true] {
      if pack { try Command(["git", "pack-refs", "--all"], in: folder.url) }
      let repository = try read(folder.path).observations.first?.assets.first
      #expect(repository?.properties["commit"] == .text(commit))
    }
  }

  @Test func `a scan that is stopped ends as partial`() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "a.txt")
    let stop = StopFlag()
    stop.set()
    let reading = try read(folder.path, stop: stop)
    #expect(reading.status == .partial)
    #expect(reading.reason == "interrupted")
  }

  @Test func `a target may be one file; a device or a missing path is refused in one line`() throws
  {
    let folder = try TemporaryFolder()
    try folder.write("NEEDLE", to: "one.txt")
    try folder.write("NEEDLE", to: "other.txt")
    #expect(signals(try read(folder.path + "/one.txt")) == ["needle skill:test:one.txt [6]"])
    #expect(throws: Unreadable("neither a folder nor a regular file")) { try read("/dev/zero") }
    #expect(throws: Unreadable("no such file or folder")) { try read(folder.path + "/none") }
  }
}
