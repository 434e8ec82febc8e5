/// A Keras 3 model: a zip archive of `config.json`, `metadata.json` and `model.weights.h5`.
enum KerasArchive {
  private static let weights = "model.weights.h5"

  static func matches(_ zip: ZipDirectory) -> Bool {
    let names = Set(zip.entries.lazy.map(\.name))
    return names.contains("config.json")
      && (names.contains(weights) || names.contains("metadata.json"))
  }

  static func read(
    _ zip: ZipDirectory, into header: inout ArtifactHeader
  ) throws(ArtifactError) {
    if let entry = zip.entries.last(where: { $0.name == "metadata.json" }) {
      let metadata = try contents(of: entry, in: zip)
      if let root = try? JSONDocument.parse(metadata), let version = root["keras_version"]?.text {
        header.producer = "keras \(version.prefix(64))"
      }
    }
    if let entry = zip.entries.last(where: { $0.name == "config.json" }) {
      let configuration = try KerasConfiguration(contents(of: entry, in: zip))
      guard header.producer != nil || configuration.modelClass != nil else { throw .unrelated }
      configuration.describe(in: &header)
    }
    if let entry = zip.entries.last(where: { $0.name == weights }) {
      header.adopt(try HDF5File(zip.open(entry)).weights().tally)
    }
  }

  private static func contents(
    of entry: ZipDirectory.Entry, in zip: ZipDirectory
  ) throws(ArtifactError) -> [UInt8] {
    let member = try zip.open(entry)
    guard member.size <= 16 << 20 else { throw .limit("\(entry.name) larger than 16 MiB") }
    return try member.read(at: 0, count: member.size)
  }
}
