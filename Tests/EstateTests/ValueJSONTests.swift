import Testing

@testable import Estate

@Suite("Values as JSON")
struct ValueJSONTests {
  @Test(
    "a value reads back as itself and is written the same way again",
    arguments: [
      .null, true, false, 0, .integer(.max), .integer(.min), 1.0, 0.1, -0.0, 1e300,
      .number(.leastNonzeroMagnitude),
      .number(.greatestFiniteMagnitude), "", "naïve 🦉 \u{2028}", "\u{0}\u{1F}\u{7F}",
      [], [1, 1.0, "1", .null, [[]]], .map([:]), .map(["b": 1, "a": .map(["": "x"]), "é": []]),
    ] as [Value])
  func roundTrip(value: Value) throws {
    let text = ValueJSON.encode(value)
    let read = try ValueJSON.decode(text)
    #expect(read == value)
    #expect(ValueJSON.encode(read) == text)
  }

  @Test(
    "keys are sorted, whole numbers exact, doubles shortest, slashes left alone",
    arguments: [
      (.map(["b": 2, "a": [1, 1.0, 0.1]]), #"{"a":[1,1.0,0.1],"b":2}"#),
      (.integer(.max), "9223372036854775807"),
      ("a/b\"\\\n\t\r\u{8}\u{c}\u{1}é", #""a/b\"\\\n\t\r\b\f\u0001é""#),
      ([.number(.nan), .number(.infinity), .number(-.infinity)], "[null,null,null]"),
      (1e20, "1e+20"),
    ] as [(Value, String)])
  func written(value: Value, text: String) {
    #expect(ValueJSON.encode(value) == text)
  }

  @Test(
    "every form that JSON allows is read",
    arguments: [
      (" [ 1 , 2 ]\n", [1, 2]), (#""\u00e9\ud83e\udd89\/""#, "é🦉/"), ("1E2", 100.0),
      ("18446744073709551616", 18446744073709551616.0), (#"{"a":1,"a":2}"#, .map(["a": 2])),
    ] as [(String, Value)])
  func read(text: String, value: Value) throws {
    #expect(try ValueJSON.decode(text) == value)
  }

  @Test(
    "what is not JSON is refused with the place",
    arguments: [
      "", "[1,]", "{\"a\"}", "{a:1}", "01", "1.", "-", "+1", "1e", "nul", "\"a", "\"\n\"",
      #""\ud800""#, #""\udc00""#, #""\x""#, #""\u12""#, "[1] 2", "1e999", "NaN", "[",
    ])
  func refused(text: String) {
    #expect(throws: ValueJSONError.self) { try ValueJSON.decode(text) }
  }

  @Test("text that is not UTF-8 is refused")
  func notUTF8() {
    #expect(throws: ValueJSONError.self) { try ValueJSON.decode([0x22, 0xFF, 0x22]) }
  }

  @Test("nesting without end is refused, not followed")
  func deep() {
    let text = String(repeating: "[", count: 1_000_000)
    #expect(throws: ValueJSONError.self) { try ValueJSON.decode(text) }
  }

  @Test("a value nested beyond the limit is cut where it is written, and can be read")
  func deepValue() throws {
    var value: Value = 1
    for _ in 0..<2000 { value = [value] }
    _ = try ValueJSON.decode(ValueJSON.encode(value))
  }
}
