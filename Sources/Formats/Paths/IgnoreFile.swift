/// The patterns of one `.gitignore` or `.isobarignore`, in its folder.
public struct IgnoreFile: Sendable {
  public struct Match: Sendable {
    public let isIgnored: Bool
    /// Path of the file that says so, relative to the target.
    public let file: String
    /// Line of the pattern, counted from 1.
    public let line: Int
    /// The pattern as written.
    public let pattern: String
  }

  /// Path of the file relative to the target.
  public let path: String
  /// Number of path parts above the folder that the patterns are relative to.
  private let depth: Int
  private let patterns: [(pattern: PathPattern, line: Int, text: String)]

  /// Lines beyond this many are not read: no real file has them.
  static let lineLimit = 100_000

  /// - Parameter folder: the folder that the patterns are relative to, itself relative to the target.
  public init(path: String, folder: String, text: String) {
    self.path = path
    depth = folder.isEmpty ? 0 : folder.split(separator: "/").count
    patterns = text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix(Self.lineLimit).enumerated().compactMap { index, line in
        PathPattern(line).map { ($0, index + 1, String(line.trimmingSuffix { $0.isWhitespace })) }
      }
  }

  public var isEmpty: Bool { patterns.isEmpty }

  /// What the last pattern that matches says of a path, given as its parts relative to the target.
  public func match(_ path: [Substring], isFolder: Bool) -> Match? {
    guard path.count > depth else { return nil }
    for entry in patterns.reversed()
    where entry.pattern.matches(path[depth...], isFolder: isFolder) {
      return Match(
        isIgnored: !entry.pattern.isNegated, file: self.path, line: entry.line, pattern: entry.text)
    }
    return nil
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, isTrimmed(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
