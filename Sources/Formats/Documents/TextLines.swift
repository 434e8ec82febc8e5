/// The lines of UTF-8 text with their numbers, one at a time.
struct TextLines: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var index = 0
  private var number = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> (number: Int, text: String)? {
    guard index < bytes.count else { return nil }
    let start = index
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    var end = index
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    index += 1
    number += 1
    return (number, String(decoding: bytes[start..<end], as: UTF8.self))
  }
}

extension StringProtocol {
  /// The text without white space around it.
  var trimmed: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
