import Formats
import Testing

@Suite struct YAMLTests {
  private func parse(_ text: String) throws -> DocumentNode {
    try #require(try YAMLDocument.parse(Array(text.utf8)).first)
  }

  @Test func `only the scalars of the core schema are typed`() throws {
    let root = try parse(
      """
      - no
      - on
      - 1.0
      - 2024-01-01
      - '1'
      - 0x1F
      - ~
      - True
      - 012
      - 1_000
      - .inf
      - !!str 5
      - 1.2.3
      - +12
      - 1e3
      -
      """)
    let items = root.items
    #expect(items[0].text == "no")
    #expect(items[1].text == "on")
    #expect(items[2].number == 1)
    #expect(items[3].text == "2024-01-01")
    #expect(items[4].text == "1")
    #expect(items[5].integer == 31)
    #expect(items[6].isNull)
    #expect(items[7].boolean == true)
    #expect(items[8].integer == 12)
    #expect(items[9].text == "1_000")
    #expect(items[10].number == .infinity)
    #expect(items[11].text == "5")
    #expect(items[12].text == "1.2.3")
    #expect(items[13].integer == 12)
    #expect(items[14].number == 1000)
    #expect(items[15].isNull)
  }

  @Test func `every document of a stream is read with its lines`() throws {
    let documents = try YAMLDocument.parse(Array("a: 1\n---\nb:\n  - x\n  - y\n".utf8))
    #expect(documents.count == 2)
    #expect(documents[1].entries.first?.line == 3)
    #expect(documents[1]["b"]?.items.map(\.line) == [4, 5])
  }

  @Test func `a merge key adds what is missing and the first of several wins`() throws {
    let root = try parse(
      """
      a: &a {x: 1, y: 1}
      b: &b {x: 2, z: 2}
      c:
        <<: [*a, *b]
        y: 3
      d: {"<<": *a}
      """)
    #expect(root["c"]?["x"]?.integer == 1)
    #expect(root["c"]?["y"]?.integer == 3)
    #expect(root["c"]?["z"]?.integer == 2)
    #expect(root["d"]?["x"] == nil)
  }

  @Test func `a billion laughs are refused`() {
    var text = "a0: &a0 [l, l, l, l, l, l, l, l, l]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(throws: DocumentError.tooLarge(limit: 1_000_000)) { try parse(text) }
  }

  @Test func `a billion laughs through merge keys are refused`() {
    var text = "a0: &a0 {k: v}\n"
    for level in 1...40 {
      text += "a\(level): &a\(level)\n  <<: [*a\(level - 1), *a\(level - 1)]\n"
    }
    #expect(throws: DocumentError.tooLarge(limit: 1_000_000)) { try parse(text) }
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func `ten thousand levels are refused and nothing overflows`(opening: String) {
    let deep = String(repeating: opening, count: 10_000)
    #expect(throws: DocumentError.tooDeep(line: 1, limit: 128)) { try parse(deep) }
  }

  @Test func `depth that aliases pile up is refused`() {
    var text = "a0: &a0 [x]\n"
    for level in 1...200 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
    #expect(throws: DocumentError.tooDeep(line: 128, limit: 128)) { try parse(text) }
  }

  @Test func `an anchor inside itself is unknown there`() {
    #expect(throws: DocumentError.self) { try parse("a: &a [*a]") }
  }

  @Test(arguments: ["a: [1", "a: 'x", "\ta: 1", "a: *x", "a: b: c", "%YAML", "a: \"\\q\"", "\u{1}"])
  func `malformed YAML is an error`(text: String) {
    #expect(throws: DocumentError.self) { try YAMLDocument.parse(Array(text.utf8)) }
  }

  @Test func `an error names its line`() {
    #expect {
      try YAMLDocument.parse(Array("a: 1\nb: [1\nc: 2\n".utf8))
    } throws: { error in
      guard case DocumentError.syntax(let line, _) = error else { return false }
      return line >= 2
    }
  }

  @Test func `a stream without documents is empty`() throws {
    #expect(try YAMLDocument.parse([]).isEmpty)
    #expect(try YAMLDocument.parse(Array("# only a comment\n".utf8)).isEmpty)
  }

  @Test func `Latin-1 and UTF-16 files are read`() throws {
    let latin = try YAMLDocument.parse(Array("a: caf".utf8) + [0xE9])
    #expect(latin.first?["a"]?.text == "café")
    let wide: [UInt8] = [0xFF, 0xFE] + "a: é".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try YAMLDocument.parse(wide).first?["a"]?.text == "é")
  }
}
