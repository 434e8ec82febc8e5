import Catalog
import Discovery
import Estate
import Formats
import Foundation
import TestSupport

/// Model files as the real libraries write them, made once a run.
struct ArtifactFixtures {
  /// Contents by name.
  let files: [String: [UInt8]]
  /// What the libraries say of each.
  let expected: [String: DocumentNode]

  static let made: Result<ArtifactFixtures, any Error> = Result { try ArtifactFixtures() }

  private init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "isobar-artifacts-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/make_artifacts.py").path
    try PythonEnvironment.run([script, folder.path])
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      files[name] = Array(try Data(contentsOf: folder.appending(path: name)))
    }
    let facts = try JSONDocument.parse(files.removeValue(forKey: "expected.json") ?? [])
    self.files = files
    expected = Dictionary(facts.entries.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
  }
}

/// Runs the detector over files in memory.
enum ModelFileScan {
  static let repository = RepositoryIdentity(
    id: AssetID(.repository, "local", "models"), name: "models", folder: "")

  static func entry(_ name: String, _ bytes: [UInt8]) -> FileEntry {
    FileEntry(
      path: name, size: bytes.count, head: Array(bytes.prefix(4096)),
      isBinary: bytes.prefix(4096).contains(0), repository: repository)
  }

  /// What is recorded of a file; nothing where the detector does not want it.
  static func observations(_ name: String, _ bytes: [UInt8]) throws -> Observations {
    let detector = ModelFileDetector(try ArtifactFormats())
    let entry = entry(name, bytes)
    var recorder = Recorder(source: "files:.", detector: detector.name, path: name)
    guard detector.wants(entry) else { return recorder.observations }
    try detector.inspect(InspectedFile(entry: entry, reader: MemoryFile(bytes)), &recorder)
    return recorder.observations
  }
}
