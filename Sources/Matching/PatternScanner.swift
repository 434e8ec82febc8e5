internal import CVectorscan

/// Looks for every pattern of a database in blocks of bytes. One a thread: it reuses its memory.
public final class PatternScanner {
  /// Most hits that are reported of one file.
  public static let hitLimit = 100_000

  private let database: PatternDatabase
  private let scratch: OpaquePointer?
  private let buffer: HitBuffer
  private var hasFailed = false

  public init(
    _ database: PatternDatabase, hitLimit: Int = PatternScanner.hitLimit
  ) throws(MatchingError) {
    self.database = database
    scratch = try database.makeScratch()
    buffer = HitBuffer(limit: hitLimit)
  }

  deinit { hs_free_scratch(scratch) }

  /// Looks through bytes that stand at an offset of their file.
  public func scan(_ bytes: UnsafeRawBufferPointer, offset: Int = 0) -> PatternScan {
    begin()
    scanBlock(bytes, offset: offset, window: Int.min...Int.max)
    return finish()
  }

  /// Looks through bytes that stand at an offset of their file.
  public func scan(_ bytes: [UInt8], offset: Int = 0) -> PatternScan {
    bytes.withUnsafeBytes { scan($0, offset: offset) }
  }

  func begin() {
    buffer.reset()
    hasFailed = false
  }

  /// Looks through one block and keeps the hits that end within the window.
  ///
  /// - Returns: false where the limit is reached, so that later blocks can add nothing.
  @discardableResult
  func scanBlock(
    _ bytes: UnsafeRawBufferPointer, offset: Int, window: ClosedRange<Int>
  ) -> Bool {
    guard let pointer = database.pointer, let start = bytes.baseAddress else { return true }
    buffer.base = offset
    buffer.window = window
    // One call takes less than 4 GiB; whoever has more uses `BlockScanner`.
    guard let count = UInt32(exactly: bytes.count) else {
      hasFailed = true
      return false
    }
    let status = hs_scan(
      pointer, start.assumingMemoryBound(to: CChar.self), count, 0, scratch,
      { pattern, _, end, _, context in
        guard let context else { return 1 }
        Unmanaged<HitBuffer>.fromOpaque(context)._withUnsafeGuaranteedRef {
          $0.add(pattern: pattern, end: end)
        }
        return 0
      }, Unmanaged.passUnretained(buffer).toOpaque())
    buffer.settle()
    hasFailed = status != HS_SUCCESS
    return !hasFailed && !buffer.isTruncated
  }

  func finish() -> PatternScan {
    PatternScan(hits: buffer.hits, isTruncated: buffer.isTruncated || hasFailed)
  }
}
