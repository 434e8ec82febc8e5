/// The header of an HDF5 object: a group or a dataset, by its messages.
struct HDF5Object {
  struct Message {
    let type: UInt16
    let range: Range<Int>
  }

  static let dataspace: UInt16 = 0x0001
  static let datatype: UInt16 = 0x0003
  static let link: UInt16 = 0x0006
  static let attribute: UInt16 = 0x000C
  private static let continuation: UInt16 = 0x0010
  static let symbolTable: UInt16 = 0x0011

  private static let mostMessages = 65_536

  private(set) var messages: [Message] = []
  let file: HDF5File

  init(_ file: HDF5File, at address: Int) throws(ArtifactError) {
    self.file = file
    var cursor = try file.cursor(at: address)
    var blocks: [Range<Int>] = []
    var seen: Set<Int> = []
    if try cursor.byte() == 1 {
      try cursor.skip(7)
      let size = Int(try cursor.integer(UInt32.self))
      try cursor.skip(4)
      blocks = [cursor.position..<cursor.position + size]
      while let block = blocks.popLast() {
        guard seen.insert(block.lowerBound).inserted else { continue }
        blocks += try readFirst(block)
      }
    } else {
      cursor = try file.cursor(at: address)
      try file.expect("OHDR", &cursor)
      try cursor.skip(1)
      let flags = try cursor.byte()
      try cursor.skip((flags & 0x20 != 0 ? 16 : 0) + (flags & 0x10 != 0 ? 4 : 0))
      var stated: UInt64 = 0
      for index in 0..<(1 << UInt64(flags & 3)) {
        stated |= UInt64(try cursor.byte()) << UInt64(8 * index)
      }
      let size = try ByteCursor.length(stated, "an HDF5 object header")
      guard size <= cursor.remaining else {
        throw .malformed("an HDF5 object header outside the file")
      }
      blocks = [cursor.position..<cursor.position + size]
      while let block = blocks.popLast() {
        guard seen.insert(block.lowerBound).inserted else { continue }
        blocks += try readSecond(block, tracksOrder: flags & 4 != 0)
      }
    }
  }

  /// Messages of version 1; gives the blocks in which they go on.
  private mutating func readFirst(_ block: Range<Int>) throws(ArtifactError) -> [Range<Int>] {
    var cursor = ByteCursor(file.source, block)
    var blocks: [Range<Int>] = []
    while cursor.remaining >= 8 {
      let type = try cursor.integer(UInt16.self)
      let size = Int(try cursor.integer(UInt16.self))
      try cursor.skip(4)
      blocks += try take(type, size, &cursor)
    }
    return blocks
  }

  private mutating func readSecond(
    _ block: Range<Int>, tracksOrder: Bool
  ) throws(ArtifactError) -> [Range<Int>] {
    var cursor = ByteCursor(file.source, block)
    var blocks: [Range<Int>] = []
    while cursor.remaining >= (tracksOrder ? 6 : 4) {
      let type = UInt16(try cursor.byte())
      let size = Int(try cursor.integer(UInt16.self))
      try cursor.skip(tracksOrder ? 3 : 1)
      for next in try take(type, size, &cursor) where next.count >= 8 {
        var signature = ByteCursor(file.source, next)
        try file.expect("OCHK", &signature)
        blocks.append(next.lowerBound + 4..<next.upperBound - 4)
      }
    }
    return blocks
  }

  private mutating func take(
    _ type: UInt16, _ size: Int, _ cursor: inout ByteCursor
  ) throws(ArtifactError) -> [Range<Int>] {
    try file.budget.spend()
    guard size <= cursor.remaining, messages.count < Self.mostMessages else {
      throw .malformed("an HDF5 message longer than its object")
    }
    let range = cursor.position..<cursor.position + size
    try cursor.skip(size)
    guard type == Self.continuation else {
      messages.append(Message(type: type, range: range))
      return []
    }
    var content = ByteCursor(file.source, range)
    guard let address = try file.offset(&content) else { return [] }
    let length = try file.length(&content)
    let start = try file.cursor(at: address)
    guard length <= start.remaining else {
      throw .malformed("an HDF5 object header outside the file")
    }
    return [start.position..<start.position + length]
  }

  /// Dimensions of a dataset; nil where the object is none.
  func shape() throws(ArtifactError) -> [Int]? {
    guard let message = messages.first(where: { $0.type == Self.dataspace }) else { return nil }
    return try HDF5Type.shape(file, message.range)
  }

  /// Element type of a dataset; nil where the object is none.
  func type() throws(ArtifactError) -> HDF5Type? {
    guard let message = messages.first(where: { $0.type == Self.datatype }) else { return nil }
    return try HDF5Type(ByteCursor(file.source, message.range))
  }
}
