/// Reads the fields of a protocol-buffers message by their wire form, without a schema.
/// https://protobuf.dev/programming-guides/encoding/
struct ProtobufReader {
  enum Content {
    case number(UInt64)
    /// Four or eight bytes as they stand.
    case fixed
    /// Where the bytes of a text, message or packed list are.
    case bytes(Range<Int>)
  }

  struct Field {
    let number: Int
    let content: Content

    var integer: UInt64? { if case .number(let value) = content { value } else { nil } }
    var range: Range<Int>? { if case .bytes(let range) = content { range } else { nil } }
  }

  private(set) var cursor: ByteCursor
  /// Whether the message ends where the file ends, so that what is missing was cut off.
  private let isWhole: Bool

  private let budget: WorkBudget

  init(_ source: any ByteSource) {
    cursor = ByteCursor(source)
    isWhole = true
    budget = WorkBudget()
  }

  private init(_ cursor: ByteCursor, _ budget: WorkBudget) {
    self.cursor = cursor
    isWhole = false
    self.budget = budget
  }

  /// Reads a message that is a field of this one.
  func message(_ range: Range<Int>) -> ProtobufReader {
    ProtobufReader(ByteCursor(cursor.source, range), budget)
  }

  /// The next field; nil at the end.
  mutating func next() throws(ArtifactError) -> Field? {
    guard !cursor.isAtEnd else { return nil }
    try budget.spend()
    do {
      return try field()
    } catch .truncated(let expected) {
      throw isWhole ? .truncated(expected: expected) : .malformed("a field longer than its message")
    }
  }

  private mutating func field() throws(ArtifactError) -> Field {
    let key = try varint()
    guard key >> 3 >= 1, key >> 3 < 1 << 29 else {
      throw .malformed("a field number of \(key >> 3)")
    }
    let number = Int(key >> 3)
    switch key & 7 {
    case 0: return Field(number: number, content: .number(try varint()))
    case 1:
      try cursor.skip(8)
      return Field(number: number, content: .fixed)
    case 2:
      let count = try ByteCursor.length(varint(), "a field length")
      let start = cursor.position
      try cursor.skip(count)
      return Field(number: number, content: .bytes(start..<start + count))
    case 5:
      try cursor.skip(4)
      return Field(number: number, content: .fixed)
    default: throw .malformed("a field of wire type \(key & 7)")
    }
  }

  fileprivate mutating func varint() throws(ArtifactError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let byte = try cursor.byte()
      guard shift < 63 || byte <= 1 else { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
    }
    throw .malformed("a number longer than 64 bits")
  }
}

extension ProtobufReader {
  /// The numbers of a packed list.
  func packed(_ range: Range<Int>, limit: Int) throws(ArtifactError) -> [UInt64] {
    var reader = message(range)
    var values: [UInt64] = []
    while !reader.cursor.isAtEnd {
      guard values.count < limit else { throw .malformed("a list of more than \(limit) numbers") }
      do {
        values.append(try reader.varint())
      } catch .truncated {
        throw .malformed("a list that ends within a number")
      }
    }
    return values
  }

  /// A short text; nil where the field is no text of that length, in UTF-8 without control characters.
  func text(_ range: Range<Int>, limit: Int = 256) throws(ArtifactError) -> String? {
    guard range.count <= limit else { return nil }
    let bytes = try cursor.source.read(at: range.lowerBound, count: range.count)
    guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A }) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }
}
