import Glibc

/// What the kernel says of a file that is not open: whoever changes the content changes the time of the
/// last change too, which no program can set.
struct FileIdentity: Sendable, Equatable {
  /// Bytes.
  let size: Int64
  /// Time of the last change of the content, nanoseconds since 1970.
  let modified: Int64
  /// Time of the last change of content, name, owner or mode, nanoseconds since 1970.
  let changed: Int64
  let inode: UInt64
  let device: UInt64

  init(size: Int64, modified: Int64, changed: Int64, inode: UInt64, device: UInt64) {
    self.size = size
    self.modified = modified
    self.changed = changed
    self.inode = inode
    self.device = device
  }

  init(_ status: stat) {
    self.init(
      size: Int64(status.st_size), modified: Self.nanoseconds(status.st_mtim),
      changed: Self.nanoseconds(status.st_ctim), inode: UInt64(status.st_ino),
      device: UInt64(status.st_dev))
  }

  /// Whether the times can be told from those of any change after a moment. A change within the same
  /// tick of the clock leaves no other time.
  func isSettled(before moment: Int64) -> Bool {
    max(modified, changed) < moment - (isCoarse ? Self.coarseTick : Self.tick)
  }

  /// Longest tick of the kernel's clock for files: 10 ms, doubled.
  private static let tick: Int64 = 20_000_000
  /// Of file systems that keep whole seconds, or every other: 2 s, and as much as that again.
  private static let coarseTick: Int64 = 4_000_000_000

  private var isCoarse: Bool { modified % 1_000_000_000 == 0 && changed % 1_000_000_000 == 0 }

  /// Now, by the clock that the kernel stamps files with; nanoseconds since 1970.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return nanoseconds(time)
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    // A time that a hostile archive made up may be beyond the range: it is compared, not reckoned with.
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
