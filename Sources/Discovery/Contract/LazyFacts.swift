import Catalog
import Synchronization

/// Facts that are read when the first file is met that needs them: most scans of an empty or small folder need few,
/// and must start at once.
final class LazyFacts<Facts: Sendable>: Sendable {
  private let knowledge: Knowledge
  private let read: @Sendable (Knowledge) throws(KnowledgeError) -> Facts
  private let state = Mutex<Result<Facts, KnowledgeError>?>(nil)

  /// Reads the facts now where people may have added to them: what is wrong there ends the scan.
  init(
    _ knowledge: Knowledge, _ read: @escaping @Sendable (Knowledge) throws(KnowledgeError) -> Facts
  ) throws(KnowledgeError) {
    self.knowledge = knowledge
    self.read = read
    if knowledge.hasOverlay { _ = try get() }
  }

  func get() throws(KnowledgeError) -> Facts {
    try state.withLock { state -> Result<Facts, KnowledgeError> in
      if let known = state { return known }
      let result: Result<Facts, KnowledgeError>
      do throws(KnowledgeError) {
        result = .success(try read(knowledge))
      } catch {
        result = .failure(error)
      }
      state = result
      return result
    }.get()
  }

  /// The facts for a file, which cannot be read without them.
  func needed() throws(Unreadable) -> Facts {
    do throws(KnowledgeError) {
      return try get()
    } catch {
      throw Unreadable(error.description)
    }
  }
}
