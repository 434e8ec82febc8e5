/// What is in an HDF5 group: names and addresses of its members.
enum HDF5Group {
  struct Link {
    let name: String
    let address: Int
  }

  private static let deepestTree = 16

  /// The members of a group, hard links only; empty for a dataset.
  static func links(of object: HDF5Object) throws(ArtifactError) -> [Link] {
    var links: [Link] = []
    for message in object.messages {
      if message.type == HDF5Object.link, let link = try link(object.file, message.range) {
        links.append(link)
      } else if message.type == HDF5Object.symbolTable {
        links += try table(object.file, message.range)
      }
    }
    return links
  }

  private static func link(
    _ file: HDF5File, _ range: Range<Int>
  ) throws(ArtifactError) -> Link? {
    var cursor = ByteCursor(file.source, range)
    guard try cursor.byte() == 1 else { return nil }
    let flags = try cursor.byte()
    let type = flags & 8 != 0 ? try cursor.byte() : 0
    try cursor.skip((flags & 4 != 0 ? 8 : 0) + (flags & 16 != 0 ? 1 : 0))
    var length = 0
    for index in 0..<min(4, 1 << Int(flags & 3)) { length |= Int(try cursor.byte()) << (8 * index) }
    if flags & 3 == 3 { try cursor.skip(4) }
    let name = String(decoding: try cursor.bytes(min(length, cursor.remaining)), as: UTF8.self)
    guard type == 0, let address = try file.offset(&cursor) else { return nil }
    return Link(name: name, address: address)
  }

  /// The older form: a tree of symbols, whose names are in a heap.
  private static func table(
    _ file: HDF5File, _ range: Range<Int>
  ) throws(ArtifactError) -> [Link] {
    var cursor = ByteCursor(file.source, range)
    guard let tree = try file.offset(&cursor), let heap = try file.offset(&cursor) else {
      return []
    }
    var heapCursor = try file.cursor(at: heap)
    try file.expect("HEAP", &heapCursor)
    try heapCursor.skip(4)
    let size = try file.length(&heapCursor)
    _ = try file.length(&heapCursor)
    guard let names = try file.offset(&heapCursor) else { return [] }
    var links: [Link] = []
    var seen: Set<Int> = []
    try walk(file, tree, names: (names, size), depth: 0, &seen, into: &links)
    return links
  }

  private static func walk(
    _ file: HDF5File, _ address: Int, names: (start: Int, size: Int), depth: Int,
    _ seen: inout Set<Int>, into links: inout [Link]
  ) throws(ArtifactError) {
    guard seen.insert(address).inserted else { return }
    guard depth < deepestTree else { throw .malformed("an HDF5 tree that is too deep") }
    var cursor = try file.cursor(at: address)
    let isSymbols = try cursor.bytes(4) == Array("SNOD".utf8)
    cursor = try file.cursor(at: address)
    if isSymbols { return try symbols(file, &cursor, names: names, into: &links) }
    try file.expect("TREE", &cursor)
    try cursor.skip(2)
    let count = Int(try cursor.integer(UInt16.self))
    try cursor.skip(2 * file.offsetWidth + file.lengthWidth)
    for _ in 0..<count {
      guard let child = try file.offset(&cursor) else { return }
      try walk(file, child, names: names, depth: depth + 1, &seen, into: &links)
      try cursor.skip(file.lengthWidth)
    }
  }

  private static func symbols(
    _ file: HDF5File, _ cursor: inout ByteCursor, names: (start: Int, size: Int),
    into links: inout [Link]
  ) throws(ArtifactError) {
    try file.expect("SNOD", &cursor)
    try cursor.skip(2)
    let count = Int(try cursor.integer(UInt16.self))
    for _ in 0..<count {
      try file.budget.spend()
      guard let name = try file.offset(&cursor), let address = try file.offset(&cursor) else {
        return
      }
      let cache = try cursor.integer(UInt32.self)
      try cursor.skip(20)
      guard cache != 2 else { continue }
      guard name < names.size else { throw .malformed("an HDF5 name outside its heap") }
      var text = try file.cursor(at: names.start + name)
      let bytes = try text.line(limit: 1024, separator: 0)
      try file.budget.spend(bytes.count / 16)
      links.append(Link(name: String(decoding: bytes, as: UTF8.self), address: address))
    }
  }
}
