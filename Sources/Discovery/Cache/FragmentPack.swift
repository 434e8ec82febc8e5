import Matching
import Synchronization

/// A file of bodies of fragments: their digests in order with where each lies, then the bodies. Never
/// changed once written.
final class FragmentPack: Sendable {
  private static let magic = Array("ISOBARFB".utf8)
  private static let format: UInt32 = 1
  /// Of a body: its digest, its offset and its size.
  private static let entrySize = FileDigest.size + 12
  private static let headerSize = magic.count + 8

  let path: String
  /// Bytes of the whole file.
  var size: Int { file.size }
  private let file: CacheFileReader
  private let index = Mutex<[UInt8]?>(nil)

  init?(_ path: String) {
    guard let file = CacheFileReader(path, limit: FragmentStore.sizeLimit) else { return nil }
    self.path = path
    self.file = file
  }

  /// The body of that digest; nil where it is not here, or not as it was written.
  func body(_ digest: FileDigest, size: Int) -> [UInt8]? {
    let entries = index.withLock { index in
      if index == nil { index = readIndex() }
      return index ?? []
    }
    let key = digest.bytes
    var (low, high) = (0, entries.count / Self.entrySize)
    while low < high {
      let middle = (low + high) / 2
      let start = middle * Self.entrySize
      let found = entries[start..<start + FileDigest.size]
      if found.lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
    }
    let start = low * Self.entrySize
    guard start < entries.count else { return nil }
    var reader = ByteReader(entries, in: start..<start + Self.entrySize)
    guard (try? reader.raw(FileDigest.size))?.elementsEqual(key) == true,
      let offset = try? reader.fixed(UInt64.self), let count = try? reader.fixed(UInt32.self),
      Int(count) == size, let position = Int(exactly: offset),
      let body = file.read(at: position, count: size), FileDigest(of: body[...]) == digest
    else { return nil }
    return body
  }

  /// The entries; none where a byte of them is not as it was written.
  private func readIndex() -> [UInt8] {
    guard let header = file.read(at: 0, count: Self.headerSize), header.starts(with: Self.magic)
    else { return [] }
    var reader = ByteReader(header, in: Self.magic.count..<header.count)
    guard (try? reader.fixed(UInt32.self)) == Self.format,
      let count = try? reader.fixed(UInt32.self),
      let entries = file.read(at: Self.headerSize, count: Int(count) * Self.entrySize),
      let digest = file.read(at: Self.headerSize + entries.count, count: FileDigest.size),
      FileDigest(of: entries[...]).bytes == digest
    else { return [] }
    return entries
  }

  /// Writes bodies to a file; says whether all could be.
  ///
  /// - Parameters:
  ///   - sizes: digests and sizes of the bodies.
  ///   - body: gives a body; nil where it is lost, which leaves a hole that no digest fits.
  static func write(
    _ sizes: [FileDigest: Int], to folder: String, prefix: String,
    body: (FileDigest) -> [UInt8]?
  ) -> String? {
    let digests = sizes.keys.map { (digest: $0, bytes: $0.bytes) }.sorted {
      $0.bytes.lexicographicallyPrecedes($1.bytes)
    }
    var header = ByteWriter()
    header.raw(magic)
    header.fixed(format)
    header.fixed(UInt32(truncatingIfNeeded: digests.count))
    var entries = ByteWriter(reserving: digests.count * entrySize)
    var offset = headerSize + digests.count * entrySize + FileDigest.size
    for (digest, bytes) in digests {
      let size = sizes[digest] ?? 0
      entries.raw(bytes)
      entries.fixed(UInt64(offset))
      entries.fixed(UInt32(truncatingIfNeeded: size))
      offset += size
    }
    guard offset <= FragmentStore.sizeLimit else { return nil }
    let digest = FileDigest(of: entries.bytes[...])
    let name = digest.bytes.prefix(8).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
    let path = "\(folder)/\(prefix)\(name)"
    let isWritten = CacheFile.write(to: path) { append in
      guard append(header.bytes), append(entries.bytes), append(digest.bytes) else { return false }
      // Many bodies are small.
      var block: [UInt8] = []
      for (digest, _) in digests {
        let size = sizes[digest] ?? 0
        let bytes = body(digest) ?? []
        block += bytes.count == size ? bytes : Array(repeating: 0, count: size)
        if block.count > 1 << 20 {
          guard append(block) else { return false }
          block.removeAll(keepingCapacity: true)
        }
      }
      return append(block)
    }
    return isWritten ? path : nil
  }
}
