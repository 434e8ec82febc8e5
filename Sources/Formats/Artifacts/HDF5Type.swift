/// An element type of HDF5, as far as tensors and texts need it.
struct HDF5Type {
  let classNumber: UInt8
  let size: Int
  /// Name of a numeric type, such as `F32`.
  let name: String
  /// Whether values are texts of any length, kept in the file's heap.
  let isHeapText: Bool

  init(_ range: ByteCursor) throws(ArtifactError) {
    var cursor = range
    classNumber = try cursor.byte() & 0x0F
    let bits = [try cursor.byte(), try cursor.byte(), try cursor.byte()]
    size = Int(try cursor.integer(UInt32.self))
    isHeapText = classNumber == 9 && bits[0] & 0x0F == 1
    switch classNumber {
    case 0: name = (bits[0] & 8 != 0 ? "I" : "U") + "\(8 * size)"
    case 1:
      try cursor.skip(5)
      let exponentBits = try cursor.byte()
      name = size == 2 && exponentBits == 8 ? "BF16" : "F\(8 * size)"
    default: name = "class-\(classNumber)"
    }
  }

  var isNumeric: Bool { classNumber <= 1 }
  var isText: Bool { classNumber == 3 }

  /// The dimensions that a dataspace message states; none for a single value.
  static func shape(_ file: HDF5File, _ range: Range<Int>) throws(ArtifactError) -> [Int] {
    var cursor = ByteCursor(file.source, range)
    let version = try cursor.byte()
    let rank = try cursor.byte()
    guard rank <= 32 else { throw .malformed("a dataset of \(rank) dimensions") }
    try cursor.skip(version == 1 ? 6 : 2)
    var shape: [Int] = []
    for _ in 0..<rank { shape.append(try file.length(&cursor)) }
    return shape
  }
}
