import Foundation
import Glibc

/// A file that is written beside its place and put there once it is whole.
public final class OutputFile {
  /// Where the file goes: the end of any links.
  private let path: String
  /// Where it is written first; nil for what cannot be replaced.
  private let temporary: String?
  private var descriptor: Int32

  public init(path: String) throws(OutputError) {
    // Pipes and devices are written as they are; so is /dev/stdout, which may lead to a file.
    var status = stat()
    let exists = stat(path, &status) == 0
    let isSpecial =
      ["/dev/std", "/dev/fd/", "/proc/"].contains(where: path.hasPrefix)
      || exists && status.st_mode & S_IFMT != S_IFREG
    self.path = exists && !isSpecial ? Self.resolved(path) : path
    temporary = isSpecial ? nil : self.path + ".\(getpid()).tmp"
    descriptor = open(
      temporary ?? path, O_WRONLY | O_CREAT | (isSpecial ? 0 : O_TRUNC) | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw OutputError(reason: String(cString: strerror(errno))) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    // Renamed by now, unless something went wrong.
    if let temporary { unlink(temporary) }
  }

  public func write(_ text: String) throws(OutputError) {
    if let failure = Output.write(text, to: descriptor) {
      throw OutputError(reason: String(cString: strerror(failure)))
    }
  }

  public func finish() throws(OutputError) {
    let isClosed = close(descriptor) == 0
    descriptor = -1
    guard isClosed, temporary.map({ rename($0, path) == 0 }) ?? true else {
      throw OutputError(reason: String(cString: strerror(errno)))
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
