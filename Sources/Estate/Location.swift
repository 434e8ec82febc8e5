/// Where something was seen, relative to the scanned target.
public struct Location: Sendable, Hashable, Comparable {
  /// Path relative to the target, with `!` before a member of an archive.
  public var path: String
  /// Line, counted from 1.
  public var line: Int?
  /// Cell of a notebook, counted from 1.
  public var cell: Int?

  public init(path: String, line: Int? = nil, cell: Int? = nil) {
    self.path = path
    self.line = line
    self.cell = cell
  }

  public static func < (left: Location, right: Location) -> Bool {
    (left.path, left.cell ?? 0, left.line ?? 0) < (right.path, right.cell ?? 0, right.line ?? 0)
  }
}
