import Discovery
import Estate
import Testing

/// Runs a detector on a file in memory, the way a scan does.
struct Inspection {
  let estate: Estate
  let skipped: [Skipped]
  let error: Unreadable?

  init(_ detector: any Detector, path: String, _ bytes: [UInt8]) {
    var builder = EstateBuilder()
    let (observations, error) = Self.observe(detector, path: path, bytes)
    builder.add(observations)
    estate = builder.build()
    skipped = observations.skipped
    self.error = error
  }

  /// Several files as one estate.
  init(_ detector: any Detector, _ files: [(path: String, text: String)]) {
    var builder = EstateBuilder()
    for file in files {
      builder.add(Self.observe(detector, path: file.path, Array(file.text.utf8)).0)
    }
    estate = builder.build()
    skipped = []
    error = nil
  }

  static func observe(
    _ detector: any Detector, path: String, _ bytes: [UInt8]
  ) -> (Observations, Unreadable?) {
    let repository = RepositoryIdentity(
      id: AssetID(.repository, "git", "github.com/acme/shop"), name: "shop", folder: "")
    let entry = FileEntry(
      path: path, size: bytes.count, head: Array(bytes.prefix(4096)), isBinary: false,
      repository: repository)
    var recorder = Recorder(source: "files", detector: detector.name, path: path)
    guard detector.wants(entry) else { return (Observations(), nil) }
    do throws(Unreadable) {
      try detector.inspect(
        InspectedFile(entry: entry, reader: MemoryFile(bytes)), &recorder)
      return (recorder.observations, nil)
    } catch {
      return (recorder.observations, error)
    }
  }

  func ids(_ kind: AssetKind) -> [String] {
    estate.assets.filter { $0.kind == kind }.map(\.id.text)
  }

  func asset(_ id: String) -> Asset? {
    estate.assets.first { $0.id.text == id }
  }

  /// Lines of the signals of a name.
  func lines(_ signal: String) -> [Int?] {
    estate.signals.filter { $0.signal == signal }.map(\.sighting.location?.line)
  }

  func detail(_ signal: String) -> [String: Value]? {
    estate.signals.first { $0.signal == signal }?.detail
  }

  var signalNames: Set<String> { Set(estate.signals.map(\.signal)) }

  /// Everything that was recorded, as one text: to search for what must not be there.
  var everything: String { "\(estate.assets) \(estate.signals)" }
}

extension Inspection {
  /// Whether a relation was recorded.
  func has(_ kind: RelationKind, _ tail: String, _ head: String) -> Bool {
    (0..<estate.relationCount).contains { index in
      let relation = estate.relation(at: index)
      return relation.kind == kind && estate.assets[relation.tail].id.text == tail
        && estate.assets[relation.head].id.text == head
    }
  }
}
