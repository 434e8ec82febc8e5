/// An attribute of an HDF5 object.
struct HDF5Attribute {
  /// Longest text taken: configurations of large models have megabytes.
  private static let longestText = 16 << 20

  let name: String
  /// Its value, where that is one text.
  let text: [UInt8]?

  /// - Parameter wanted: Names of the attributes whose values are read.
  init?(_ file: HDF5File, _ range: Range<Int>, wanted: Set<String>) throws(ArtifactError) {
    var cursor = ByteCursor(file.source, range)
    let version = try cursor.byte()
    guard (1...3).contains(version) else { return nil }
    let flags = try cursor.byte()
    let nameSize = Int(try cursor.integer(UInt16.self))
    let typeSize = Int(try cursor.integer(UInt16.self))
    let spaceSize = Int(try cursor.integer(UInt16.self))
    if version == 3 { try cursor.skip(1) }
    func padded(_ size: Int) -> Int { version == 1 ? (size + 7) & ~7 : size }
    let nameBytes = try cursor.bytes(nameSize)
    name = String(decoding: nameBytes.prefix { $0 != 0 }, as: UTF8.self)
    try cursor.skip(padded(nameSize) - nameSize)
    let typeStart = cursor.position
    try cursor.skip(padded(typeSize))
    let spaceStart = cursor.position
    try cursor.skip(padded(spaceSize))
    guard wanted.contains(name), version == 1 || flags & 3 == 0 else {
      text = nil
      return
    }
    let type = try HDF5Type(ByteCursor(file.source, typeStart..<typeStart + typeSize))
    let shape = try HDF5Type.shape(file, spaceStart..<spaceStart + spaceSize)
    guard shape.allSatisfy({ $0 == 1 }) else {
      text = nil
      return
    }
    if type.isText, type.size <= cursor.remaining {
      text = Array(try cursor.bytes(type.size).prefix { $0 != 0 })
    } else if type.isHeapText {
      text = try Self.heapText(file, &cursor)
    } else {
      text = nil
    }
  }

  /// A text in the global heap: its length, then the address of a collection and a number in it.
  private static func heapText(
    _ file: HDF5File, _ cursor: inout ByteCursor
  ) throws(ArtifactError) -> [UInt8]? {
    let length = Int(try cursor.integer(UInt32.self))
    guard length <= longestText, let address = try file.offset(&cursor) else { return nil }
    let number = try cursor.integer(UInt32.self)
    var heap = try file.cursor(at: address)
    let start = heap.position
    try file.expect("GCOL", &heap)
    try heap.skip(4)
    let size = try file.length(&heap)
    while heap.position - start + 8 + file.lengthWidth <= size {
      try file.budget.spend()
      let index = try heap.integer(UInt16.self)
      try heap.skip(6)
      let objectSize = try file.length(&heap)
      if index == 0 { break }
      if UInt32(index) == number { return try heap.bytes(min(length, objectSize)) }
      try heap.skip((objectSize + 7) & ~7)
    }
    return nil
  }
}
