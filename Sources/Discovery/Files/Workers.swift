import CLinux
import Foundation
import Synchronization

/// Runs the same body on several threads and waits for all of them.
///
/// Threads of our own rather than tasks: the work blocks on files, and parsers want a deep stack.
enum Workers {
  /// Stack of each thread, bytes.
  private static let stackSize = 16 << 20

  static var count: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  static func run(count: Int = Workers.count, _ body: @escaping @Sendable (Int) -> Void) {
    let group = DispatchGroup()
    for number in 0..<max(1, count) {
      group.enter()
      let thread = Thread {
        body(number)
        // What a thread frees stays with it, of no use to those that go on or come after.
        malloc_trim(0)
        group.leave()
      }
      thread.stackSize = stackSize
      thread.start()
    }
    group.wait()
  }

  /// Runs something beside what goes on, which nobody waits for.
  static func start(_ body: @escaping @Sendable () -> Void) {
    let thread = Thread { body() }
    thread.stackSize = stackSize
    thread.start()
  }
}

/// Asks a running scan to end with what it has. Set from a signal handler's queue, read by all threads.
public final class StopFlag: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public var isSet: Bool { flag.load(ordering: .relaxed) }
  public func set() { flag.store(true, ordering: .relaxed) }
}

final class Counter: Sendable {
  private let value = Atomic<Int>(0)

  func next() -> Int { value.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// How far a scan is, for a progress line; read while the scan runs.
public final class ScanProgress: Sendable {
  private let filesFound = Atomic<Int>(0)
  private let filesRead = Atomic<Int>(0)
  private let bytesRead = Atomic<Int>(0)

  public init() {}

  public var found: Int { filesFound.load(ordering: .relaxed) }
  public var read: Int { filesRead.load(ordering: .relaxed) }
  public var bytes: Int { bytesRead.load(ordering: .relaxed) }

  func found(_ count: Int) { filesFound.wrappingAdd(count, ordering: .relaxed) }

  func read(files: Int, bytes: Int) {
    filesRead.wrappingAdd(files, ordering: .relaxed)
    bytesRead.wrappingAdd(bytes, ordering: .relaxed)
  }
}
