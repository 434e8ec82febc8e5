import Synchronization

/// What files were found to mean together, by a digest of all that it depends on. Of no use once the files
/// have changed, and then not kept any longer.
final class LinkMemory: Sendable {
  private let known: [FileDigest: ArraySlice<UInt8>]
  private let source: String
  private let detectors: [String]
  private let used = Mutex<[FileDigest: ArraySlice<UInt8>]>([:])

  init(_ table: OutcomeTable?, source: String, detectors: [String]) {
    known = table?.links ?? [:]
    self.source = source
    self.detectors = detectors
  }

  /// What is remembered under a digest.
  func bytes(_ key: FileDigest) -> ArraySlice<UInt8>? {
    guard let bytes = known[key] else { return nil }
    used.withLock { $0[key] = bytes }
    return bytes
  }

  func keep(_ bytes: [UInt8], under key: FileDigest) { used.withLock { $0[key] = bytes[...] } }

  /// The same of what files say.
  func files(_ key: FileDigest) -> [LinkedFile]? {
    bytes(key).flatMap { try? read(Array($0)) }
  }

  func keep(_ files: [LinkedFile], under key: FileDigest) {
    if let bytes = write(files) { keep(bytes, under: key) }
  }

  /// What this scan used, for the next; nil where that is what is known already.
  var changed: [FileDigest: ArraySlice<UInt8>]? {
    used.withLock { used in
      // Whatever is used and known is the same.
      used.count == known.count && used.keys.allSatisfy { known[$0] != nil } ? nil : used
    }
  }

  private func write(_ files: [LinkedFile]) -> [UInt8]? {
    var writer = ByteWriter()
    writer.number(files.count)
    for file in files {
      let outcome = FileInspector.Outcome(observations: file.observations)
      guard
        let bytes = OutcomeWriter.bytes(
          of: outcome, path: file.path, source: source, detectors: detectors)
      else { return nil }
      writer.counted(file.path.utf8)
      writer.counted(bytes)
    }
    return writer.bytes
  }

  private func read(_ bytes: [UInt8]) throws(ByteReader.Damage) -> [LinkedFile] {
    var reader = ByteReader(bytes, in: bytes.indices)
    var files: [LinkedFile] = []
    for _ in 0..<(try reader.count()) {
      let path = try reader.text()
      let outcome = Array(try reader.counted())
      files.append(
        LinkedFile(
          path: path,
          observations: try OutcomeReader.outcome(
            from: ByteReader(outcome, in: outcome.indices), path: path, source: source,
            detectors: detectors
          ).observations))
    }
    guard reader.isAtEnd else { throw ByteReader.Damage() }
    return files
  }
}
