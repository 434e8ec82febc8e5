import Foundation
import Glibc

/// The streams of the process. Nothing but the document is ever written to standard output.
public enum Output {
  public enum Stream: Sendable { case standard, error }

  /// What a stream can show: colour only on a terminal and without `NO_COLOR` (no-color.org).
  public static func canvas(for stream: Stream) -> Canvas {
    let isTerminal = isTerminal(stream)
    let environment = ProcessInfo.processInfo.environment
    let allowsColor = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    return Canvas(
      width: isTerminal ? terminalWidth(stream) : 1000, hasColor: isTerminal && allowsColor)
  }

  public static func isTerminal(_ stream: Stream) -> Bool { isatty(descriptor(stream)) == 1 }

  /// Writes all of the text. Throws where the stream is closed or the disk is full.
  public static func write(_ text: String, to stream: Stream) throws(OutputError) {
    if let failure = write(text, to: descriptor(stream)) {
      throw OutputError(reason: String(cString: strerror(failure)))
    }
  }

  /// Writes all of the text to an open file; gives the number of the error, if there was one.
  static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var text = text
    return text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[written...])
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          return errno
        }
        written += count
      }
      return nil
    }
  }

  private static func descriptor(_ stream: Stream) -> Int32 {
    stream == .standard ? STDOUT_FILENO : STDERR_FILENO
  }

  private static func terminalWidth(_ stream: Stream) -> Int {
    var size = winsize()
    guard ioctl(descriptor(stream), UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 80
    }
    return Int(size.ws_col)
  }
}

/// Why output could not be written.
public struct OutputError: Error, Sendable, CustomStringConvertible {
  public let reason: String

  public init(reason: String) { self.reason = reason }

  public var description: String { "cannot write the output: \(reason.lowercased())" }
}
