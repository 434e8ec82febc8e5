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

  /// What the files say, in order, each with its place.
  func link(
    _ facts: SourceFacts, _ linking: Linking, detector: String
  ) throws(DamagedCache) -> [(order: Int, observations: Observations)] {
    let key = key(source: linking.source, detector: detector)
    if let key, let known = linking.memory?.files(key) {
      let places = Dictionary(
        zip(files.map(\.path), order), uniquingKeysWith: { first, _ in first })
      return known.compactMap { file in places[file.path].map { ($0, file.observations) } }
    }
    var units: [SourceUnit] = []
    var places: [Int] = []
    var relevant: Set<Int> = []
    for (file, place) in zip(files, order) {
      guard let source = SourceFragment(encoded: try file.body()) else { continue }
      let path = String(file.pathInRepository)
      if source.isRelevant { relevant.insert(units.count) }
      units.append(
        SourceUnit(
          index: units.count, fragment: source, path: file.path, repository: repository,
          pathInRepository: path, scope: layout.scope(of: path)))
      places.append(place)
    }
    let linker = SourceLinker(
      facts, units: units, layout: layout, source: linking.source, detector: detector)
    let found = linker.link { relevant.contains($0.index) }
    if let key {
      linking.memory?.keep(
        found.map { LinkedFile(path: units[$0.unit].path, observations: $0.observations) },
        under: key)
    }
    return found.map { (places[$0.unit], $0.observations) }
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
