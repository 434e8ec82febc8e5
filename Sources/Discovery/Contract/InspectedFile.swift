public import Matching

/// An open file under inspection. It is read at most once, however many detectors want it; never
/// shared between threads.
public final class InspectedFile {
  public let entry: FileEntry
  /// Hits of the detector's own patterns, by offset of their end; empty for a binary file.
  public internal(set) var hits: [PatternHit] = []
  private let reader: any FileReading
  private var whole: [UInt8]?
  /// The file as a notebook, once a detector has asked for it.
  var inspectedNotebook: InspectedNotebook?

  /// Largest file that `contents` gives whole: 32 MiB.
  public static let wholeLimit = 32 << 20

  /// - Parameter whole: the content, where it has been read already.
  public init(entry: FileEntry, reader: any FileReading, whole: [UInt8]? = nil) {
    self.entry = entry
    self.reader = reader
    self.whole = whole
  }

  /// The whole file. Throws where it is larger than the limit, cannot be read, or changed size.
  public func contents(limit: Int = InspectedFile.wholeLimit) throws(Unreadable) -> [UInt8] {
    if let whole { return whole }
    guard entry.size <= limit else {
      throw Unreadable("larger than \(limit >> 20) MiB, which is the limit for this format")
    }
    let bytes = try reader.read(at: 0, count: entry.size)
    guard bytes.count == entry.size else { throw Unreadable("changed while it was read") }
    whole = bytes
    return bytes
  }

  /// Up to `count` bytes from an offset: fewer only at the end of the file.
  public func read(at offset: Int, count: Int) throws(Unreadable) -> [UInt8] {
    if let whole {
      let start = min(max(offset, 0), whole.count)
      return Array(whole[start..<min(whole.count, start + max(count, 0))])
    }
    return try reader.read(at: offset, count: count)
  }
}

/// Random access to the bytes of a file.
public protocol FileReading {
  /// Up to `count` bytes from an offset: fewer only at the end of the file.
  func read(at offset: Int, count: Int) throws(Unreadable) -> [UInt8]
}

/// A file in memory, for tests and for members of archives.
public struct MemoryFile: FileReading {
  private let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public func read(at offset: Int, count: Int) throws(Unreadable) -> [UInt8] {
    let start = min(max(offset, 0), bytes.count)
    return Array(bytes[start..<min(bytes.count, start + max(count, 0))])
  }
}
