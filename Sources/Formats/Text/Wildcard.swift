/// Patterns of facts in which `*` matches any run of characters, and nothing else is special.
public enum Wildcard {
  /// Takes time in proportion to text × pattern at most: a `*` is retried from its last position only.
  @inlinable
  public static func matches(_ text: some StringProtocol, _ pattern: some StringProtocol) -> Bool {
    bytes(of: text) { text in bytes(of: pattern) { matches(text, $0) } }
  }

  @usableFromInline
  static func matches(
    _ text: UnsafeBufferPointer<UInt8>, _ pattern: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let star = UInt8(ascii: "*")
    var (index, place) = (0, 0)
    var retry: (index: Int, place: Int)?
    while index < text.count {
      if place < pattern.count, pattern[place] == star {
        place += 1
        retry = (index, place)
      } else if place < pattern.count, pattern[place] == text[index] {
        place += 1
        index += 1
      } else if let last = retry {
        retry = (last.index + 1, last.place)
        (index, place) = (last.index + 1, last.place)
      } else {
        return false
      }
    }
    while place < pattern.count, pattern[place] == star { place += 1 }
    return place == pattern.count
  }

  @inlinable
  static func bytes<Result>(
    of text: some StringProtocol, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    text.utf8.withContiguousStorageIfAvailable(body)
      ?? Array(text.utf8).withUnsafeBufferPointer(body)
  }
}
