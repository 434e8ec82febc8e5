import Estate
import Formats

/// Files of a repository that are to be understood together, and nothing else of it but how it is laid out.
struct SourceGroup: Sendable {
  let repository: RepositoryIdentity
  let files: [FileFragment]
  /// Places of the files in the order of the whole source.
  let order: [Int]
  let layout: ProjectLayout
  /// Digest of the layout; nil where nothing is remembered.
  let layoutDigest: FileDigest?

  /// About how much there is to do.
  let weight: Int

  /// What one of the files says, by its place.
  typealias Linked = (order: Int, observations: Observations)

  /// What the files say, in order, each with its place.
  ///
  /// - Parameter begun: the group as far as it was worked out before; nil where nothing was.
  func link(
    _ facts: SourceFacts, _ linking: Linking, detector: String, begun: BegunGroup?
  ) throws(DamagedCache) -> [Linked] {
    let key = begun.map(\.key) ?? key(source: linking.source, detector: detector)
    if begun == nil, let known = known(key, linking) { return known }
    let begun = if let begun { begun } else { try BegunGroup(self, key, facts) }
    let linker = SourceLinker(
      facts, begun.project, layout: layout, source: linking.source, detector: detector)
    linker.find(begun.takeParts())
    let found = linker.link { begun.relevant.contains($0.index) }
    if let key {
      let units = linker.project.units
      linking.memory?.keep(
        found.map { LinkedFile(path: units[$0.unit].path, observations: $0.observations) },
        under: key)
    }
    return found.map { (begun.places[$0.unit], $0.observations) }
  }

  /// What an earlier scan was told of the same files.
  private func known(_ key: FileDigest?, _ linking: Linking) -> [Linked]? {
    guard let key, let known = linking.memory?.files(key) else { return nil }
    let places = Dictionary(
      zip(files.map(\.path), order), uniquingKeysWith: { first, _ in first })
    return known.compactMap { file in places[file.path].map { ($0, file.observations) } }
  }

  /// Begins a group that there is much to do for on all processors; nil where it is not worth it.
  func begin(
    _ facts: SourceFacts, _ linking: Linking, detector: String
  ) throws(DamagedCache) -> BegunGroup? {
    guard weight >= BegunGroup.leastWeight else { return nil }
    let key = key(source: linking.source, detector: detector)
    guard known(key, linking) == nil else { return nil }
    let begun = try BegunGroup.read(self, key, facts)
    begun.find(facts)
    return begun
  }

  /// Digest of all that decides what the files say, but the program and the catalogue.
  private func key(source: String, detector: String) -> FileDigest? {
    guard let layoutDigest else { return nil }
    var writer = ByteWriter(reserving: files.count * 128)
    func add(_ texts: [String]) {
      writer.number(texts.count)
      for text in texts { writer.counted(text.utf8) }
    }
    add([detector, source, repository.id.text, repository.name, repository.folder])
    writer.raw(layoutDigest.bytes)
    add(layout.graphs(in: Set(files.map(\.pathInRepository))))
    var last: Substring?
    for file in files {
      guard let digest = file.digest else { return nil }
      let path = file.pathInRepository
      writer.counted(path.utf8)
      writer.raw(digest.bytes)
      let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
      guard folder != last else { continue }
      last = folder
      add(layout.project(ofFolder: String(folder)))
    }
    return FileDigest(of: writer.bytes[...])
  }
}
