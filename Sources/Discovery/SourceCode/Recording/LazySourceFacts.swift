import Catalog
import Synchronization

/// The facts of source code, read when the first source file is met: most scans of an empty or small folder
/// need none, and must start at once.
final class LazySourceFacts: Sendable {
  private let knowledge: Knowledge
  private let state = Mutex<Result<SourceFacts, KnowledgeError>?>(nil)

  /// Reads the facts now where people may have added to them: what is wrong there ends the scan.
  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    self.knowledge = knowledge
    if knowledge.hasOverlay { _ = try get() }
  }

  func get() throws(KnowledgeError) -> SourceFacts {
    try state.withLock { state -> Result<SourceFacts, KnowledgeError> in
      if let known = state { return known }
      let result: Result<SourceFacts, KnowledgeError>
      do throws(KnowledgeError) {
        result = .success(try SourceFacts(knowledge))
        // Little of it is read again.
        knowledge.letGo()
      } catch {
        result = .failure(error)
      }
      state = result
      return result
    }.get()
  }
}
