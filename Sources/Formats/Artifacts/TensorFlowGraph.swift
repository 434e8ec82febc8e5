/// TensorFlow graphs: a `SavedModel`, or a `GraphDef` alone.
/// Field numbers: https://github.com/tensorflow/tensorflow/tree/master/tensorflow/core/protobuf
/// (saved_model, meta_graph) and …/core/framework (graph, node_def, tensor).
enum TensorFlowGraph {
  /// Data types whose constants are weights; whole numbers are mostly shapes.
  private static let weightTypes: [UInt64: String] = [
    1: "F32", 2: "F64", 14: "BF16", 19: "F16", 24: "F8_E5M2", 25: "F8_E4M3",
  ]

  /// A schema version of 1, then a graph.
  static func matchesSavedModel(_ head: [UInt8]) -> Bool {
    head.count >= 8 && head[0] == 0x08 && head[1] == 0x01 && head[2] == 0x12
  }

  /// A node that starts with its name.
  static func matchesGraphDef(_ head: [UInt8]) -> Bool {
    guard head.count >= 8, head[0] == 0x0A else { return false }
    return head[2...].prefix(5).contains(0x0A)
  }

  static func readSavedModel(
    _ source: any ByteSource, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    var reader = ProtobufReader(source)
    var hasGraph = false
    while let field = try reader.next() {
      switch (field.number, field.content) {
      case (1, .number(let version)): header.version = "\(version)"
      case (2, .bytes(let range)):
        hasGraph = try readMetaGraph(reader.message(range), into: &header) || hasGraph
      default: throw .unrelated
      }
    }
    guard hasGraph else { throw .unrelated }
  }

  /// Whether the message has a graph with nodes.
  private static func readMetaGraph(
    _ message: ProtobufReader, into header: inout ArtifactHeader
  ) throws(ArtifactError) -> Bool {
    var reader = message
    var hasGraph = false
    while let field = try reader.next() {
      guard (1...7).contains(field.number), let range = field.range else { throw .unrelated }
      if field.number == 1 {
        var information = reader.message(range)
        while let field = try information.next() {
          guard field.number == 5, let range = field.range else { continue }
          let version = try information.text(range)
          header.producer = version.map { "tensorflow \($0)" }
        }
      } else if field.number == 2 {
        hasGraph = try readGraph(reader.message(range)).nodes > 0
      }
    }
    return hasGraph
  }

  static func readGraphDef(
    _ source: any ByteSource, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    let graph = try readGraph(ProtobufReader(source))
    guard graph.nodes > 0 else { throw .unrelated }
    header.version = graph.producer.map { "\($0)" }
    if graph.constants.tensors > 0 { header.adopt(graph.constants) }
  }

  private struct Graph {
    var nodes = 0
    var producer: UInt64?
    var constants = TensorTally()
  }

  private static func readGraph(_ message: ProtobufReader) throws(ArtifactError) -> Graph {
    var reader = message
    var graph = Graph()
    while let field = try reader.next() {
      switch (field.number, field.content) {
      case (1, .bytes(let range)):
        graph.nodes += 1
        try readNode(reader.message(range), &graph.constants)
      case (4, .bytes(let range)):
        var versions = reader.message(range)
        while let field = try versions.next() {
          if field.number == 1 { graph.producer = field.integer }
        }
      case (2, .bytes), (5, .bytes), (3, .number): break
      default: throw .unrelated
      }
    }
    return graph
  }

  /// Takes any message apart that is a node: a name and an operation; anything else is unrelated.
  private static func readNode(
    _ message: ProtobufReader, _ constants: inout TensorTally
  ) throws(ArtifactError) {
    var reader = message
    var name: String?
    var operation: String?
    var attributes: [Range<Int>] = []
    while let field = try reader.next() {
      guard (1...7).contains(field.number), let range = field.range else { throw .unrelated }
      switch field.number {
      case 1: name = try reader.text(range, limit: 4096)
      case 2: operation = try reader.text(range)
      case 5: attributes.append(range)
      default: break
      }
    }
    guard name?.isEmpty == false, let operation, isOperation(operation) else { throw .unrelated }
    guard operation == "Const" else { return }
    for range in attributes { try readAttribute(reader.message(range), &constants) }
  }

  private static func isOperation(_ text: String) -> Bool {
    guard let first = text.utf8.first, first == 0x5F || (0x41...0x5A).contains(first & ~0x20) else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & ~0x20)
        || [0x2D, 0x2E, 0x2F, 0x3A, 0x3E, 0x5F].contains(byte)
    }
  }

  /// Counts the tensor of the attribute `value`.
  private static func readAttribute(
    _ message: ProtobufReader, _ constants: inout TensorTally
  ) throws(ArtifactError) {
    var entry = message
    var isValue = false
    while let field = try entry.next() {
      guard let range = field.range else { throw .unrelated }
      if field.number == 1 { isValue = try entry.text(range) == "value" }
      guard field.number == 2, isValue else { continue }
      var value = entry.message(range)
      while let field = try value.next() {
        guard field.number == 8, let range = field.range else { continue }
        try readTensor(value.message(range), &constants)
      }
    }
  }

  private static func readTensor(
    _ message: ProtobufReader, _ constants: inout TensorTally
  ) throws(ArtifactError) {
    var reader = message
    var type: String?
    var shape: [Int] = []
    while let field = try reader.next() {
      switch (field.number, field.content) {
      case (1, .number(let number)): type = weightTypes[number]
      case (2, .bytes(let range)):
        var dimensions = reader.message(range)
        while let field = try dimensions.next() {
          guard field.number == 2, let range = field.range else { continue }
          var dimension = dimensions.message(range)
          var size = 0
          while let field = try dimension.next() {
            guard field.number == 1, let value = field.integer else { continue }
            size = try ByteCursor.length(value, "a dimension")
          }
          shape.append(size)
          guard shape.count <= 254 else { throw .malformed("a tensor of too many dimensions") }
        }
      default: break
      }
    }
    if let type { try constants.add(type: type, shape: shape) }
  }
}
