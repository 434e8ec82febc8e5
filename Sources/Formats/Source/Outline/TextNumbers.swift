/// Finds the number of a text of an outline without looking at all of them.
public struct TextNumbers: Sendable {
  /// Open addressing: numbers of texts, or -1.
  private let slots: [Int32]
  private let texts: TextTable
  /// Longer texts are no names, and are looked for one by one.
  private static let longest = 64

  public init(_ outline: SourceOutline) {
    let texts = outline.texts
    var size = 16
    while size < texts.count * 2 { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    texts.bytes.withUnsafeBufferPointer { bytes in
      for number in 0..<texts.count {
        let number = Int32(truncatingIfNeeded: number)
        let range = texts.range(number)
        guard range.count <= Self.longest else { continue }
        var slot = TextTable.hash(UnsafeBufferPointer(rebasing: bytes[range])) & (size - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
        slots[slot] = number
      }
    }
    self.texts = texts
    self.slots = slots
  }

  /// The number of a text; nil where the outline does not hold it.
  public func number(of text: String) -> Int32? {
    var text = text
    return text.withUTF8(number(of:))
  }

  private func number(of wanted: UnsafeBufferPointer<UInt8>) -> Int32? {
    guard wanted.count <= Self.longest else { return texts.index(of: wanted) }
    var slot = TextTable.hash(wanted) & (slots.count - 1)
    while slots[slot] >= 0 {
      if texts.holds(wanted, at: slots[slot]) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }
}
