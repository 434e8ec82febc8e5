/// Looks through a file of any size in bounded memory: at once up to 16 MiB, beyond that in blocks of
/// 4 MiB that overlap by 64 KiB, so that no match is lost at a border or reported twice.
///
/// In a file over 16 MiB a match longer than 64 KiB may be missed, and an expression without a longest
/// match may also be found where a block begins.
public struct BlockScanner {
  /// Largest file that is looked through at once.
  public static let wholeLimit = 16 << 20
  public static let blockSize = 4 << 20
  public static let overlap = 64 << 10

  /// What stands so close to the end of a block is left to the next, where `$` and `\b` see what follows.
  private static let margin = 8

  private let scanner: PatternScanner
  private let wholeLimit: Int
  private let blockSize: Int
  private let overlap: Int

  public init(_ scanner: PatternScanner) {
    self.init(
      scanner, wholeLimit: Self.wholeLimit, blockSize: Self.blockSize, overlap: Self.overlap)
  }

  /// - Parameter overlap: larger than the margin and smaller than the block.
  init(_ scanner: PatternScanner, wholeLimit: Int, blockSize: Int, overlap: Int) {
    self.scanner = scanner
    self.wholeLimit = wholeLimit
    self.overlap = max(overlap, Self.margin + 1)
    self.blockSize = max(blockSize, self.overlap + 1)
  }

  /// Looks through a file that is in memory, or mapped into it.
  public func scan(_ bytes: UnsafeRawBufferPointer) -> PatternScan {
    scanner.begin()
    for block in blocks(of: bytes.count) {
      let part = UnsafeRawBufferPointer(rebasing: bytes[block.range])
      guard scanner.scanBlock(part, offset: block.range.lowerBound, window: block.window) else {
        break
      }
    }
    return scanner.finish()
  }

  /// Looks through a file that is read block by block.
  ///
  /// - Parameter read: gives that many bytes from an offset; where it gives fewer, the file ends there.
  public func scan<Failure>(
    size: Int, read: (_ offset: Int, _ count: Int) throws(Failure) -> [UInt8]
  ) throws(Failure) -> PatternScan {
    scanner.begin()
    for block in blocks(of: size) {
      let bytes = try read(block.range.lowerBound, block.range.count)
      let isShort = bytes.count < block.range.count
      let window = isShort ? block.window.lowerBound...Int.max : block.window
      let goesOn = bytes.withUnsafeBytes {
        scanner.scanBlock($0, offset: block.range.lowerBound, window: window)
      }
      guard goesOn, !isShort else { break }
    }
    return scanner.finish()
  }

  private struct Block {
    let range: Range<Int>
    /// Where the hits end that this block reports.
    let window: ClosedRange<Int>
  }

  private func blocks(of size: Int) -> some Sequence<Block> {
    let length = size <= wholeLimit ? max(size, 0) : blockSize
    return sequence(state: (start: 0, after: Int.min, done: size <= 0)) { state -> Block? in
      guard !state.done else { return nil }
      let end = state.start + min(length, size - state.start)
      let isLast = end == size
      let cut = isLast ? Int.max : end - Self.margin
      let block = Block(range: state.start..<end, window: state.after...cut)
      state = (end - overlap, cut &+ 1, isLast)
      return block
    }
  }
}
