/// A file that is one or several pickles: plain, of joblib with its arrays between the opcodes, or what
/// PyTorch saved before version 1.6.
enum PickleFile {
  /// `torch.save`'s magic number, 0x1950a86a20f9469cfc6c, as a pickle of protocol 2 or higher has it.
  private static let torchMagic: [UInt8] = [
    0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
  ]
  private static let trialLimit = 1 << 14

  /// The protocol stated, or, for protocols 0 and 1, opcodes up to the end of the head.
  static func matches(_ head: [UInt8]) -> Bool {
    guard let first = head.first else { return false }
    if first == 0x80 { return head.count > 1 && head[1] <= 5 }
    guard "(cIFLSVNJKMGUTX])}".utf8.contains(first) else { return false }
    var walk = PickleWalk(ByteCursor(BufferedBytes(head)), WorkBudget(trialLimit))
    do {
      try walk.run()
      return true
    } catch {
      switch error {
      case .truncated, .limit: return walk.summary.opcodes >= 4
      default: return walk.summary.hasGlobals && walk.summary.calls
      }
    }
  }

  /// - Parameter isNamed: The name of the file says that it is a pickle, so that less proof is needed.
  static func read(
    _ source: any ByteSource, isNamed: Bool, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    let head = try source.read(at: 0, count: 2 + torchMagic.count)
    if head.first == 0x80, head.dropFirst(2).elementsEqual(torchMagic) {
      return try readTorch(source, into: &header)
    }
    let budget = WorkBudget()
    var walk = PickleWalk(ByteCursor(source), budget)
    var fault: ArtifactError?
    do { try walk.run() } catch { fault = error }
    let summary = walk.summary
    guard isProven(summary, head, fault, isNamed: isNamed, size: source.size) else {
      throw .unrelated
    }
    header.version = summary.protocolVersion.map { "\($0)" } ?? "0"
    summary.describe(in: &header)
    if summary.hasGlobal(endingWith: "numpy_pickle.NumpyArrayWrapper") {
      header.format = .joblib
      header.producer = header.producer ?? "joblib"
      // The bytes of arrays stand between the opcodes: what follows is not read here.
      if case .malformed = fault { fault = nil }
    }
    if let fault { throw fault }
  }

  /// Whether it is beyond doubt that the bytes are a pickle.
  private static func isProven(
    _ summary: PickleSummary, _ head: [UInt8], _ fault: ArtifactError?, isNamed: Bool, size: Int
  ) -> Bool {
    if case .unreadable = fault { return true }
    if case .limit = fault { return true }
    let actsOnNames = summary.hasGlobals && summary.calls
    if head.first == 0x80 {
      if summary.isComplete {
        return isNamed || summary.end == size || summary.hasGlobals
      }
      return actsOnNames || (isNamed && summary.opcodes >= 4)
        || (summary.opcodes >= 8 && summary.hasGlobals)
    }
    if summary.isComplete {
      return (isNamed && summary.end == size)
        || actsOnNames || (summary.end >= size - 1 && summary.opcodes >= 8)
    }
    return actsOnNames || (isNamed && summary.opcodes >= 8)
  }

  /// Magic number, protocol, system, data, keys: a pickle each; then the storages.
  private static func readTorch(
    _ source: any ByteSource, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    header.format = .pytorchLegacy
    header.producer = "pytorch"
    let budget = WorkBudget()
    var start = 0
    var storages = 0
    for number in 0..<5 {
      var walk = PickleWalk(ByteCursor(source, from: start), budget)
      defer { if number == 3 { walk.summary.describe(in: &header) } }
      try walk.run()
      if number == 0 { header.version = walk.summary.protocolVersion.map { "\($0)" } }
      storages += walk.summary.storageBytes + 8 * walk.summary.storages.tensors
      start = walk.summary.end
    }
    guard start + storages <= source.size else { throw .truncated(expected: start + storages) }
  }
}
