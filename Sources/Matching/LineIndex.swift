/// Tells lines and columns of offsets in a text. It counts line feeds a page at a time, so that it
/// takes little memory however short the lines are.
public struct LineIndex: Sendable {
  /// A place in a text; both counted from 1, the column in bytes.
  public struct Position: Sendable, Hashable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  private static let pageSize = 4096
  private static let lineFeed = UInt8(ascii: "\n")

  private let bytes: [UInt8]
  /// Line feeds before each page.
  private let before: [Int]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var before: [Int] = []
    before.reserveCapacity(bytes.count / Self.pageSize + 1)
    var total = 0
    for start in stride(from: 0, through: bytes.count, by: Self.pageSize) {
      before.append(total)
      total += Self.lineFeeds(in: bytes, start..<min(start + Self.pageSize, bytes.count))
    }
    self.before = before
  }

  /// The line of an offset; offsets outside the text count as its nearest end.
  public func line(at offset: Int) -> Int {
    let offset = min(max(offset, 0), bytes.count)
    let page = offset / Self.pageSize
    return before[page] + Self.lineFeeds(in: bytes, page * Self.pageSize..<offset) + 1
  }

  public func position(at offset: Int) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let start = bytes[..<offset].lastIndex(of: Self.lineFeed).map { $0 + 1 } ?? 0
    return Position(line: line(at: offset), column: offset - start + 1)
  }

  private static func lineFeeds(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    bytes.withUnsafeBufferPointer { buffer in
      var count = 0
      for byte in buffer[range] where byte == lineFeed { count &+= 1 }
      return count
    }
  }
}
