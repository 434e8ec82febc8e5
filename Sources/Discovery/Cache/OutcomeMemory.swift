/// What one scan knows of the scan before it, and keeps for the next.
struct OutcomeMemory: Sendable {
  /// nil where nothing of use is known.
  let table: OutcomeTable?
  /// When this scan began to look at files, nanoseconds since 1970.
  let started = FileIdentity.now()
  private let cache: OutcomeCache
  private let part: OutcomeCache.Part

  init(_ cache: OutcomeCache, target folder: String, detectors: [any Detector]) {
    self.cache = cache
    part = cache.part(target: folder, detectors: detectors.map(\.name))
    table = part.table()
  }

  /// Keeps what was seen, unless nothing differs from what is known.
  func keep(_ result: FilesInspection.Result, of found: FileWalk.Result) {
    var builder = OutcomeTableBuilder(repositories: found.repositories.map(\.identity))
    var copied = 0
    var hasNew = false
    var next = 0
    for (index, file) in found.files.enumerated() {
      var row = result.rows.isEmpty ? -1 : Int(result.rows[index])
      if next < result.inspected.count, result.inspected[next].file == index {
        defer { next += 1 }
        switch result.inspected[next].kept {
        case .nothing: continue
        case .row(let known): row = known
        case .entry(let entry, let outcome):
          builder.add(file.path, entry, outcome: outcome)
          hasNew = true
        }
      }
      if let table, row >= 0 {
        builder.copy(row, of: table, repository: file.repository)
        copied += 1
      }
    }
    guard hasNew || copied != table?.count else { return }
    part.store(builder)
    cache.prune()
  }
}
