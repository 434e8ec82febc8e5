public import Estate
import Formats

/// Sees model files: what format they have by their content, what their headers say, and whether the
/// format runs code when it is loaded.
public struct ModelFileDetector: Detector {
  public let name = "model-files"
  public var collects: Set<RelationKind> { [.storedIn] }
  private let formats: ArtifactFormats

  public init(_ formats: ArtifactFormats) { self.formats = formats }

  public func wants(_ entry: FileEntry) -> Bool {
    entry.size >= 2
      && (ArtifactRecognition.mayMatch(entry.head, size: entry.size)
        || !formats.announced(by: entry).isEmpty)
  }

  public func inspect(
    _ file: InspectedFile, _ record: inout Recorder
  ) throws(Unreadable) {
    let announced = formats.announced(by: file.entry)
    if !announced.isEmpty, let pointer = LargeFilePointer(file.entry.head) {
      return recordPointer(pointer, announced, file.entry, &record)
    }
    let bytes = InspectedBytes(file: file)
    do {
      let recognition = ArtifactRecognition(
        announced: announced, weightNames: formats.weightNames)
      guard let header = try recognition.read(bytes) else {
        return recordStranger(file.entry, announced, &record)
      }
      let digest = try ContentDigest.sha256(of: bytes)
      recordArtifact(header, digest, announced, file.entry, &record)
    } catch {
      throw Self.unreadable(error)
    }
  }

  /// A file that is called a model, and begins as none of any known format, was not looked into: it may be
  /// encrypted, or damaged from the start.
  private func recordStranger(
    _ entry: FileEntry, _ announced: Set<ArtifactFormat>, _ record: inout Recorder
  ) {
    guard !announced.isEmpty, entry.isBinary,
      !ArtifactRecognition.mayMatch(entry.head, size: entry.size)
    else { return }
    record.skipped("called a model file by its name, and begins as none")
  }

  private func recordArtifact(
    _ header: ArtifactHeader, _ digest: String, _ announced: Set<ArtifactFormat>,
    _ entry: FileEntry, _ record: inout Recorder
  ) {
    var properties: [String: Value] = [
      "format": .text(header.format.rawValue), "size": .integer(entry.size),
      "sha256": .text(digest),
    ]
    properties["runs_code"] = formats.runsCode(header).map(Value.text)
    properties["format_version"] = header.version.map(Value.text)
    properties["producer"] = header.producer.map(Value.text)
    properties["architecture"] = header.architecture.map(Value.text)
    properties["quantization"] = header.quantization.map(Value.text)
    properties["parameters"] = header.parameters.map(Value.integer)
    properties["tensors"] = header.tensors.map(Value.integer)
    if case .truncated = header.fault { properties["truncated"] = true }
    let id = record.asset(
      AssetID(.modelArtifact, "sha256", digest), .modelArtifact, name: String(entry.name),
      properties: properties)
    record.relation(.storedIn, from: id, to: entry.repository.id)
    if !announced.isEmpty, !announced.contains(header.format) {
      record.signal(
        "artifact.extension-mismatch", on: id,
        detail: ["declared": .text(entry.fileExtension), "actual": .text(header.format.rawValue)])
    }
    recordFault(header.fault, of: id, entry, &record)
  }

  private func recordFault(
    _ fault: ArtifactError?, of id: AssetID, _ entry: FileEntry, _ record: inout Recorder
  ) {
    switch fault {
    case .truncated(let expected):
      record.signal(
        "artifact.truncated", on: id,
        detail: ["size": .integer(entry.size), "expected": .integer(expected)])
      record.skipped("ends after \(entry.size) bytes of at least \(expected)")
    case .malformed(let reason):
      record.signal("artifact.malformed", on: id, detail: ["reason": .text(reason)])
      record.skipped("malformed: \(reason)")
    case .limit(let reason): record.skipped("not read to its end: \(reason)")
    case .unrelated, .unreadable, nil: break
    }
  }

  /// The content is elsewhere; what is known is its digest, its size and the name.
  private func recordPointer(
    _ pointer: LargeFilePointer, _ announced: Set<ArtifactFormat>, _ entry: FileEntry,
    _ record: inout Recorder
  ) {
    var properties: [String: Value] = [
      "size": .integer(pointer.size), "sha256": .text(pointer.sha256),
    ]
    if let format = announced.first, announced.count == 1 {
      properties["format"] = .text(format.rawValue)
    }
    let runsCode = Set(announced.map { formats.runsCode(ArtifactHeader($0)) })
    if let only = runsCode.first, runsCode.count == 1 {
      properties["runs_code"] = only.map(Value.text)
    }
    let id = record.asset(
      AssetID(.modelArtifact, "sha256", pointer.sha256), .modelArtifact, name: String(entry.name),
      properties: properties, confidence: 0.9)
    record.relation(.storedIn, from: id, to: entry.repository.id)
    record.signal("artifact.lfs-pointer", on: id, detail: ["size": .integer(pointer.size)])
  }

  private static func unreadable(_ error: ArtifactError) -> Unreadable {
    switch error {
    case .unreadable(let reason), .malformed(let reason), .limit(let reason): Unreadable(reason)
    case .truncated: Unreadable("the file changed while it was read")
    case .unrelated: Unreadable("not a model file")
    }
  }
}
