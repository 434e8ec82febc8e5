import Estate
import Matching
import Synchronization

/// Reads the files that a walk found, on all processors.
struct FilesInspection: Sendable {
  let root: FileRoot
  let found: FileWalk.Result
  let detectors: [any Detector]
  let database: PatternDatabase
  let source: String
  /// nil to read every file.
  let memory: OutcomeMemory?
  let stop: StopFlag
  let progress: ScanProgress

  /// What came of it, in an order that does not depend on threads.
  struct Result: Sendable {
    /// Rows of the earlier table for files that are as they were, and in which nothing was seen; -1 for
    /// others. Empty where there is no such table.
    var rows: [Int32] = []
    /// All other files that were read, or of which something is known, in the order of their paths.
    var inspected: [CachedInspector.Inspection] = []
    var files = 0
    var bytes = 0
    var binaryFiles = 0

    mutating func count(bytes: Int, isBinary: Bool) {
      files += 1
      self.bytes += bytes
      if isBinary { binaryFiles += 1 }
    }
  }

  func run() -> Result {
    let plan = RereadPlan(found, memory?.table)
    var result = Result(rows: plan.rows)
    if let table = memory?.table {
      for row in plan.rows where row >= 0 {
        result.count(
          bytes: table.bytes(of: Int(row)),
          isBinary: table.flags(of: Int(row)).contains(.isBinary))
      }
      progress.read(files: result.files, bytes: result.bytes)
    }
    result.inspected = inspect(plan.pending)
    for inspection in result.inspected {
      result.count(bytes: inspection.outcome.bytes, isBinary: inspection.outcome.isBinary)
    }
    return result
  }

  private func inspect(_ pending: [RereadPlan.Pending]) -> [CachedInspector.Inspection] {
    guard !pending.isEmpty else { return [] }
    let next = Counter()
    let spill = SpillFile()
    let collected = Mutex<[CachedInspector.Inspection]>([])
    Workers.run(count: min(Workers.count, pending.count)) { _ in
      let inspector = CachedInspector(
        FileInspector(
          root: root, detectors: detectors, database: database, source: source,
          digests: memory != nil, spill: spill),
        found: found, source: source, detectors: detectors.map(\.name), memory: memory)
      var inspections: [CachedInspector.Inspection] = []
      while !stop.isSet {
        let index = next.next()
        guard index < pending.count else { break }
        let inspection = inspector.inspect(pending[index])
        progress.read(files: 1, bytes: inspection.outcome.bytes)
        inspections.append(inspection)
      }
      collected.withLock { $0 += inspections }
    }
    return collected.withLock { $0.sorted { $0.file < $1.file } }
  }
}
