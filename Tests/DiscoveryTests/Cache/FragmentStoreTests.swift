import Foundation
import TestSupport
import Testing

@testable import Discovery

@Suite struct FragmentStoreTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func body(_ number: Int, size: Int = 20_000) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: ($0 ^ number) &* 31) }
  }

  private var store: FragmentStore { FragmentStore(folder: folder.path, prefix: "fragments-x-") }

  /// Keeps bodies as a scan does that knows of all of them, and has made some just now.
  private func keep(_ live: [[UInt8]], fresh: [[UInt8]]) throws {
    func digest(_ body: [UInt8]) -> FileDigest { FileDigest(of: body[...]) }
    let useless = try #require(
      store.keep(
        Dictionary(live.map { (digest($0), $0.count) }) { first, _ in first },
        fresh: Dictionary(fresh.map { (digest($0), .bytes($0, digest($0))) }) { first, _ in first })
    )
    for path in useless { try FileManager.default.removeItem(atPath: path) }
  }

  private func isKept(_ body: [UInt8]) -> Bool {
    (try? store.body(FileDigest(of: body[...]), size: body.count)) == body
  }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `bodies are found again, whichever scan kept them`() throws {
    let bodies = (0..<30).map { body($0, size: $0 * 100 + 1) }
    try keep(Array(bodies[..<10]), fresh: Array(bodies[..<10]))
    try keep(bodies, fresh: Array(bodies[10...]))
    #expect(bodies.allSatisfy(isKept))
    #expect(!isKept(body(31)))
    #expect(throws: DamagedCache.self) {
      try store.body(FileDigest(of: bodies[3][...]), size: bodies[3].count + 1)
    }
  }

  @Test func `files stay few, and hold little that is of no use`() throws {
    var live = (0..<20).map { body($0) }
    try keep(live, fresh: live)
    for round in 0..<300 {
      live[round % 20] = body(round + 100)
      try keep(live, fresh: [live[round % 20]])
      #expect(live.allSatisfy(isKept))
      #expect(try files().count <= 9)
    }
    let size = try files().reduce(0) { sum, name in
      let path = folder.file(name)
      return sum + (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0)
    }
    #expect(size < 2 * 20 * 20_000 + (1 << 20) + 20_000)
    try keep([], fresh: [])
    try keep([], fresh: [])
    #expect(try files().count <= 9)
  }

  @Test func `a damaged or shortened file is as if it were not there`() throws {
    let one = body(1)
    try keep([one], fresh: [one])
    let path = folder.file(try #require(files().first))
    let content = try Data(contentsOf: URL(filePath: path))
    for index in stride(from: 0, to: content.count, by: 997) {
      var damaged = content
      damaged[index] ^= 1
      try damaged.write(to: URL(filePath: path))
      #expect(!isKept(one))
    }
    for end in [0, 1, 20, 60, 100, content.count - 1] {
      try content.prefix(end).write(to: URL(filePath: path))
      #expect(!isKept(one))
    }
    try content.write(to: URL(filePath: path))
    #expect(chmod(path, 0o622) == 0)
    #expect(!isKept(one))
    #expect(chmod(path, 0o600) == 0)
    #expect(isKept(one))
  }

  @Test func `what another program has removed meanwhile can still be read`() throws {
    let one = body(1)
    try keep([one], fresh: [one])
    let open = store
    for name in try files() { try FileManager.default.removeItem(atPath: folder.file(name)) }
    #expect(try open.body(FileDigest(of: one[...]), size: one.count) == one)
    #expect(!isKept(one))
  }
}
