/// The word that was probably meant, for error messages.
public enum Suggestion {
  /// The candidate nearest to a word, where it is near enough to be a slip of the hand: at most three
  /// edits, and one in two letters. Edits are those of the optimal string alignment distance.
  public static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
    let word = Array(word.lowercased().utf8.prefix(64))
    let limit = max(1, min(3, word.count / 2))
    return
      candidates
      .map { (distance(word, Array($0.lowercased().utf8.prefix(64))), $0) }
      .filter { $0.0 <= limit }
      .min { $0 < $1 }?.1
  }

  /// ` Did you mean 'x'?`, or nothing.
  public static func question(for word: String, in candidates: some Sequence<String>) -> String {
    nearest(to: word, in: candidates).map { ". Did you mean '\($0)'?" } ?? ""
  }

  /// ` Did you mean 'x'?` after a full stop, or nothing.
  public static func sentence(for word: String, in candidates: some Sequence<String>) -> String {
    nearest(to: word, in: candidates).map { " Did you mean '\($0)'?" } ?? ""
  }

  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1] + [Int](repeating: 0, count: right.count)
      for column in 0..<right.count {
        let cost = left[row] == right[column] ? 0 : 1
        var best = min(last[column + 1] + 1, current[column] + 1, last[column] + cost)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current[column + 1] = best
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
