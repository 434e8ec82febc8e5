import Formats
import Testing

@Suite struct JSONTests {
  private func parse(
    _ text: String, _ dialect: JSONDialect = .strict, limits: DocumentLimits = DocumentLimits()
  ) throws -> DocumentNode {
    try JSONDocument.parse(Array(text.utf8), dialect: dialect, limits: limits)
  }

  @Test func `values carry their type and the line they start on`() throws {
    let root = try parse("{\n \"a\": [1, 2.5,\n  true, null],\n \"b\": \"x\"\n}")
    #expect(root["a"]?.line == 2)
    #expect(root["a"]?.items.map(\.line) == [2, 2, 3, 3])
    #expect(root["a"]?.items[0].integer == 1)
    #expect(root["a"]?.items[1].integer == nil)
    #expect(root["a"]?.items[1].number == 2.5)
    #expect(root["a"]?.items[2].boolean == true)
    #expect(root["a"]?.items[3].isNull == true)
    #expect(root.entries.map(\.line) == [2, 4])
  }

  @Test func `a key that stands twice is kept twice and the last one is read`() throws {
    let root = try parse(#"{"a": 1, "a": 2}"#)
    #expect(root.entries.count == 2)
    #expect(root["a"]?.integer == 2)
  }

  @Test func `a whole number too large for an integer becomes a number`() throws {
    let root = try parse("[9223372036854775807, 9223372036854775808, -9223372036854775808]")
    #expect(root.items[0].integer == .max)
    #expect(root.items[1].integer == nil)
    #expect(root.items[1].number == 9_223_372_036_854_775_808)
    #expect(root.items[2].number == -9_223_372_036_854_775_808)
  }

  @Test func `escapes and surrogate pairs are decoded and half a pair is replaced`() throws {
    let root = try parse(
      #"["\u00e9\n\"\\\/", "\ud83d\ude00", "\ud83dx", "\ude00", "\ud83d\u0041"]"#)
    #expect(root.items.map(\.text) == ["é\n\"\\/", "😀", "\u{FFFD}x", "\u{FFFD}", "\u{FFFD}A"])
  }

  @Test func `invalid UTF-8 in a string is repaired`() throws {
    let root = try JSONDocument.parse([0x22, 0x61, 0xFF, 0x62, 0x22])
    #expect(root.text == "a\u{FFFD}b")
  }

  @Test(arguments: [
    "", "{", "[1", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "[1 2]", "01", "1.", ".5", "-", "+1",
    "\"a", "\"\\x\"", "\"\\u12\"", "tru", "nullx", "1 2", "// c\n1", "[1}", "'a'", "\"a\nb\"", "]",
  ])
  func `what strict JSON forbids is an error`(text: String) {
    #expect(throws: DocumentError.self) { try parse(text) }
  }

  @Test func `comments and trailing commas are read where the dialect has them`() throws {
    let root = try parse("// c\n{\"a\": /* x\ny */ [1, 2,], }\n", .jsonc)
    #expect(root["a"]?.items.count == 2)
    #expect(root["a"]?.line == 3)
    #expect(throws: DocumentError.self) { try parse("{a: 1}", .jsonc) }
    #expect(throws: DocumentError.self) { try parse("/* open", .jsonc) }
  }

  @Test func `JSON5 is read`() throws {
    let root = try parse(
      "{bare: 'it\\'s', $x: +1, hex: 0xFF, f: .5, t: 5., inf: -Infinity, s: 'a\\\nb',}", .json5)
    #expect(root["bare"]?.text == "it's")
    #expect(root["hex"]?.integer == 255)
    #expect(root["f"]?.number == 0.5)
    #expect(root["t"]?.number == 5)
    #expect(root["inf"]?.number == -.infinity)
    #expect(root["s"]?.text == "ab")
  }

  @Test func `ten thousand levels are refused and nothing overflows`() {
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    #expect(throws: DocumentError.tooDeep(line: 1, limit: 128)) { try parse(deep) }
    #expect(throws: DocumentError.tooDeep(line: 1, limit: 128)) {
      var reader = JSONReader(Array(deep.utf8))
      try reader.skipValue()
    }
  }

  @Test func `more values than the limit are refused`() {
    let limits = DocumentLimits(nodes: 3)
    #expect(throws: DocumentError.tooLarge(limit: 3)) { try parse("[1, 2, 3]", limits: limits) }
    #expect(throws: Never.self) { try parse("[1, 2]", limits: limits) }
  }

  @Test func `UTF-16 and marked UTF-8 are read`() throws {
    let text = "{\"ключ\": \"😀\"}"
    let little: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let big: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    for bytes in [little, big, [0xEF, 0xBB, 0xBF] + Array(text.utf8)] {
      #expect(try JSONDocument.parse(bytes)["ключ"]?.text == "😀")
    }
  }

  @Test func `a value is skipped without being built and lines still count`() throws {
    var reader = JSONReader(
      Array("{\"a\": {\"x\": [1,\n \"]}\\\"\"]},\n\"b\": 2, \"c\": [7, 8]}".utf8))
    #expect(try reader.next() == .beginObject)
    #expect(try reader.next() == .key("a"))
    try reader.skipValue()
    #expect(try reader.next() == .key("b"))
    #expect(reader.line == 3)
    try reader.skipValue()
    #expect(try reader.next() == .key("c"))
    #expect(try reader.next() == .beginArray)
    try reader.skipValue()
    #expect(try reader.next() == .integer(8))
    #expect(try reader.next() == .endArray)
    #expect(try reader.next() == .endObject)
    #expect(try reader.next() == .end)
    #expect(try reader.next() == .end)
  }

  @Test func `every prefix of a document ends in a value or an error`() throws {
    let bytes = Array(#"{"a": [1, -2.5e3, "\ud83d\ude00", {"b": null}], "c": true}"#.utf8)
    for count in 0..<bytes.count {
      #expect(throws: DocumentError.self) { try JSONDocument.parse(Array(bytes[..<count])) }
      var reader = JSONReader(Array(bytes[..<count]))
      #expect(throws: DocumentError.self) { try reader.skipValue() }
    }
  }
}
