/// Enough of HDF5 to walk groups and read the attributes and shapes that say what a file holds.
/// https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
final class HDF5File {
  static let magic: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Where the superblock may stand, behind a block of the user's.
  private static let starts = [0, 512, 1024, 2048]

  let source: any ByteSource
  let budget = WorkBudget(1 << 20)
  let root: Int
  let version: UInt8
  private let base: Int
  private let offsetSize: Int
  private let lengthSize: Int

  static func matches(_ head: [UInt8]) -> Bool {
    starts.contains { $0 + 8 <= head.count && head[$0...].starts(with: magic) }
  }

  init(_ source: any ByteSource) throws(ArtifactError) {
    self.source = source
    let head = try source.read(at: 0, count: 4096)
    guard
      let start = Self.starts.first(where: {
        $0 + 8 <= head.count && head[$0...].starts(with: Self.magic)
      })
    else { throw .unrelated }
    var cursor = ByteCursor(source)
    try cursor.seek(start + 8)
    version = try cursor.byte()
    guard version <= 3 else { throw .malformed("HDF5 superblock version \(version)") }
    if version < 2 { try cursor.skip(4) }
    offsetSize = Int(try cursor.byte())
    lengthSize = Int(try cursor.byte())
    guard [2, 4, 8].contains(offsetSize), [2, 4, 8].contains(lengthSize) else {
      throw .malformed("HDF5 offsets of \(offsetSize) bytes")
    }
    try cursor.skip(version < 2 ? (version == 1 ? 13 : 9) : 1)
    base = try Self.number(&cursor, offsetSize) ?? 0
    try cursor.skip(offsetSize)
    let end = try Self.number(&cursor, offsetSize)
    try cursor.skip(version < 2 ? 2 * offsetSize : 0)
    guard let root = try Self.number(&cursor, offsetSize) else {
      throw .malformed("an HDF5 file without a root group")
    }
    self.root = root
    guard let end, end <= source.size else {
      throw .truncated(expected: end ?? source.size + 1)
    }
  }

  /// Reads at an address of the file.
  func cursor(at address: Int) throws(ArtifactError) -> ByteCursor {
    try budget.spend()
    let (position, overflow) = base.addingReportingOverflow(address)
    guard !overflow, position < source.size else {
      throw .malformed("an HDF5 address outside the file")
    }
    return ByteCursor(source, from: position)
  }

  /// An address, or nil for the undefined one.
  func offset(_ cursor: inout ByteCursor) throws(ArtifactError) -> Int? {
    try Self.number(&cursor, offsetSize)
  }

  func length(_ cursor: inout ByteCursor) throws(ArtifactError) -> Int {
    guard let length = try Self.number(&cursor, lengthSize) else {
      throw .malformed("an HDF5 length beyond any file")
    }
    return length
  }

  func expect(_ signature: StaticString, _ cursor: inout ByteCursor) throws(ArtifactError) {
    let bytes = try cursor.bytes(signature.utf8CodeUnitCount)
    guard signature.withUTF8Buffer({ $0.elementsEqual(bytes) }) else {
      throw .malformed("no HDF5 block \(signature) where one belongs")
    }
  }

  private static func number(
    _ cursor: inout ByteCursor, _ width: Int
  ) throws(ArtifactError) -> Int? {
    var value: UInt64 = 0
    for index in 0..<width { value |= UInt64(try cursor.byte()) << UInt64(8 * index) }
    return value < 1 << 56 && value != (1 << UInt64(8 * min(width, 7))) - 1 ? Int(value) : nil
  }

  /// Bytes of an offset in this file.
  var offsetWidth: Int { offsetSize }
  /// Bytes of a length in this file.
  var lengthWidth: Int { lengthSize }
}
