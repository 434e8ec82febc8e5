import Catalog
@testable import Discovery
import Estate
import Matching
import Testing

/// Runs the detector over one text, as the walk over files does.
struct CredentialScan {
  let detector: CredentialDetector
  private let database: PatternDatabase

  init(digest: CredentialDigest = CredentialDigest()) throws {
    detector = try CredentialDetector(.embedded, digest: digest)
    database = try Self.compiled.get()
  }

  /// Compiled once for all tests.
  private static let compiled = Result {
    try PatternDatabase(patterns: CredentialDetector(.embedded).patterns)
  }

  func observations(in text: String, path: String = "src/settings.py") throws -> Observations {
    try observations(in: Array(text.utf8), path: path)
  }

  func observations(in bytes: [UInt8], path: String = "src/settings.py") throws -> Observations {
    let entry = FileEntry(
      path: path, size: bytes.count, head: Array(bytes.prefix(4096)), isBinary: false,
      repository: RepositoryIdentity(
        id: AssetID(.repository, "local", "shop"), name: "shop", folder: ""))
    let file = InspectedFile(entry: entry, reader: MemoryFile(bytes))
    let scanner = BlockScanner(try PatternScanner(database))
    file.hits = bytes.withUnsafeBytes { scanner.scan($0) }.hits
    var record = Recorder(source: "files", detector: detector.name, path: path)
    try detector.inspect(file, &record)
    return record.observations
  }

  func credentials(in text: String, path: String = "src/settings.py") throws -> [AssetObservation] {
    try observations(in: text, path: path).assets.filter { $0.kind == .credential }
  }
}

/// A text that a test must not hold in one piece, lest scanners of secrets take it for one.
func joined(_ pieces: String...) -> String { pieces.joined() }
