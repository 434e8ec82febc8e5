import Formats
import Foundation
import TestSupport
import Testing

@Suite struct GitIndexTests {
  private static let names = ["a", "a/b", "a-b", "a0", "b/c/d", "b/c/é", "z" + long("x"), "b.txt"]

  private static func long(_ text: String) -> String { String(repeating: text, count: 200) }

  private func index(version: Int, format: String) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try Command(["git", "init", "-q", "--object-format=\(format)"], in: folder.url)
    for name in Self.names where name != "a" { try folder.write("x", to: name) }
    try Command(["git", "add", "a/b", "a-b", "a0", "b", "b.txt"], in: folder.url)
    // An entry that is only announced has more flags, which version 3 brought.
    if version > 2 { try Command(["git", "add", "-N", "."], in: folder.url) }
    if version == 2 { try Command(["git", "add", "."], in: folder.url) }
    if version == 4 {
      try Command(["git", "update-index", "--index-version", "4"], in: folder.url)
    }
    let bytes = [UInt8](try Data(contentsOf: folder.url.appending(path: ".git/index")))
    #expect(bytes[7] == UInt8(version))
    return bytes
  }

  @Test(arguments: [2, 3, 4], ["sha1", "sha256"])
  func `paths of an index that git wrote are found`(version: Int, format: String) throws {
    let bytes = try index(version: version, format: format)
    let found = try #require(GitIndex(bytes, hashSize: format == "sha1" ? 20 : 32))
    #expect(found.count == Self.names.count - 1)
    for name in Self.names where name != "a" {
      #expect(found.contains(Array(name.utf8)), "\(name)")
    }
    for name in ["a", "b", "b/c", "A0", "a/b/", "b/c/e", ""] {
      #expect(!found.contains(Array(name.utf8)), "\(name)")
    }
    for folder in ["a", "b", "b/c", "a0"] { #expect(found.containsFolder(Array(folder.utf8))) }
    for folder in ["c", "b/d", "a/", "b/c/d/e"] {
      #expect(!found.containsFolder(Array(folder.utf8)))
    }
  }

  @Test func `no damage makes more of an index than it is`() throws {
    for version in [2, 3, 4] {
      let bytes = try index(version: version, format: "sha1")
      for count in 0..<bytes.count - 20 {
        if let found = GitIndex(Array(bytes[..<count]), hashSize: 20) {
          #expect(found.count == Self.names.count - 1)
        }
      }
      var random = SeededGenerator(UInt64(version))
      for _ in 0..<500 {
        var damaged = bytes
        for _ in 0..<3 {
          let place = Int.random(in: 8..<damaged.count, using: &random)
          damaged[place] = UInt8.random(in: 0...255, using: &random)
        }
        if let found = GitIndex(damaged, hashSize: 20) { #expect(found.count <= bytes.count / 20) }
      }
      #expect(GitIndex(bytes, hashSize: 32) == nil)
    }
    #expect(GitIndex(Array("DIRC".utf8) + [0, 0, 0, 5, 0, 0, 0, 0], hashSize: 20) == nil)
    #expect(GitIndex(Array("DIRC".utf8) + [0, 0, 0, 2, 255, 255, 255, 255], hashSize: 20) == nil)
  }

  @Test func `few bytes that unfold into many paths are refused`() {
    var bytes = Array("DIRC".utf8) + [0, 0, 0, 4, 0, 0, 1, 0]
    for number in 0..<256 {
      bytes += [UInt8](repeating: 0, count: 62)
      bytes += number == 0 ? [0] + [UInt8](repeating: 0x61, count: 4000) + [0] : [0, 0x61, 0]
    }
    #expect(GitIndex(bytes, hashSize: 20)?.count == 256)
    #expect(GitIndex(bytes, hashSize: 20, limit: 1 << 20) == nil)
  }
}
