/// A TensorFlow Lite model: a FlatBuffer with the identifier `TFL3`.
/// Schema: https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs
enum TFLiteModel {
  private static let identifier = Array("TFL3".utf8)
  private static let elementTypes: [UInt8: String] = [
    0: "F32", 1: "F16", 2: "I32", 3: "U8", 4: "I64", 5: "STRING", 6: "BOOL", 7: "I16", 8: "C64",
    9: "I8", 10: "F64", 11: "C128", 12: "U64", 15: "U32", 16: "U16", 17: "I4", 18: "BF16",
  ]

  static func matches(_ head: [UInt8]) -> Bool {
    head.count >= 8 && head[4..<8].elementsEqual(identifier)
  }

  static func read(
    _ source: any ByteSource, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    let budget = WorkBudget(1 << 18)
    let model = try FlatTable.root(of: source, budget)
    header.version = try model.integer(0).map { "\($0)" }
    for code in try model.tables(1) where try code.text(1)?.isEmpty == false {
      header.features.insert(.customOperators)
    }
    header.producer = try model.text(3)
    let buffers = try model.tables(4)
    var tally = TensorTally()
    for graph in try model.tables(2) {
      for tensor in try graph.tables(0) {
        let number = Int(try tensor.integer(2) ?? 0)
        guard buffers.indices.contains(number), try buffers[number].holdsData() else { continue }
        let type = try tensor.byte(1) ?? 0
        var shape: [Int] = []
        for dimension in try tensor.integers(0) {
          shape.append(Int(Int32(bitPattern: dimension)))
        }
        try tally.add(type: elementTypes[type] ?? "type-\(type)", shape: shape)
      }
    }
    header.adopt(tally)
  }
}

extension FlatTable {
  /// Whether a `Buffer` holds bytes, within it or, as in models beyond 2 GB, after the FlatBuffer.
  fileprivate func holdsData() throws(ArtifactError) -> Bool {
    if let bytes = try vector(0) { return bytes.count > 0 }
    return try position(of: 1) != nil
  }
}
