import Synchronization

/// What is held until the program ends, which gives all of it back at once: taking it down before, piece by
/// piece, would only take time.
enum Kept {
  private static let all = Mutex<[any Sendable]>([])

  static func keep(_ value: some Sendable) { all.withLock { $0.append(value) } }
}
