/// The header of a GGUF file, versions 1 to 3, of either byte order.
/// Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
enum GGUFHeader {
  static let magic = Array("GGUF".utf8)

  static func read(
    _ source: any ByteSource, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    var reader = GGUFReader(ByteCursor(source))
    header.version = "\(try reader.readVersion())"
    let tensorCount = try reader.count("tensors")
    let pairCount = try reader.count("key-value pairs")
    var alignment = 32
    for _ in 0..<pairCount {
      let key = try reader.text(limit: 1 << 16)
      let type = try reader.cursor.integer(UInt32.self, bigEndian: reader.isBigEndian)
      switch key {
      case "general.architecture" where type == GGUFReader.textType:
        header.architecture = try reader.text(limit: 1 << 16)
      case "general.file_type" where type == 4:
        let number = try reader.cursor.integer(UInt32.self, bigEndian: reader.isBigEndian)
        header.quantization = GGMLType.fileTypes[number]
      case "general.alignment" where type == 4:
        let number = try reader.cursor.integer(UInt32.self, bigEndian: reader.isBigEndian)
        guard number > 0, number % 8 == 0 else {
          throw .malformed("an alignment of \(number)")
        }
        alignment = Int(number)
      default:
        if key.hasPrefix("tokenizer.chat_template") { header.features.insert(.chatTemplate) }
        try reader.skipValue(type: type)
      }
    }
    try readTensors(tensorCount, alignment: alignment, &reader, into: &header)
  }

  private static func readTensors(
    _ count: Int, alignment: Int, _ reader: inout GGUFReader, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    var tally = TensorTally()
    var dataEnd = 0
    for _ in 0..<count {
      try reader.skipText()
      let rank = try reader.cursor.integer(UInt32.self, bigEndian: reader.isBigEndian)
      guard rank <= 4 else { throw .malformed("a tensor of \(rank) dimensions") }
      var shape: [Int] = []
      for _ in 0..<rank { shape.append(try reader.length("a dimension")) }
      let number = try reader.cursor.integer(UInt32.self, bigEndian: reader.isBigEndian)
      let offset = try ByteCursor.length(
        reader.cursor.integer(UInt64.self, bigEndian: reader.isBigEndian), "a tensor offset")
      let type = GGMLType.all[number]
      let elements = try tally.add(type: type?.name ?? "type-\(number)", shape: shape)
      guard let type else { continue }
      dataEnd = max(dataEnd, try type.end(of: elements, at: offset))
    }
    header.adopt(tally)
    let start = reader.cursor.position
    let padding = (alignment - start % alignment) % alignment
    let expected = count == 0 ? start : start + padding + dataEnd
    guard expected <= reader.cursor.end else { throw .truncated(expected: expected) }
  }
}

/// Reads the primitive values of a GGUF file.
struct GGUFReader {
  static let textType: UInt32 = 8
  private static let arrayType: UInt32 = 9
  /// Bytes of each type of fixed width: integers, floats and truth values.
  private static let widths: [UInt32: Int] = [
    0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8,
  ]
  /// Far more than any model has, few enough to read in a second.
  private static let mostEntries = 1 << 20
  private static let mostTexts = 1 << 24

  var cursor: ByteCursor
  private(set) var isBigEndian = false
  private var version: UInt32 = 0
  private var texts = 0

  init(_ cursor: ByteCursor) { self.cursor = cursor }

  mutating func readVersion() throws(ArtifactError) -> UInt32 {
    try cursor.skip(GGUFHeader.magic.count)
    version = try cursor.integer(UInt32.self)
    if version & 0xFFFF == 0 {
      isBigEndian = true
      version = version.byteSwapped
    }
    guard (1...3).contains(version) else { throw .malformed("version \(version)") }
    return version
  }

  mutating func count(_ what: String) throws(ArtifactError) -> Int {
    let count = try length("a number of \(what)")
    guard count <= Self.mostEntries else { throw .malformed("\(count) \(what)") }
    return count
  }

  /// A length: 32 bits in version 1, 64 since.
  mutating func length(_ what: String) throws(ArtifactError) -> Int {
    if version == 1 { return Int(try cursor.integer(UInt32.self, bigEndian: isBigEndian)) }
    return try ByteCursor.length(cursor.integer(UInt64.self, bigEndian: isBigEndian), what)
  }

  mutating func text(limit: Int) throws(ArtifactError) -> String {
    let count = try length("a text length")
    guard count <= limit else { throw .malformed("a key of \(count) bytes") }
    return String(decoding: try cursor.bytes(count), as: UTF8.self)
  }

  mutating func skipText() throws(ArtifactError) { try cursor.skip(length("a text length")) }

  mutating func skipValue(type: UInt32, depth: Int = 0) throws(ArtifactError) {
    if let width = Self.widths[type] { return try cursor.skip(width) }
    if type == Self.textType { return try skipText() }
    guard type == Self.arrayType else { throw .malformed("a value of type \(type)") }
    guard depth < 4 else { throw .malformed("arrays nested deeper than 4") }
    let element = try cursor.integer(UInt32.self, bigEndian: isBigEndian)
    let count = try length("an array length")
    if let width = Self.widths[element] {
      let (bytes, overflow) = count.multipliedReportingOverflow(by: width)
      guard !overflow else { throw .malformed("an array of \(count) values") }
      return try cursor.skip(bytes)
    }
    texts += min(count, Self.mostTexts)
    guard texts < Self.mostTexts else { throw .limit("more than \(Self.mostTexts) array elements") }
    for _ in 0..<count { try skipValue(type: element, depth: depth + 1) }
  }
}
