/// An ONNX model: a `ModelProto`, read past the weights.
/// Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
enum ONNXModel {
  private static let modelFields: Set<Int> = [1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26]
  private static let graphFields: Set<Int> = [1, 2, 5, 10, 11, 12, 13, 14, 15, 16]
  private static let tensorFields: Set<Int> = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16]
  private static let nodeFields: Set<Int> = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
  private static let standardDomains: Set<String> = [
    "", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview.training",
  ]
  private static let elementTypes: [UInt64: String] = [
    1: "F32", 2: "U8", 3: "I8", 4: "U16", 5: "I16", 6: "I32", 7: "I64", 8: "STRING", 9: "BOOL",
    10: "F16", 11: "F64", 12: "U32", 13: "U64", 14: "C64", 15: "C128", 16: "BF16",
    17: "F8_E4M3", 18: "F8_E4M3FNUZ", 19: "F8_E5M2", 20: "F8_E5M2FNUZ", 21: "U4", 22: "I4",
    23: "F4_E2M1",
  ]

  /// A version number first, then another field of a model.
  static func matches(_ head: [UInt8]) -> Bool {
    guard head.count >= 8, head[0] == 0x08, (1...32).contains(head[1]) else { return false }
    return [0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42].contains(head[2])
  }

  static func read(
    _ source: any ByteSource, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    var reader = ProtobufReader(source)
    var graphs: [Range<Int>] = []
    var hasOperatorSets = false
    var version: String?
    while let field = try reader.next() {
      guard modelFields.contains(field.number) else { throw .unrelated }
      switch (field.number, field.content) {
      case (1, .number(let value)): header.version = "\(value)"
      case (2, .bytes(let range)): header.producer = try reader.text(range)
      case (3, .bytes(let range)): version = try reader.text(range)
      case (7, .bytes(let range)): graphs.append(range)
      case (8, .bytes): hasOperatorSets = true
      case (1, _), (2, _), (3, _), (7, _), (8, _): throw .unrelated
      default: break
      }
    }
    guard let graph = graphs.first, graphs.count == 1, hasOperatorSets else { throw .unrelated }
    header.producer = [header.producer, version].compactMap { $0?.isEmpty == false ? $0 : nil }
      .joined(separator: " ")
    if header.producer?.isEmpty == true { header.producer = nil }
    try readGraph(reader.message(graph), into: &header)
  }

  private static func readGraph(
    _ message: ProtobufReader, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    var reader = message
    var tally = TensorTally()
    while let field = try reader.next() {
      guard graphFields.contains(field.number), let range = field.range else { throw .unrelated }
      switch field.number {
      case 1: try readNode(reader.message(range), into: &header)
      case 5: try readTensor(reader.message(range), &tally, into: &header)
      default: break
      }
    }
    header.adopt(tally)
  }

  private static func readNode(
    _ message: ProtobufReader, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    var reader = message
    while let field = try reader.next() {
      guard nodeFields.contains(field.number), let range = field.range else { throw .unrelated }
      if field.number == 7, let domain = try reader.text(range),
        !standardDomains.contains(domain)
      {
        header.features.insert(.customOperators)
      }
    }
  }

  private static func readTensor(
    _ message: ProtobufReader, _ tally: inout TensorTally, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    var reader = message
    var shape: [UInt64] = []
    var type: UInt64 = 0
    while let field = try reader.next() {
      guard tensorFields.contains(field.number) else { throw .unrelated }
      switch (field.number, field.content) {
      case (1, .number(let dimension)): shape.append(dimension)
      case (1, .bytes(let range)):
        shape += try reader.packed(range, limit: 64)
      case (2, .number(let number)): type = number
      case (13, .bytes), (14, .number(1)): header.features.insert(.externalData)
      default: break
      }
      guard shape.count <= 64 else { throw .malformed("a tensor of more than 64 dimensions") }
    }
    var dimensions: [Int] = []
    for dimension in shape { dimensions.append(try ByteCursor.length(dimension, "a dimension")) }
    try tally.add(type: elementTypes[type] ?? "type-\(type)", shape: dimensions)
  }
}
