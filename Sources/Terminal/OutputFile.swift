import Foundation
import Glibc

/// A file that is written beside its place and put there once it is whole.
public final class OutputFile {
  private let path: String
  private let temporary: String
  private var descriptor: Int32

  public init(path: String) throws(OutputError) {
    self.path = path
    temporary = path + ".\(getpid()).tmp"
    // Devices, such as /dev/stdout, and pipes are written as they are.
    var status = stat()
    let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    descriptor = open(
      isSpecial ? path : temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw OutputError(reason: String(cString: strerror(errno))) }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(temporary)
    }
  }

  public func write(_ text: String) throws(OutputError) {
    if let failure = Output.write(text, to: descriptor) {
      throw OutputError(reason: String(cString: strerror(failure)))
    }
  }

  public func finish() throws(OutputError) {
    let isInPlace = access(temporary, F_OK) != 0
    let failure: Int32? = close(descriptor) == 0 ? nil : errno
    descriptor = -1
    if let failure { throw OutputError(reason: String(cString: strerror(failure))) }
    guard isInPlace || rename(temporary, path) == 0 else {
      throw OutputError(reason: String(cString: strerror(errno)))
    }
  }
}
