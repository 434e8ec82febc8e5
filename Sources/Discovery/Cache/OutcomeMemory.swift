import Glibc

/// What one scan knows of the scan before it, and keeps for the next.
struct OutcomeMemory: Sendable {
  /// nil where nothing of use is known.
  let table: OutcomeTable?
  /// What is known of fragments.
  let fragments: FragmentStore
  /// When this scan began to look at files, nanoseconds since 1970.
  let started = FileIdentity.now()
  private let cache: OutcomeCache
  private let part: OutcomeCache.Part

  init(_ cache: OutcomeCache, target folder: String, detectors: [any Detector]) {
    self.cache = cache
    part = cache.part(target: folder, detectors: detectors.map(\.name))
    table = part.table()
    fragments = part.store
  }

  /// The same that knows nothing.
  init(forgetting memory: OutcomeMemory) {
    (cache, part, fragments, table) = (memory.cache, memory.part, memory.fragments, nil)
  }

  /// Keeps what was seen, unless nothing differs from what is known.
  func keep(_ result: FilesInspection.Result, _ links: LinkMemory, of found: FileWalk.Result) {
    var builder = OutcomeTableBuilder(repositories: found.repositories.map(\.identity))
    var copied = 0
    var hasNew = false
    var next = 0
    var (live, fresh): ([FileDigest: Int], [FileDigest: FragmentBody]) = ([:], [:])
    for (index, file) in found.files.enumerated() {
      var row = result.rows.isEmpty ? -1 : Int(result.rows[index])
      if next < result.inspected.count, result.inspected[next].file == index {
        defer { next += 1 }
        let inspection = result.inspected[next]
        switch inspection.kept {
        case .nothing: continue
        case .row(let known): row = known
        case .entry(let entry, let outcome):
          builder.add(file.path, entry, outcome: outcome)
          hasNew = true
        }
        for fragment in inspection.outcome.fragments where fragment.body.size > 0 {
          guard let digest = fragment.body.digest else { continue }
          live[digest] = fragment.body.size
          if case .kept = fragment.body { continue }
          fresh[digest] = fragment.body
        }
      }
      if let table, row >= 0 {
        builder.copy(row, of: table, repository: file.repository)
        copied += 1
      }
    }
    let changed = links.changed
    guard hasNew || copied != table?.count || changed != nil else { return }
    builder.links = changed ?? table?.links ?? [:]
    // Without the table, nobody knows what lies in the files of fragments.
    guard let useless = fragments.keep(live, fresh: fresh), part.keep(builder) else { return }
    for path in useless { unlink(path) }
    cache.prune()
  }
}
