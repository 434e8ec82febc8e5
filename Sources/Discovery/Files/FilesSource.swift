import Estate
public import Formats
public import Matching

/// The source `files`: everything below a folder, or one file, read once for all detectors.
public struct FilesSource: Sendable {
  private let path: String
  private let detectors: [any Detector]
  private let database: PatternDatabase
  private let declared: [String: GitRemote]
  private let filled: FilledFolders
  private let cache: OutcomeCache?
  private let stop: StopFlag
  private let progress: ScanProgress

  /// - Parameters:
  ///   - path: folder or file to scan.
  ///   - detectors: each sees every file that it wants.
  ///   - database: the patterns of these detectors in their order, see `DetectorSet`.
  ///   - declared: folders relative to the target that are repositories of their own, and their
  ///     remotes.
  ///   - filled: folders that an ignore file leaves out even where nothing tells what git tracks.
  ///   - cache: what earlier scans saw; nil to read every file, and to keep nothing.
  public init(
    path: String, detectors: DetectorSet, database: PatternDatabase,
    declared: [String: GitRemote] = [:], filled: FilledFolders = FilledFolders(),
    cache: OutcomeCache? = nil, stop: StopFlag = StopFlag(),
    progress: ScanProgress = ScanProgress()
  ) {
    self.path = path
    self.detectors = detectors.detectors
    self.database = database
    self.declared = declared
    self.filled = filled
    self.cache = cache
    self.stop = stop
    self.progress = progress
  }

  /// Reads the source. Throws where the target itself cannot be read; whatever cannot be read below
  /// it is in the result as skipped.
  public func read() throws(Unreadable) -> SourceReading {
    let target = try FilesTarget(path: path)
    let root = try FileRoot(path: target.folder, stop: stop)
    defer { root.close() }
    // One file is read sooner than what is known of it.
    let memory =
      target.file == nil
      ? cache.map { OutcomeMemory($0, target: target.folder, detectors: detectors) } : nil
    do throws(DamagedCache) {
      return try read(target, root, memory)
    } catch {
      guard let memory else { throw Unreadable("what was kept cannot be read") }
      do throws(DamagedCache) {
        return try read(target, root, OutcomeMemory(forgetting: memory))
      } catch {
        throw Unreadable("what was kept cannot be read")
      }
    }
  }

  private func read(
    _ target: FilesTarget, _ root: FileRoot, _ memory: OutcomeMemory?
  ) throws(DamagedCache) -> SourceReading {
    var walk = FileWalk(
      root: root, name: target.name, declared: declared, filled: filled,
      identifies: memory != nil, stop: stop, progress: progress)
    // Of what is known from before little is inspected.
    if memory?.table == nil {
      let detectors = detectors
      walk.prepare = { detectors.forEach { $0.prepare() } }
    }
    let found = target.file.map { walk.single(file: $0) } ?? walk.run()
    let sourceID = "files:\(found.repositories.first?.identity.id.text ?? path)"
    let inspection = FilesInspection(
      root: root, found: found, detectors: detectors, database: database, source: sourceID,
      memory: memory, stop: stop, progress: progress
    ).run()
    let links = memory.map {
      LinkMemory($0.table, source: sourceID, detectors: detectors.map(\.name))
    }
    let linked = try link(
      inspection.inspected, of: found, Linking(source: sourceID, memory: links), memory?.fragments)
    if !stop.isSet, let memory, let links { memory.keep(inspection, links, of: found) }

    var reading = SourceReading(id: sourceID, kind: "files")
    reading.observations = found.repositories.map { observation(of: $0, source: sourceID) }
    reading.observations += inspection.inspected.lazy.map(\.outcome.observations)
      .filter { !$0.isEmpty }
    reading.observations += linked
    (reading.files, reading.bytes) = (inspection.files, inspection.bytes)
    reading.binaryFiles = inspection.binaryFiles
    reading.skipped = (found.skipped + reading.observations.flatMap(\.skipped)).sorted()
    if stop.isSet {
      reading.status = .partial
      reading.reason = "interrupted"
    }
    reading.collected = detectors.reduce(into: [.contains]) { $0.formUnion($1.collects) }
    return reading
  }

  /// What the fragments of all files say together, detector after detector.
  private func link(
    _ inspected: [CachedInspector.Inspection], of found: FileWalk.Result, _ linking: Linking,
    _ store: FragmentStore?
  ) throws(DamagedCache) -> [Observations] {
    var kept = [[FileFragment]](repeating: [], count: detectors.count)
    for inspection in inspected where !inspection.outcome.fragments.isEmpty {
      let file = found.files[inspection.file]
      let (path, repository) = (file.path.text, found.repositories[file.repository].identity)
      for fragment in inspection.outcome.fragments {
        kept[fragment.detector].append(
          FileFragment(
            path: path, repository: repository, head: fragment.head, body: fragment.body,
            store: store))
      }
    }
    var linked: [Observations] = []
    for (detector, fragments) in zip(detectors, kept) where !fragments.isEmpty {
      linked += try detector.link(fragments, linking)
    }
    return linked
  }

  private func observation(
    of repository: GitRepository.Metadata, source: String
  ) -> Observations {
    let identity = repository.identity
    var record = Recorder(
      source: source, detector: "files", path: identity.folder.isEmpty ? "." : identity.folder)
    var properties: [String: Value] = [:]
    if let commit = repository.commit { properties["commit"] = .text(commit) }
    if let host = repository.host { properties["host"] = .text(host) }
    record.asset(identity.id, .repository, name: identity.name, properties: properties)
    return record.observations
  }
}
