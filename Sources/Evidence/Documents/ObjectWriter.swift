internal import Estate

/// JSON objects while they are written, member after member, into one run of bytes.
struct ObjectWriter {
  private(set) var bytes: [UInt8] = []
  private var isFirst = true

  /// The text so far, which the writer gives up.
  mutating func take() -> String {
    defer { bytes.removeAll(keepingCapacity: true) }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func raw(_ text: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func object(_ members: (inout ObjectWriter) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    isFirst = true
    members(&self)
    bytes.append(UInt8(ascii: "}"))
    isFirst = false
  }

  mutating func member(_ key: StaticString, _ text: String) {
    name(key)
    ValueJSON.encode(text: text, into: &bytes)
  }

  mutating func member(_ key: StaticString, _ value: Value) {
    name(key)
    ValueJSON.encode(value, into: &bytes)
  }

  /// A list of objects.
  mutating func member<Item>(
    _ key: StaticString, _ items: some Sequence<Item>, _ members: (Item, inout ObjectWriter) -> Void
  ) {
    name(key)
    bytes.append(UInt8(ascii: "["))
    var isFirstItem = true
    for item in items {
      if !isFirstItem { bytes.append(UInt8(ascii: ",")) }
      isFirstItem = false
      object { members(item, &$0) }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func name(_ key: StaticString) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    bytes.append(UInt8(ascii: "\""))
    raw(key)
    raw("\":")
  }
}
