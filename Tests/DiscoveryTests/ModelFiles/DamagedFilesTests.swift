import Discovery
import Estate
import Formats
import TestSupport
import Testing

@Suite("Damaged model files") struct DamagedFilesTests {
  private let fixtures: ArtifactFixtures

  init() throws { fixtures = try ArtifactFixtures.made.get() }

  private var sorted: [(name: String, bytes: [UInt8])] {
    fixtures.files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  @Test("every prefix of every file is read to an end") func readsPrefixes() throws {
    for (name, bytes) in sorted {
      let step = max(1, bytes.count / 400)
      let ends =
        Array(0..<min(bytes.count, 256)) + Array(stride(from: 256, to: bytes.count, by: step))
      for end in ends {
        let seen = try ModelFileScan.observations(name, Array(bytes[..<min(end, bytes.count)]))
        #expect(seen.assets.count <= 1)
      }
    }
  }

  @Test("flipped bytes never stop the reading, and are the same on every run") func readsFlips()
    throws
  {
    var generator = SeededGenerator(7)
    for (name, bytes) in sorted {
      for _ in 0..<150 {
        var damaged = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          let range = Bool.random(using: &generator) ? min(bytes.count, 512) : bytes.count
          damaged[Int.random(in: 0..<range, using: &generator)] = .random(
            in: 0...255, using: &generator)
        }
        let first = try ModelFileScan.observations(name, damaged)
        let second = try ModelFileScan.observations(name, damaged)
        #expect(first.assets.map(\.properties) == second.assets.map(\.properties))
        #expect(first.skipped == second.skipped)
      }
    }
  }
}
