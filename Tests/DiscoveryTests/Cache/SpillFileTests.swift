import Foundation
import Testing

@testable import Discovery

@Suite("What is written aside")
struct SpillFileTests {
  @Test("Bytes come back as they were written, from wherever they stand, and leave no file behind")
  func roundTrip() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = try #require(SpillFile(folder: folder.path()))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).isEmpty)
    let bodies = (0..<200).map { number in
      [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: number * 37)
    }
    let places = await withTaskGroup { group in
      for (number, body) in bodies.enumerated() { group.addTask { (number, file.add(body)) } }
      return await group.reduce(into: [Int: Int]()) { $0[$1.0] = $1.1 }
    }
    for (number, body) in bodies.enumerated() {
      #expect(file.bytes(at: try #require(places[number]), count: body.count) == body)
    }
  }

  @Test("What is not there cannot be read, and where nothing can be written nothing is kept")
  func failures() throws {
    let file = try #require(SpillFile())
    let start = try #require(file.add([1, 2, 3]))
    #expect(file.bytes(at: start, count: 4) == nil)
    #expect(SpillFile(folder: "/nowhere/at/all") == nil)
  }

  @Test("Small bodies stay in memory; large ones are the same from either place")
  func bodies() throws {
    let spill = try #require(SpillFile())
    let (small, large) = ([UInt8](repeating: 7, count: 20), [UInt8](repeating: 9, count: 9_000))
    for bytes in [small, large] {
      let body = FragmentBody(bytes, nil, spill: spill)
      #expect(body.size == bytes.count)
      #expect(try body.bytes(nil) == bytes)
      if case .spilled = body { #expect(bytes == large) } else { #expect(bytes == small) }
    }
  }
}
