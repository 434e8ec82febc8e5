/// Bytes at random access: a file of any size of which only headers are read.
public protocol ByteSource {
  /// Bytes in all.
  var size: Int { get }

  /// Up to `count` bytes from an offset: fewer only at the end.
  func read(at offset: Int, count: Int) throws(ArtifactError) -> [UInt8]
}

/// Bytes in memory, such as a decompressed member of an archive.
public struct BufferedBytes: ByteSource {
  private let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public var size: Int { bytes.count }

  public func read(at offset: Int, count: Int) throws(ArtifactError) -> [UInt8] {
    let start = min(max(offset, 0), bytes.count)
    return Array(bytes[start..<start + min(max(count, 0), bytes.count - start)])
  }
}

/// A part of another source, such as a stored member of an archive.
public struct ByteSlice: ByteSource {
  private let base: any ByteSource
  private let start: Int
  public let size: Int

  /// The part is cut off at the end of the source.
  public init(of base: any ByteSource, _ range: Range<Int>) {
    self.base = base
    start = min(max(range.lowerBound, 0), base.size)
    size = max(0, min(range.upperBound, base.size) - start)
  }

  public func read(at offset: Int, count: Int) throws(ArtifactError) -> [UInt8] {
    let first = min(max(offset, 0), size)
    return try base.read(at: start + first, count: min(max(count, 0), size - first))
  }
}
