import Estate
import Formats
import Matching

/// Reads one file after another for all detectors. One a thread: it reuses its memory.
final class FileInspector {
  struct Outcome: Sendable {
    var observations = Observations()
    var fragments: [Fragment] = []
    /// Bytes of the file that were looked at as text or that detectors could see.
    var bytes = 0
    var isBinary = false
    /// Nothing was looked at: the content is the one that was known.
    var isKnown = false
    /// The file as it was read; nil where it, or some part of it, could not be.
    var identity: FileIdentity?
    /// nil where it was not read whole.
    var digest: FileDigest?
  }

  /// What one detector kept of the file.
  struct Fragment: Sendable {
    /// Position among the detectors.
    let detector: Int
    let head: [UInt8]
    let body: FragmentBody
  }

  /// Bytes that a first read fetches: most files whole.
  private static let firstRead = 64 << 10
  private static let headSize = 4096

  private let root: FileRoot
  private let detectors: [any Detector]
  private let patternOwners: [Int]
  private let patternStarts: [Int]
  private let scanner: PatternScanner?
  private let source: String
  private let digests: Bool
  private let spill: SpillFile?

  /// - Parameters:
  ///   - digests: whether to take digests of what is read.
  ///   - spill: where the bodies of fragments are kept; nil for memory.
  init(
    root: FileRoot, detectors: [any Detector], database: PatternDatabase, source: String,
    digests: Bool, spill: SpillFile? = nil
  ) {
    self.digests = digests
    self.spill = spill
    self.root = root
    self.detectors = detectors
    self.source = source
    scanner = database.patterns.isEmpty ? nil : try? PatternScanner(database)
    var owners: [Int] = []
    var starts: [Int] = []
    for (index, detector) in detectors.enumerated() {
      starts.append(owners.count)
      owners += repeatElement(index, count: detector.patterns.count)
    }
    patternOwners = owners
    patternStarts = starts
  }

  /// - Parameter known: digest of the content of which it is known what there is to see.
  func inspect(
    _ path: FilePath, in repository: RepositoryIdentity, known: FileDigest? = nil
  ) -> Outcome {
    var outcome = Outcome()
    do throws(Unreadable) {
      let file = try root.openFile(path)
      try inspect(file, path, repository, known, &outcome)
      if !file.hasFailed { outcome.identity = file.identity }
    } catch {
      outcome.observations.skipped.append(Skipped(path: path.text, reason: error.reason))
    }
    return outcome
  }

  private func inspect(
    _ file: OpenFile, _ path: FilePath, _ repository: RepositoryIdentity, _ known: FileDigest?,
    _ outcome: inout Outcome
  ) throws(Unreadable) {
    var bytes = try read(file, upTo: Self.firstRead)
    let profile = TextProfile(head: bytes.prefix(Self.headSize))
    let entry = FileEntry(
      path: path.text, size: file.size, head: Array(bytes.prefix(Self.headSize)),
      isBinary: profile.isBinary, repository: repository)
    outcome.isBinary = profile.isBinary
    outcome.bytes = profile.isBinary ? bytes.count : file.size

    if !profile.isBinary, file.size > bytes.count, file.size <= BlockScanner.wholeLimit {
      bytes = try read(file, upTo: file.size)
    }
    if digests, bytes.count == file.size {
      outcome.digest = FileDigest(of: bytes[...])
      outcome.isKnown = outcome.digest == known
      if outcome.isKnown { return }
    }
    var hits: [[PatternHit]] = []
    if !profile.isBinary {
      // Offsets of hits are those of the UTF-8 text, which is also what the detectors are given.
      if profile != .plain, bytes.count == file.size { bytes = TextDecoding.utf8(bytes) }
      hits = try scan(bytes, file, entry, &outcome)
    }
    let interested = detectors.indices.filter { detector in
      detectors[detector].wants(entry) || !(hits.isEmpty || hits[detector].isEmpty)
    }
    guard !interested.isEmpty else { return }
    let isWhole = bytes.count >= file.size || profile != .plain && !profile.isBinary
    let inspected = InspectedFile(entry: entry, reader: file, whole: isWhole ? bytes : nil)
    for index in interested {
      let detector = detectors[index]
      inspected.hits = hits.isEmpty ? [] : hits[index]
      var record = Recorder(source: source, detector: detector.name, path: entry.path)
      do throws(Unreadable) {
        try detector.inspect(inspected, &record)
      } catch {
        record.skipped("\(detector.name): \(error.reason)")
      }
      outcome.observations.append(record.observations)
      outcome.fragments += record.fragments.map { head, body in
        let digest = digests ? FileDigest(of: body[...]) : nil
        return Fragment(
          detector: index, head: head, body: FragmentBody(body, digest, spill: spill))
      }
    }
  }

  /// Hits by detector, each with the position of the pattern among the detector's own.
  private func scan(
    _ bytes: [UInt8], _ file: OpenFile, _ entry: FileEntry, _ outcome: inout Outcome
  ) throws(Unreadable) -> [[PatternHit]] {
    guard let scanner else { return [] }
    let found: PatternScan
    if entry.size <= BlockScanner.wholeLimit {
      found = scanner.scan(bytes)
    } else {
      found = try BlockScanner(scanner).scan(size: entry.size) { offset, count throws(Unreadable) in
        try file.read(at: offset, count: count)
      }
    }
    if found.isTruncated {
      outcome.observations.skipped.append(
        Skipped(path: entry.path, reason: "too many matches; the rest of the file was not searched")
      )
    }
    guard !found.hits.isEmpty else { return [] }
    var hits = [[PatternHit]](repeating: [], count: detectors.count)
    for hit in found.hits {
      let owner = patternOwners[hit.pattern]
      hits[owner].append(PatternHit(pattern: hit.pattern - patternStarts[owner], end: hit.end))
    }
    return hits
  }

  private func read(_ file: OpenFile, upTo limit: Int) throws(Unreadable) -> [UInt8] {
    let bytes = try file.read(at: 0, count: min(file.size, limit))
    guard bytes.count == min(file.size, limit) else {
      throw Unreadable("changed while it was read")
    }
    return bytes
  }
}
