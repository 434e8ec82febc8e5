import Catalog
import Synchronization

/// What several threads read of the files of constructs, each the next that nobody has taken.
final class EntriesOfFiles: Sendable {
  private struct State {
    var taken = 0
    var results: [Result<[ConstructReader.Entry], KnowledgeError>?]
  }

  private let count: Int
  private let state: Mutex<State>

  init(count: Int) {
    self.count = count
    state = Mutex(State(results: Array(repeating: nil, count: count)))
  }

  /// The number of a file that nobody has taken; nil where there is none.
  func next() -> Int? {
    state.withLock { state in
      guard state.taken < count else { return nil }
      state.taken += 1
      return state.taken - 1
    }
  }

  func set(_ index: Int, _ read: () throws(KnowledgeError) -> [ConstructReader.Entry]) {
    let result = Result { () throws(KnowledgeError) in try read() }
    state.withLock { $0.results[index] = result }
  }

  /// What was read, in the order of the files; the first error of that order.
  func inOrder() throws(KnowledgeError) -> [ConstructReader.Entry] {
    let results = state.withLock { $0.results }
    var entries: [ConstructReader.Entry] = []
    for result in results {
      if let result { entries += try result.get() }
    }
    return entries
  }
}
