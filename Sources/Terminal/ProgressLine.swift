import Foundation
import Synchronization

/// One line on a terminal that is drawn again and again while work goes on, and then removed.
public final class ProgressLine: Sendable {
  private let isRunning = Atomic<Bool>(true)
  private let ended = DispatchSemaphore(value: 0)

  /// Draws what `text` gives ten times a second.
  ///
  /// - Returns: nil where standard error is no terminal.
  public init?(_ text: @escaping @Sendable () -> String) {
    guard Output.isTerminal(.error) else { return nil }
    let canvas = Output.canvas(for: .error)
    let thread = Thread { [self] in
      while isRunning.load(ordering: .relaxed) {
        Thread.sleep(forTimeInterval: 0.1)
        let line = TextWidth.cut(Sanitizer.line(text()), to: canvas.width - 1)
        // A progress line that cannot be drawn is no reason to stop.
        try? Output.write("\r\u{1B}[K\(line)", to: .error)
      }
      try? Output.write("\r\u{1B}[K", to: .error)
      ended.signal()
    }
    thread.start()
  }

  /// Removes the line.
  public func end() {
    if isRunning.exchange(false, ordering: .relaxed) { ended.wait() }
  }
}
