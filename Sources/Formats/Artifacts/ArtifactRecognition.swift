/// Tells model files by their content, and reads their headers.
public struct ArtifactRecognition: Sendable {
  /// Formats that the name of the file announces. Less proof is asked for them, and what is damaged is
  /// still reported; a name alone never makes a model file.
  private let announced: Set<ArtifactFormat>
  private let weightNames: Set<String>

  public init(announced: Set<ArtifactFormat> = [], weightNames: Set<String> = []) {
    self.announced = announced
    self.weightNames = weightNames
  }

  /// Whether the first bytes, up to 4,096, can be those of a model file.
  public static func mayMatch(_ head: [UInt8], size: Int) -> Bool {
    guard head.count >= 2 else { return false }
    return head.starts(with: GGUFHeader.magic) || ZipDirectory.matches(head)
      || SafetensorsHeader.matches(head) || HDF5File.matches(head)
      || head.starts(with: NumPyArray.magic) || TFLiteModel.matches(head)
      || ONNXModel.matches(head) || TensorFlowGraph.matchesSavedModel(head)
      || TensorFlowGraph.matchesGraphDef(head) || CoreMLModel.matches(head)
      || CompressedPickle.matches(head) || TreeModel.format(head, size: size) != nil
      || MarkupModel.format(head) != nil || PickleFile.matches(head)
  }

  /// The header of a model file; nil for any other file. What is damaged states it in `fault`.
  public func read(_ source: any ByteSource) throws(ArtifactError) -> ArtifactHeader? {
    let head = try source.read(at: 0, count: 4096)
    for reader in readers(head, source.size) {
      var header = ArtifactHeader(reader.format)
      do {
        try reader.read(source, &header)
        return header
      } catch {
        switch error {
        case .unrelated: continue
        case .unreadable: throw error
        case .truncated, .malformed, .limit:
          guard reader.isCertain || !announced.isDisjoint(with: [reader.format, header.format])
          else { continue }
          header.fault = error
          return header
        }
      }
    }
    return nil
  }

  private struct Reader {
    let format: ArtifactFormat
    /// Whether the first bytes leave no doubt.
    let isCertain: Bool
    let read: (any ByteSource, inout ArtifactHeader) throws(ArtifactError) -> Void
  }

  /// Readers of the formats that the first bytes allow, the surest first.
  private func readers(_ head: [UInt8], _ size: Int) -> [Reader] {
    var readers: [Reader] = []
    func add(
      _ format: ArtifactFormat, if matches: Bool, certain: Bool = false,
      _ read: @escaping (any ByteSource, inout ArtifactHeader) throws(ArtifactError) -> Void
    ) {
      if matches { readers.append(Reader(format: format, isCertain: certain, read: read)) }
    }
    add(.gguf, if: head.starts(with: GGUFHeader.magic), certain: head.count >= 8, GGUFHeader.read)
    readers += zipReaders(head)
    add(.safetensors, if: SafetensorsHeader.matches(head), SafetensorsHeader.read)
    add(.hdf5, if: HDF5File.matches(head), HDF5File.read)
    add(.numpy, if: head.starts(with: NumPyArray.magic), Self.readArray)
    add(.tflite, if: TFLiteModel.matches(head), certain: true, TFLiteModel.read)
    if let format = TreeModel.format(head, size: size) {
      add(format, if: true) { source, header throws(ArtifactError) in
        try TreeModel.read(source, head: head, into: &header)
      }
    }
    if let format = MarkupModel.format(head) {
      add(format, if: true) { _, header in MarkupModel.read(head, into: &header) }
    }
    add(
      .savedModel, if: TensorFlowGraph.matchesSavedModel(head), TensorFlowGraph.readSavedModel)
    add(.onnx, if: ONNXModel.matches(head), ONNXModel.read)
    add(.coreML, if: CoreMLModel.matches(head), CoreMLModel.read)
    add(.graphDef, if: TensorFlowGraph.matchesGraphDef(head), TensorFlowGraph.readGraphDef)
    let isNamed = !announced.isDisjoint(with: [.pickle, .joblib, .pytorch, .pytorchLegacy])
    // The reader itself asks for proof.
    add(.pickle, if: PickleFile.matches(head), certain: true) {
      source, header throws(ArtifactError) in
      try PickleFile.read(source, isNamed: isNamed, into: &header)
    }
    add(.joblib, if: CompressedPickle.matches(head), certain: true) {
      source, header throws(ArtifactError) in
      try CompressedPickle.read(source, head: head, isNamed: isNamed, into: &header)
    }
    return readers
  }

  private func zipReaders(_ head: [UInt8]) -> [Reader] {
    guard ZipDirectory.matches(head) else { return [] }
    let weightNames = weightNames
    // The directory is at the end: where that is cut off, the first member tells.
    let first = ZipDirectory.firstName(head) ?? ""
    let format: ArtifactFormat =
      TorchArchive.root(of: first) != nil
      ? .pytorch
      : first.hasSuffix(".npy") ? .numpy : announced.contains(.keras) ? .keras : .pytorch
    return [
      Reader(format: format, isCertain: format == .pytorch && TorchArchive.root(of: first) != nil) {
        source, header throws(ArtifactError) in
        let zip = try ZipDirectory(source)
        if let torch = TorchArchive(zip) {
          header.format = torch.isScript ? .torchscript : .pytorch
          try torch.read(into: &header)
        } else if KerasArchive.matches(zip) {
          header.format = .keras
          try KerasArchive.read(zip, into: &header)
        } else if NumPyArchive.matches(zip) {
          header.format = .numpy
          try NumPyArchive.read(zip, weightNames: weightNames, into: &header)
        } else {
          throw .unrelated
        }
        if let defect = zip.defect { throw .malformed(defect) }
      }
    ]
  }

  /// An array of objects, which is a pickle; a plain array is data, not a model.
  private static func readArray(
    _ source: any ByteSource, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    let array = try NumPyArray(source)
    guard array.holdsObjects else { throw .unrelated }
    header.version = array.version
    header.features.insert(.objectArrays)
  }
}
