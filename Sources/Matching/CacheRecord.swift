internal import Crypto

/// The content of a cache file: a header, the serialised database, and a digest of both.
///
/// The library may crash on a damaged database, so nothing is handed to it before the digest is seen
/// to be right.
enum CacheRecord {
  private static let magic = Array("ISOBARHS".utf8)
  private static let format: UInt32 = 1
  private static let headerSize = 8 + 4 + 32 + 8
  private static let digestSize = 32

  static func encode(_ payload: [UInt8], key: CacheKey) -> [UInt8] {
    var bytes = magic
    bytes.reserveCapacity(headerSize + payload.count + digestSize)
    withUnsafeBytes(of: format.littleEndian) { bytes += $0 }
    bytes += key.digest
    withUnsafeBytes(of: UInt64(payload.count).littleEndian) { bytes += $0 }
    bytes += payload
    bytes += Array(SHA256.hash(data: bytes))
    return bytes
  }

  /// The serialised database; nil where any byte is not as it was written, or it is another's.
  static func decode(_ bytes: [UInt8], key: CacheKey) -> ArraySlice<UInt8>? {
    guard bytes.count > headerSize + digestSize, bytes.starts(with: magic) else { return nil }
    let version = bytes[8..<12].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let length = bytes[44..<52].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let end = bytes.count - digestSize
    guard version == format, length == UInt64(end - headerSize),
      bytes[12..<44].elementsEqual(key.digest),
      SHA256.hash(data: bytes[..<end]).elementsEqual(bytes[end...])
    else { return nil }
    return bytes[headerSize..<end]
  }
}
