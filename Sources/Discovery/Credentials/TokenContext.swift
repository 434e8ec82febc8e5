/// What stands before a secret on its line.
struct TokenContext {
  /// Most bytes between a word that `near` asks for and the secret.
  static let nearness = 60

  private let before: [UInt8]

  /// - Parameter start: where the secret begins.
  init(_ bytes: [UInt8], before start: Int) {
    let low = max(0, start - 160)
    let line = bytes[low..<start]
    let begin = line.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? low
    before = bytes[begin..<start].map(\.lowercasedASCII)
  }

  func mentions(_ words: [[UInt8]]) -> Bool { words.contains { before.contains($0) } }

  /// Whether the secret is the value of a name that holds one of the words: it follows closely, behind
  /// a sign that assigns, and no word between says that it is something else.
  func assigns(_ words: [[UInt8]], unless otherwise: [[UInt8]]) -> Bool {
    words.contains { word in
      guard let end = before.lastEnd(of: word) else { return false }
      let between = Array(before[end...])
      return between.count <= Self.nearness
        && between.contains(where: { Self.signs.contains($0) })
        && !otherwise.contains { between.contains($0) }
    }
  }

  private static let signs = Set("=:,(".utf8)
}

extension Array<UInt8> {
  /// The end of the last occurrence of a text.
  fileprivate func lastEnd(of text: [UInt8]) -> Int? {
    guard !text.isEmpty, text.count <= count else { return nil }
    for start in (0...(count - text.count)).reversed() where self[start...].starts(with: text) {
      return start + text.count
    }
    return nil
  }
}
