/// A table of a FlatBuffer, read in place.
/// Layout: https://flatbuffers.dev/internals/
struct FlatTable {
  private let source: any ByteSource
  private let start: Int
  private let fields: [UInt16]
  private let budget: WorkBudget

  static func root(
    of source: any ByteSource, _ budget: WorkBudget
  ) throws(ArtifactError) -> FlatTable {
    try FlatTable(source, at: Int(read(source, at: 0)), budget)
  }

  private init(
    _ source: any ByteSource, at start: Int, _ budget: WorkBudget
  ) throws(ArtifactError) {
    try budget.spend()
    let offset = Int(Int32(bitPattern: try Self.read(source, at: start)))
    let (layout, overflow) = start.subtractingReportingOverflow(offset)
    guard !overflow, layout >= 0 else { throw .malformed("a table without a layout") }
    var cursor = ByteCursor(source, from: layout)
    try cursor.seek(layout)
    let length = Int(try cursor.integer(UInt16.self))
    guard length >= 4, length % 2 == 0, length <= 1024 else {
      throw .malformed("a table layout of \(length) bytes")
    }
    try cursor.skip(2)
    var fields: [UInt16] = []
    for _ in 0..<(length - 4) / 2 { fields.append(try cursor.integer(UInt16.self)) }
    self.source = source
    self.start = start
    self.fields = fields
    self.budget = budget
  }

  /// Where a field stands; nil where it has its default.
  func position(of field: Int) throws(ArtifactError) -> Int? {
    guard fields.indices.contains(field), fields[field] != 0 else { return nil }
    return start + Int(fields[field])
  }

  func integer(_ field: Int) throws(ArtifactError) -> UInt32? {
    guard let position = try position(of: field) else { return nil }
    return try Self.read(source, at: position)
  }

  func byte(_ field: Int) throws(ArtifactError) -> UInt8? {
    guard let position = try position(of: field) else { return nil }
    return try source.read(at: position, count: 1).first
  }

  func vector(_ field: Int) throws(ArtifactError) -> (start: Int, count: Int)? {
    guard let position = try position(of: field) else { return nil }
    let start = position + Int(try Self.read(source, at: position))
    return (start + 4, Int(try Self.read(source, at: start)))
  }

  func text(_ field: Int) throws(ArtifactError) -> String? {
    guard let (start, count) = try vector(field), count <= 256 else { return nil }
    let bytes = try source.read(at: start, count: count)
    guard bytes.allSatisfy({ $0 >= 0x20 }) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  func integers(_ field: Int) throws(ArtifactError) -> [UInt32] {
    guard let (start, count) = try vector(field) else { return [] }
    guard count <= 64 else { throw .malformed("a tensor of \(count) dimensions") }
    var cursor = ByteCursor(source, from: start)
    var numbers: [UInt32] = []
    for _ in 0..<count { numbers.append(try cursor.integer(UInt32.self)) }
    return numbers
  }

  func tables(_ field: Int) throws(ArtifactError) -> [FlatTable] {
    guard let (start, count) = try vector(field) else { return [] }
    try budget.spend(count)
    guard start + 4 * count <= source.size else { throw .truncated(expected: start + 4 * count) }
    var cursor = ByteCursor(source, from: start)
    var tables: [FlatTable] = []
    for index in 0..<count {
      let offset = Int(try cursor.integer(UInt32.self))
      tables.append(try FlatTable(source, at: start + 4 * index + offset, budget))
    }
    return tables
  }

  private static func read(
    _ source: any ByteSource, at offset: Int
  ) throws(ArtifactError) -> UInt32 {
    let bytes = try source.read(at: offset, count: 4)
    guard bytes.count == 4 else { throw .truncated(expected: offset + 4) }
    return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
