/// Texts that are each kept once, in one run of bytes, and known by number.
///
/// Texts that Swift holds equal are one; the spelling that came first is kept.
struct TextPool: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Open addressing, a power of two long; empty once sealed.
  private var slots: [Slot] = []

  private struct Slot: Sendable {
    var hash: UInt32 = 0
    /// One more than the number of the text; 0 where the slot is free.
    var entry: UInt32 = 0
  }

  var count: Int { ends.count }

  subscript(number: UInt32) -> String {
    bytes.withUnsafeBufferPointer { String(decoding: $0[range(number)], as: UTF8.self) }
  }

  /// Whether one text comes before another in the order of `String`.
  func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    let isBefore = bytes.withUnsafeBufferPointer { bytes -> Bool? in
      let (a, b) = (bytes[range(left)], bytes[range(right)])
      // Of other texts the spelling decides nothing.
      guard a.allSatisfy({ $0 < 0x80 }), b.allSatisfy({ $0 < 0x80 }) else { return nil }
      return a.lexicographicallyPrecedes(b)
    }
    return isBefore ?? (self[left] < self[right])
  }

  /// The number of the text, which is added where it is new.
  mutating func number(of text: String) -> UInt32 {
    if 4 * (count + 1) > 3 * slots.count { grow() }
    var text = text
    let hash = UInt32(truncatingIfNeeded: text.hashValue)
    let mask = slots.count - 1
    var position = Int(hash) & mask
    while slots[position].entry != 0 {
      let number = slots[position].entry - 1
      if slots[position].hash == hash, holds(&text, at: number) { return number }
      position = (position + 1) & mask
    }
    let number = UInt32(count)
    slots[position] = Slot(hash: hash, entry: number + 1)
    text.withUTF8 { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
    return number
  }

  /// The same texts, to be read only.
  var sealed: TextPool {
    var sealed = self
    sealed.slots = []
    return sealed
  }

  private func range(_ number: UInt32) -> Range<Int> {
    (number == 0 ? 0 : ends[Int(number) - 1])..<ends[Int(number)]
  }

  private func holds(_ text: inout String, at number: UInt32) -> Bool {
    let same = text.withUTF8 { other in
      bytes.withUnsafeBufferPointer { $0[range(number)].elementsEqual(other) }
    }
    // Two spellings of one text differ in bytes.
    return same || self[number] == text
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: max(16, 2 * old.count))
    for slot in old where slot.entry != 0 {
      var position = Int(slot.hash) & (slots.count - 1)
      while slots[position].entry != 0 { position = (position + 1) & (slots.count - 1) }
      slots[position] = slot
    }
  }
}
