/// The header of a safetensors file: a length, then JSON that names every tensor.
/// https://huggingface.co/docs/safetensors/index#format
enum SafetensorsHeader {
  /// What the format allows, and what is read: a header of a model with a million tensors is smaller.
  private static let formatLimit = 100_000_000
  private static let readLimit = 48 << 20
  private static let bitWidths: [String: Int] = [
    "BOOL": 8, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "F8_E5M2FNUZ": 8,
    "F8_E4M3FNUZ": 8, "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32,
    "F32": 32, "F64": 64, "I64": 64, "U64": 64, "C64": 64, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6,
  ]

  /// A brace after eight bytes that are a length, not text.
  static func matches(_ head: [UInt8]) -> Bool {
    head.count > 9 && head[8] == UInt8(ascii: "{")
      && !head[..<8].allSatisfy { (0x20...0x7E).contains($0) || (0x09...0x0D).contains($0) }
  }

  static func read(
    _ source: any ByteSource, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    var cursor = ByteCursor(source)
    let length = try cursor.integer(UInt64.self)
    guard let count = Int(exactly: length), count <= formatLimit else {
      throw .malformed("a header of \(length) bytes, beyond the format's limit")
    }
    guard count <= cursor.remaining else { throw .truncated(expected: 8 + count) }
    guard count <= readLimit else { throw .limit("a header of \(count >> 20) MiB") }
    var reader = TensorListReader(JSONReader(try cursor.bytes(count), depthLimit: 16))
    defer { if reader.tally.tensors > 0 { header.adopt(reader.tally) } }
    do {
      try reader.read()
    } catch {
      throw Self.error(of: error)
    }
    header.architecture =
      reader.metadata["modelspec.architecture"] ?? reader.metadata["architecture"]
    header.adopt(reader.tally)
    try checkOffsets(reader.ranges, dataSize: cursor.remaining, start: cursor.position)
  }

  private static func error(of error: TensorListReader.Failure) -> ArtifactError {
    switch error {
    case .document(let error): .malformed("\(error)")
    case .artifact(let error): error
    }
  }

  /// Tensors follow each other without holes, and fill the file.
  private static func checkOffsets(
    _ ranges: [Range<Int>], dataSize: Int, start: Int
  ) throws(ArtifactError) {
    var end = 0
    for range in ranges.sorted(by: {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }) {
      guard range.lowerBound == end else {
        throw .malformed(
          range.lowerBound < end ? "tensors that overlap" : "bytes that belong to no tensor")
      }
      end = range.upperBound
    }
    guard end <= dataSize else { throw .truncated(expected: start + end) }
    guard end == dataSize else { throw .malformed("\(dataSize - end) bytes after the last tensor") }
  }

  fileprivate static func check(_ type: String, _ elements: Int, _ range: Range<Int>)
    throws(ArtifactError)
  {
    guard let width = bitWidths[type] else { return }
    let (bits, overflow) = elements.multipliedReportingOverflow(by: width)
    guard !overflow, (bits + 7) / 8 == range.count else {
      throw .malformed("a tensor whose length does not fit its shape")
    }
  }
}

/// Reads the JSON of a safetensors header.
private struct TensorListReader {
  enum Failure: Error {
    case document(DocumentError)
    case artifact(ArtifactError)
  }

  private var reader: JSONReader
  private(set) var tally = TensorTally()
  private(set) var ranges: [Range<Int>] = []
  private(set) var metadata: [String: String] = [:]
  private var names: Set<Int> = []

  init(_ reader: JSONReader) { self.reader = reader }

  mutating func read() throws(Failure) {
    guard try next() == .beginObject else { throw malformed("no object") }
    while true {
      switch try next() {
      case .key("__metadata__"): try readMetadata()
      case .key(let name):
        guard names.insert(name.hashValue).inserted else { throw malformed("a tensor twice") }
        try readTensor()
      default:
        guard try next() == .end else { throw malformed("more than one object") }
        return
      }
    }
  }

  private mutating func readMetadata() throws(Failure) {
    guard try next() == .beginObject else { throw malformed("metadata that are no object") }
    while case .key(let key) = try next() {
      guard case .text(let value) = try next() else { throw malformed("metadata that are no text") }
      if key.utf8.count <= 64, value.utf8.count <= 256 { metadata[key] = value }
    }
  }

  private mutating func readTensor() throws(Failure) {
    guard try next() == .beginObject else { throw malformed("a tensor that is no object") }
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    while case .key(let key) = try next() {
      switch key {
      case "dtype":
        guard case .text(let value) = try next() else { throw malformed("a type that is no text") }
        type = value
      case "shape": shape = try readNumbers()
      case "data_offsets": offsets = try readNumbers()
      default: throw malformed("an unknown key in a tensor")
      }
    }
    guard let type, type.utf8.count <= 32, let shape, let offsets, offsets.count == 2,
      offsets[0] <= offsets[1]
    else { throw malformed("a tensor without type, shape and offsets") }
    do {
      let elements = try tally.add(type: type, shape: shape)
      try SafetensorsHeader.check(type, elements, offsets[0]..<offsets[1])
    } catch { throw .artifact(error) }
    ranges.append(offsets[0]..<offsets[1])
  }

  private mutating func readNumbers() throws(Failure) -> [Int] {
    guard try next() == .beginArray else { throw malformed("numbers that are no list") }
    var numbers: [Int] = []
    while true {
      switch try next() {
      case .integer(let number) where number >= 0 && numbers.count < 64: numbers.append(number)
      case .endArray: return numbers
      default: throw malformed("a list of something else than a few numbers")
      }
    }
  }

  private mutating func next() throws(Failure) -> JSONReader.Token {
    do { return try reader.next() } catch { throw .document(error) }
  }

  private func malformed(_ reason: String) -> Failure { .artifact(.malformed(reason)) }
}
