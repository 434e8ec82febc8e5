import Catalog
import Estate
import Formats
import Matching
import Testing

@testable import Discovery

/// Source files of a repository in memory, read as a scan reads them.
struct SourceCodeFixture {
  let files: [(path: String, text: String)]

  static let detector = Result { try SourceCodeDetector(.embedded) }
  private static let repository = RepositoryIdentity(
    id: AssetID(.repository, "git", "example.com/acme/shop"), name: "shop", folder: "")
  private static let extensions = [
    "python": "py", "script": "ts", "typescript": "ts", "tsx": "tsx", "javascript": "js",
    "java": "java", "kotlin": "kt", "csharp": "cs", "go": "go", "rust": "rs", "swift": "swift",
    "scala": "scala", "php": "php", "dart": "dart", "ruby": "rb",
  ]

  init(_ files: [(path: String, text: String)]) { self.files = files }

  /// An example of the catalogue: `language` and `code`, or `files`.
  init(_ example: DocumentNode) throws {
    if let files = example["files"] {
      self.files = files.entries.map { ($0.key, $0.value.text ?? "") }.sorted { $0.path < $1.path }
    } else {
      let language = try #require(example["language"]?.text)
      let ending = try #require(Self.extensions[language])
      files = [("src/example.\(ending)", example["code"]?.text ?? "")]
    }
  }

  struct Found: CustomStringConvertible {
    var assets: [AssetObservation] = []
    var relations: [RelationObservation] = []
    var signals: [SignalObservation] = []
    var skipped: [Skipped] = []

    func asset(_ kind: String, _ name: String) -> [AssetObservation] {
      assets.filter {
        $0.kind.name == kind && ($0.name == name || $0.id.text.hasSuffix(":\(name)"))
      }
    }

    /// `Kind name`, or `Kind name RELATION Kind name`, with the line where it must be seen:
    /// `… @12`.
    func has(_ text: String) -> Bool {
      let parts = text.split(separator: " @")
      let line = parts.count == 2 ? Int(parts[1]) : nil
      let statement = line == nil ? text : String(parts[0])
      for relation in RelationKind.all {
        guard let range = statement.firstRange(of: " \(relation.name) ") else { continue }
        let tail = statement[..<range.lowerBound]
        let head = statement[range.upperBound...]
        let (tails, heads) = (ids(tail), ids(head))
        return relations.contains {
          $0.kind == relation && tails.contains($0.tail) && heads.contains($0.head)
            && (line == nil || $0.sighting.location?.line == line)
        }
      }
      let named = ids(Substring(statement))
      return assets.contains {
        named.contains($0.id) && (line == nil || $0.sighting.location?.line == line)
      }
    }

    private func ids(_ text: Substring) -> Set<AssetID> {
      let parts = text.split(separator: " ", maxSplits: 1)
      guard parts.count == 2 else { return [] }
      return Set(asset(String(parts[0]), String(parts[1])).map(\.id))
    }

    func hasSignal(_ name: String) -> Bool { signals.contains { $0.signal == name } }

    var description: String {
      let names = Dictionary(assets.map { ($0.id, "\($0.kind.name) \($0.name)") }) { first, _ in
        first
      }
      let lines =
        Set(names.values).sorted()
        + relations.map {
          "\(names[$0.tail] ?? $0.tail.text) \($0.kind.name) \(names[$0.head] ?? $0.head.text)"
        }.sorted()
      return lines.joined(separator: "; ")
    }
  }

  /// What the detector sees.
  func found() throws -> Found {
    let detector = try Self.detector.get()
    let database = try PatternDatabase(patterns: detector.patterns)
    let scanner = try PatternScanner(database)
    var found = Found()
    var fragments: [FileFragment] = []
    func add(_ observations: Observations) {
      found.assets += observations.assets
      found.relations += observations.relations
      found.signals += observations.signals
      found.skipped += observations.skipped
    }
    for file in files {
      let bytes = Array(file.text.utf8)
      let entry = FileEntry(
        path: file.path, size: bytes.count, head: Array(bytes.prefix(4096)), isBinary: false,
        repository: Self.repository)
      let hits = scanner.scan(bytes).hits
      guard detector.wants(entry) || !hits.isEmpty else { continue }
      let inspected = InspectedFile(entry: entry, reader: MemoryFile(bytes), whole: bytes)
      inspected.hits = hits
      var record = Recorder(source: "files:test", detector: detector.name, path: file.path)
      do throws(Unreadable) {
        try detector.inspect(inspected, &record)
      } catch {
        found.skipped.append(Skipped(path: file.path, reason: error.reason))
      }
      add(record.observations)
      for fragment in record.fragments {
        fragments.append(
          FileFragment(
            path: file.path, repository: Self.repository, head: fragment.head, body: fragment.body))
      }
    }
    for observations in try detector.link(fragments, Linking(source: "files:test")) {
      add(observations)
    }
    return found
  }
}
