/// A statement of a database that makes a vector index.
struct VectorStatement: Sendable {
  /// The words that it holds, in lower case.
  private let all: [[UInt8]]
  /// Those before its name.
  let nameAfter: String
  let engine: String

  init(all: [String], nameAfter: String, engine: String) {
    self.all = all.map { Array($0.utf8) }
    self.nameAfter = nameAfter
    self.engine = engine
  }

  /// Whether a text holds the statement.
  func isMade(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    all.allSatisfy { words in Self.holds(text, words) }
  }

  /// Whether a text holds the words that it begins with: the rest may stand behind a value.
  func begins(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    all.first.map { Self.holds(text, $0) } ?? false
  }

  private static func holds(_ text: UnsafeBufferPointer<UInt8>, _ words: [UInt8]) -> Bool {
    guard let first = words.first, text.count >= words.count else { return false }
    for start in 0...(text.count - words.count) where lowercased(text[start]) == first {
      if words.indices.allSatisfy({ lowercased(text[start + $0]) == words[$0] }) { return true }
    }
    return false
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
