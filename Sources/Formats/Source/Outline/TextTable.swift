/// Texts by number, each held once.
struct TextTable: Sendable {
  /// End of each text in `bytes`.
  var ends: [Int32] = []
  var bytes: [UInt8] = []

  var count: Int { ends.count }

  func range(_ index: Int32) -> Range<Int> {
    let end = Int(ends[Int(index)])
    return (index == 0 ? 0 : Int(ends[Int(index) - 1]))..<end
  }

  subscript(index: Int32) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

  /// The number of a text; nil where it is not in the table. All texts are looked at.
  func index(of wanted: UnsafeBufferPointer<UInt8>) -> Int32? {
    (0..<count).lazy.map { Int32(truncatingIfNeeded: $0) }.first { holds(wanted, at: $0) }
  }

  func holds(_ wanted: UnsafeBufferPointer<UInt8>, at index: Int32) -> Bool {
    let range = range(index)
    guard range.count == wanted.count else { return false }
    return bytes.withUnsafeBufferPointer {
      UnsafeBufferPointer(rebasing: $0[range]).elementsEqual(wanted)
    }
  }

  /// FNV-1a over the first and last bytes: texts of a file differ early.
  static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(text.count)
    for byte in text.prefix(48) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    for byte in text.suffix(16) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash >> 16)
  }
}

/// Builds a text table: the same text is given the same number.
struct TextTableBuilder {
  private(set) var table = TextTable()
  /// Open addressing: numbers of texts, or -1.
  private var slots = [Int32](repeating: -1, count: 256)

  mutating func add(_ text: UnsafeBufferPointer<UInt8>) -> Int32 {
    if table.count * 2 >= slots.count { grow() }
    var slot = TextTable.hash(text) & (slots.count - 1)
    while slots[slot] >= 0 {
      if table.holds(text, at: slots[slot]) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let index = Int32(truncatingIfNeeded: table.count)
    table.bytes.append(contentsOf: text)
    table.ends.append(Int32(truncatingIfNeeded: table.bytes.count))
    slots[slot] = index
    return index
  }

  /// The number of a text; nil where it was not added.
  func number(of text: UnsafeBufferPointer<UInt8>) -> Int32? {
    var slot = TextTable.hash(text) & (slots.count - 1)
    while slots[slot] >= 0 {
      if table.holds(text, at: slots[slot]) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  mutating func add(_ text: String) -> Int32 {
    var text = text
    return text.withUTF8 { add($0) }
  }

  private mutating func grow() {
    var wider = [Int32](repeating: -1, count: slots.count * 4)
    for index in slots where index >= 0 {
      let hash = table.bytes.withUnsafeBufferPointer {
        TextTable.hash(UnsafeBufferPointer(rebasing: $0[table.range(index)]))
      }
      var slot = hash & (wider.count - 1)
      while wider[slot] >= 0 { slot = (slot + 1) & (wider.count - 1) }
      wider[slot] = index
    }
    slots = wider
  }
}
