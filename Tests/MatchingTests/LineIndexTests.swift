import Matching
import TestSupport
import Testing

@Suite("A line index")
struct LineIndexTests {
  @Test("counts lines and columns from 1")
  func small() {
    let index = LineIndex(Array("ab\ncd\r\n\nx".utf8))
    let expected = [
      (0, 1, 1), (1, 1, 2), (2, 1, 3), (3, 2, 1), (6, 2, 4), (7, 3, 1), (8, 4, 1), (9, 4, 2),
    ]
    for (offset, line, column) in expected {
      #expect(index.position(at: offset) == .init(line: line, column: column))
    }
  }

  @Test("takes offsets outside the text for its ends")
  func outside() {
    let index = LineIndex(Array("a\nb".utf8))
    #expect(index.position(at: -5) == .init(line: 1, column: 1))
    #expect(index.position(at: 99) == .init(line: 2, column: 2))
    #expect(LineIndex([]).position(at: 0) == .init(line: 1, column: 1))
  }

  @Test("agrees with counting from the start", arguments: [4095, 4096, 4097, 8192, 20_000])
  func agreesWithCounting(size: Int) {
    var generator = SeededGenerator(UInt64(size))
    let bytes = (0..<size).map { _ in
      Int.random(in: 0..<9, using: &generator) == 0 ? UInt8(10) : UInt8(97)
    }
    let index = LineIndex(bytes)
    var line = 1
    var column = 1
    for offset in 0...size {
      #expect(index.position(at: offset) == .init(line: line, column: column))
      guard offset < size else { break }
      (line, column) = bytes[offset] == 10 ? (line + 1, 1) : (line, column + 1)
    }
  }
}
