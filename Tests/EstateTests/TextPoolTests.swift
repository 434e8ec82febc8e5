import TestSupport
import Testing

@testable import Estate

@Suite struct TextPoolTests {
  @Test(arguments: 0..<20)
  func `a text has one number, and a number one text, as in a dictionary`(seed: UInt64) {
    var random = SeededGenerator(seed)
    let parts = ["", "a", "src/", "é", "e\u{301}", "K", "\u{212A}", "🦉", "services/team/app.py"]
    var pool = TextPool()
    var numbers: [String: UInt32] = [:]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...4, using: &random))
        .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      let expected = numbers[text] ?? UInt32(numbers.count)
      numbers[text] = expected
      #expect(pool.number(of: text) == expected)
    }
    #expect(pool.count == numbers.count)
    let sealed = pool.sealed
    for (text, number) in numbers { #expect(sealed[number] == text) }
  }
}
