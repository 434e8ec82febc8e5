import Discovery
import Dispatch
import Glibc

/// Ends a scan with what it has at the first Ctrl-C, and at once at the second.
final class Interruption {
  private let sources: [any DispatchSourceSignal]

  init(_ stop: StopFlag) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if stop.isSet { _exit(128 + number) }
        stop.set()
      }
      source.resume()
      return source
    }
  }

  func end() {
    for source in sources { source.cancel() }
  }
}
