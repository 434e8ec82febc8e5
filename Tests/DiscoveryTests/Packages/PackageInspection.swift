import Catalog
import Discovery
import Estate

/// Runs the packages detector over files given as text, in the repository `git:example.org/acme/shop`.
enum PackageInspection {
  static func of(_ files: [String: String]) throws -> Observations {
    try of(bytes: files.mapValues { Array($0.utf8) })
  }

  static func of(bytes files: [String: [UInt8]]) throws -> Observations {
    let detector = try PackagesDetector(.embedded)
    let repository = RepositoryIdentity(
      id: AssetID(.repository, "git", "example.org/acme/shop"), name: "shop", folder: "")
    var observations = Observations()
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      let entry = FileEntry(
        path: path, size: bytes.count, head: Array(bytes.prefix(4096)), isBinary: false,
        repository: repository)
      guard detector.wants(entry) else { continue }
      var recorder = Recorder(source: "files:.", detector: detector.name, path: path)
      try detector.inspect(InspectedFile(entry: entry, reader: MemoryFile(bytes)), &recorder)
      observations.append(recorder.observations)
    }
    return observations
  }

  static func estate(_ files: [String: String]) throws -> Estate {
    var builder = EstateBuilder()
    builder.add(try of(files))
    return builder.build()
  }
}
