/// A set of node numbers, one bit each.
struct BitSet: Sendable, Hashable {
  private var words: [UInt64]

  init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  func contains(_ node: Int32) -> Bool {
    words[Int(node) >> 6] & (1 << UInt64(node & 63)) != 0
  }

  /// Whether it was not there before.
  @discardableResult
  mutating func insert(_ node: Int32) -> Bool {
    let bit: UInt64 = 1 << UInt64(node & 63)
    if words[Int(node) >> 6] & bit != 0 { return false }
    words[Int(node) >> 6] |= bit
    return true
  }

  mutating func formIntersection(_ other: BitSet) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The members, ascending.
  var members: [Int32] {
    var members: [Int32] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        members.append(Int32(index * 64 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return members
  }
}
