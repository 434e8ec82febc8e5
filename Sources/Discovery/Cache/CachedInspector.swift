import Estate

/// Looks at files, and spares those that are as the last scan left them. One a thread.
final class CachedInspector {
  /// What came of one file.
  struct Inspection: Sendable {
    /// Position in the walk's result.
    let file: Int
    let outcome: FileInspector.Outcome
    let kept: Kept
  }

  /// What the cache will know of the file.
  enum Kept: Sendable {
    case nothing
    /// What it knows already, in that row.
    case row(Int)
    case entry(OutcomeTableBuilder.Entry, outcome: [UInt8])
  }

  private let inspector: FileInspector
  private let found: FileWalk.Result
  private let source: String
  private let detectors: [String]
  private let memory: OutcomeMemory?

  /// - Parameter memory: nil where nothing is known and nothing is to be kept.
  init(
    _ inspector: FileInspector, found: FileWalk.Result, source: String, detectors: [String],
    memory: OutcomeMemory?
  ) {
    self.inspector = inspector
    self.found = found
    self.source = source
    self.detectors = detectors
    self.memory = memory
  }

  func inspect(_ pending: RereadPlan.Pending) -> Inspection {
    let file = found.files[pending.file]
    let repository = found.repositories[file.repository].identity
    if let row = pending.row, let table = memory?.table {
      if pending.isSame, let outcome = outcome(of: row, in: table, file.path) {
        return Inspection(file: pending.file, outcome: outcome, kept: .row(row))
      }
      let fresh = inspector.inspect(file.path, in: repository, known: table.digest(of: row))
      guard fresh.isKnown else { return inspection(pending.file, fresh) }
      if var outcome = outcome(of: row, in: table, file.path) {
        outcome.identity = fresh.identity
        outcome.digest = fresh.digest
        return inspection(
          pending.file, outcome, encoded: Array(table.content[table.outcome(of: row)]))
      }
    }
    return inspection(pending.file, inspector.inspect(file.path, in: repository))
  }

  /// What the last scan saw; nil where the row is damaged.
  private func outcome(
    of row: Int, in table: OutcomeTable, _ path: FilePath
  ) -> FileInspector.Outcome? {
    let range = table.outcome(of: row)
    var outcome = try? OutcomeReader.outcome(
      from: ByteReader(table.content, in: range), path: path.text, source: source,
      detectors: detectors)
    outcome?.bytes = table.bytes(of: row)
    outcome?.isBinary = table.flags(of: row).contains(.isBinary)
    return outcome
  }

  private func inspection(
    _ index: Int, _ outcome: FileInspector.Outcome, encoded: [UInt8]? = nil
  ) -> Inspection {
    let file = found.files[index]
    guard let memory, let identity = outcome.identity,
      let encoded = encoded
        ?? OutcomeWriter.bytes(
          of: outcome, path: file.path.text, source: source, detectors: detectors)
    else { return Inspection(file: index, outcome: outcome, kept: .nothing) }
    let entry = OutcomeTableBuilder.Entry(
      identity: identity, digest: outcome.digest,
      isSettled: identity.isSettled(before: memory.started), repository: file.repository,
      isBinary: outcome.isBinary, bytes: outcome.bytes)
    return Inspection(file: index, outcome: outcome, kept: .entry(entry, outcome: encoded))
  }
}
