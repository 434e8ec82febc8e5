import CLinux
public import Estate
public import Formats
import Foundation
import Glibc
public import Matching
import Synchronization

/// The source `files`: everything below a folder, or one file, read once for all detectors.
public struct FilesSource: Sendable {
  private let path: String
  private let detectors: [any Detector]
  private let database: PatternDatabase
  private let declared: [String: GitRemote]
  private let stop: StopFlag
  private let progress: ScanProgress

  /// - Parameters:
  ///   - path: folder or file to scan.
  ///   - detectors: each sees every file that it wants.
  ///   - database: the patterns of these detectors in their order, see `DetectorSet`.
  ///   - declared: folders relative to the target that are repositories of their own, and their
  ///     remotes.
  public init(
    path: String, detectors: DetectorSet, database: PatternDatabase,
    declared: [String: GitRemote] = [:], stop: StopFlag = StopFlag(),
    progress: ScanProgress = ScanProgress()
  ) {
    self.path = path
    self.detectors = detectors.detectors
    self.database = database
    self.declared = declared
    self.stop = stop
    self.progress = progress
  }

  /// Reads the source. Throws where the target itself cannot be read; whatever cannot be read below
  /// it is in the result as skipped.
  public func read() throws(Unreadable) -> SourceReading {
    let target = try Target(path: path)
    let root = try FileRoot(path: target.folder, stop: stop)
    defer { root.close() }
    let walk = FileWalk(
      root: root, name: target.name, declared: declared, stop: stop, progress: progress)
    var found = target.file.map { walk.single(file: $0) } ?? walk.run()
    let sourceID = "files:\(found.repositories.first?.identity.id.text ?? path)"
    let inspected = inspect(found, root: root, source: sourceID)

    var reading = SourceReading(id: sourceID, kind: "files")
    reading.observations = found.repositories.map { observation(of: $0, source: sourceID) }
    reading.observations += inspected.map(\.outcome.observations)
    reading.observations += link(inspected, of: found.repositories, source: sourceID)
    reading.files = inspected.count
    reading.bytes = inspected.reduce(0) { $0 + $1.outcome.bytes }
    reading.binaryFiles = inspected.count { $0.outcome.isBinary }
    found.skipped += reading.observations.flatMap(\.skipped)
    reading.skipped = found.skipped.sorted()
    if stop.isSet {
      reading.status = .partial
      reading.reason = "interrupted"
    }
    reading.collected = detectors.reduce(into: [.contains]) { $0.formUnion($1.collects) }
    return reading
  }

  /// What was seen in one file.
  private struct Inspection: Sendable {
    /// Position in the walk's result.
    let index: Int
    let file: FileWalk.File
    let outcome: FileInspector.Outcome
  }

  /// Reads every file on all processors, and gives what was seen in the order of the paths.
  private func inspect(
    _ found: FileWalk.Result, root: FileRoot, source: String
  ) -> [Inspection] {
    let next = Counter()
    let collected = Mutex<[Inspection]>([])
    Workers.run(count: min(Workers.count, found.files.count)) { _ in
      let inspector = FileInspector(
        root: root, detectors: detectors, database: database, source: source)
      var inspections: [Inspection] = []
      while !stop.isSet {
        let index = next.next()
        guard index < found.files.count else { break }
        let file = found.files[index]
        let outcome = inspector.inspect(
          file.path, in: found.repositories[file.repository].identity)
        progress.read(bytes: outcome.bytes)
        inspections.append(Inspection(index: index, file: file, outcome: outcome))
      }
      collected.withLock { $0 += inspections }
    }
    return collected.withLock { $0.sorted { $0.index < $1.index } }
  }

  /// What the fragments of all files say together, detector after detector.
  private func link(
    _ inspected: [Inspection], of repositories: [GitRepository.Metadata], source: String
  ) -> [Observations] {
    var kept = [[FileFragment]](repeating: [], count: detectors.count)
    for inspection in inspected where !inspection.outcome.fragments.isEmpty {
      let path = inspection.file.path.text
      let repository = repositories[inspection.file.repository].identity
      for fragment in inspection.outcome.fragments {
        kept[fragment.detector].append(
          FileFragment(path: path, repository: repository, bytes: fragment.bytes))
      }
    }
    return zip(detectors, kept).flatMap { detector, fragments in
      fragments.isEmpty ? [] : detector.link(fragments, source: source)
    }
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

/// What one source gave, in an order that does not depend on threads.
public struct SourceReading: Sendable {
  public enum Status: String, Sendable { case complete, partial, failed }

  public let id: String
  public let kind: String
  public var status: Status = .complete
  public var reason: String?
  public var files = 0
  public var bytes = 0
  public var binaryFiles = 0
  public var observations: [Observations] = []
  public var skipped: [Skipped] = []
  /// The relations that were looked for.
  public var collected: Set<RelationKind> = []

  public init(id: String, kind: String) {
    self.id = id
    self.kind = kind
  }
}

/// The folder to open for a target, and the file in it where the target is one.
private struct Target {
  let folder: String
  let name: String
  let file: String?

  init(path: String) throws(Unreadable) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw Unreadable(errno == ENOENT ? "no such file or folder" : FileRoot.reason(errno))
    }
    let url = URL(fileURLWithPath: path).standardizedFileURL
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      folder = url.path
      name = url.lastPathComponent
      file = nil
    case S_IFREG:
      folder = url.deletingLastPathComponent().path
      name = url.deletingLastPathComponent().lastPathComponent
      file = url.lastPathComponent
    default: throw Unreadable("neither a folder nor a regular file")
    }
  }
}
