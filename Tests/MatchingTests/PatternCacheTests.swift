import Foundation
import TestSupport
import Testing

@testable import Matching

@Suite("A pattern cache")
struct PatternCacheTests {
  private static let patterns = (0..<12).map {
    Pattern(name: "p\($0)", expression: "key\($0)_[a-z]{4}", syntax: .regular)
  }
  private static let text = Array("key3_abcd key11_wxyz key_none".utf8)
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "isobar-cache-\(UUID().uuidString)/a/b")

  private var cache: PatternCache { PatternCache(folder: folder.path) }

  private func remove() {
    let root = folder.deletingLastPathComponent().deletingLastPathComponent()
    try? FileManager.default.removeItem(at: root)
  }

  private func onlyFile() throws -> URL {
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return try #require(files.count == 1 ? files.first : nil)
  }

  private func expectRightHits(_ database: PatternDatabase) throws {
    let hits = try PatternScanner(database).scan(Self.text).hits
    #expect(hits == [PatternHit(pattern: 3, end: 9), PatternHit(pattern: 11, end: 20)])
  }

  @Test("gives the second run what the first compiled, in a file for the user alone")
  func secondRun() throws {
    defer { remove() }
    let first = try PatternDatabase(patterns: Self.patterns, cache: cache)
    let second = try PatternDatabase(patterns: Self.patterns, cache: cache)
    #expect(first.origin == .compiled)
    #expect(second.origin == .cache)
    try expectRightHits(second)
    let attributes = try FileManager.default.attributesOfItem(atPath: onlyFile().path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("tells apart sets that differ in an expression, a flag, a syntax or their order")
  func differentSets() throws {
    defer { remove() }
    let one = Pattern(name: "a", expression: "ab")
    let other = Pattern(name: "b", expression: "cd")
    let sets = [
      [one, other], [other, one], [one], [Pattern(name: "a", expression: "ab", syntax: .regular)],
      [Pattern(name: "a", expression: "ab", ignoresCase: true)],
      [Pattern(name: "a", expression: "a"), Pattern(name: "b", expression: "bcd")],
    ]
    for set in sets {
      #expect(try PatternDatabase(patterns: set, cache: cache).origin == .compiled)
    }
    for set in sets {
      #expect(try PatternDatabase(patterns: set, cache: cache).origin == .cache)
    }
  }

  @Test("is of no use to another processor or version of the library")
  func otherProcessor() throws {
    defer { remove() }
    let here = try #require(Processor.current())
    var elsewhere = here
    elsewhere.features ^= 4
    var newer = here
    newer.libraryVersion += "9"
    for processor in [here, elsewhere, newer] {
      let database = try PatternDatabase(
        patterns: Self.patterns, cache: cache, processor: processor)
      #expect(database.origin == .compiled)
      try expectRightHits(database)
    }
    // A file of one processor under the name of the other is not taken either.
    let ownKey = CacheKey(patterns: Self.patterns, processor: here)
    let otherKey = CacheKey(patterns: Self.patterns, processor: elsewhere)
    let other = try Data(contentsOf: URL(fileURLWithPath: cache.path(for: otherKey)))
    try other.write(to: URL(fileURLWithPath: cache.path(for: ownKey)))
    let database = try PatternDatabase(patterns: Self.patterns, cache: cache, processor: here)
    #expect(database.origin == .compiled)
  }

  @Test("compiles anew where any part of the file is damaged, and repairs it")
  func damage() throws {
    defer { remove() }
    _ = try PatternDatabase(patterns: Self.patterns, cache: cache)
    let file = try onlyFile()
    let good = try Data(contentsOf: file)
    var generator = SeededGenerator(7)
    // Every byte of the header and of the digest at the end, and many between them.
    var places = Array(0..<64) + Array(good.count - 40..<good.count)
    places += (0..<100).map { _ in Int.random(in: 52..<good.count - 32, using: &generator) }
    for place in places {
      var bad = good
      bad[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      try bad.write(to: file)
      let key = CacheKey(patterns: Self.patterns, processor: try #require(Processor.current()))
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
      #expect(cache.load(key) == nil, "byte \(place)")
    }
    for count in [0, 1, 7, 8, 51, 52, 83, 84, good.count / 2, good.count - 1] {
      try good.prefix(count).write(to: file)
      let database = try PatternDatabase(patterns: Self.patterns, cache: cache)
      #expect(database.origin == .compiled, "\(count) bytes")
      #expect(try Data(contentsOf: file) == good)
    }
    try (good + Data([0])).write(to: file)
    #expect(try PatternDatabase(patterns: Self.patterns, cache: cache).origin == .compiled)
    #expect(try PatternDatabase(patterns: Self.patterns, cache: cache).origin == .cache)
  }

  @Test("does not take a well-formed file whose content the library rejects")
  func rejectedContent() throws {
    defer { remove() }
    _ = try PatternDatabase(patterns: Self.patterns, cache: cache)
    let key = CacheKey(patterns: Self.patterns, processor: try #require(Processor.current()))
    var payload = Array(try #require(cache.load(key)))
    payload[4] ^= 0xFF  // the library's own version field
    #expect(cache.store(payload, for: key))
    let database = try PatternDatabase(patterns: Self.patterns, cache: cache)
    #expect(database.origin == .compiled)
    try expectRightHits(database)
  }

  @Test("takes no file that others can write, no link and no pipe")
  func foreignFiles() throws {
    defer { remove() }
    _ = try PatternDatabase(patterns: Self.patterns, cache: cache)
    let file = try onlyFile()
    let key = CacheKey(patterns: Self.patterns, processor: try #require(Processor.current()))
    #expect(cache.load(key) != nil)
    try FileManager.default.setAttributes([.posixPermissions: 0o622], ofItemAtPath: file.path)
    #expect(cache.load(key) == nil)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    let moved = file.appendingPathExtension("moved")
    try FileManager.default.moveItem(at: file, to: moved)
    try FileManager.default.createSymbolicLink(at: file, withDestinationURL: moved)
    #expect(cache.load(key) == nil)
    try FileManager.default.removeItem(at: file)
    #expect(mkfifo(file.path, 0o600) == 0)
    #expect(cache.load(key) == nil)
  }

  @Test("takes no file that belongs to another user", .enabled(if: geteuid() == 0))
  func foreignOwner() throws {
    defer { remove() }
    _ = try PatternDatabase(patterns: Self.patterns, cache: cache)
    let key = CacheKey(patterns: Self.patterns, processor: try #require(Processor.current()))
    #expect(chown(try onlyFile().path, 65_534, 65_534) == 0)
    #expect(cache.load(key) == nil)
  }

  @Test("that cannot be written does no harm")
  func unwritable() throws {
    for path in ["/proc/isobar", "/dev/null/isobar", ""] {
      let database = try PatternDatabase(
        patterns: Self.patterns, cache: PatternCache(folder: path))
      #expect(database.origin == .compiled)
      try expectRightHits(database)
    }
  }

  @Test("is never seen half written by eight concurrent writers and readers")
  func concurrentWriters() async throws {
    defer { remove() }
    let cache = cache
    try await withThrowingTaskGroup(of: PatternDatabase.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let key = CacheKey(patterns: Self.patterns, processor: try #require(Processor.current()))
          let database = try PatternDatabase(patterns: Self.patterns, cache: cache)
          let payload = Array(try #require(cache.load(key)))
          for _ in 0..<50 {
            #expect(cache.store(payload, for: key))
            #expect(cache.load(key)?.elementsEqual(payload) == true)
          }
          return database
        }
      }
      for try await database in group { try expectRightHits(database) }
    }
    _ = try onlyFile()
  }
}
