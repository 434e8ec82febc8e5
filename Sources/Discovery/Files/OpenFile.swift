import Glibc

/// A regular file held open for one inspection; closed when let go.
final class OpenFile: FileReading {
  private let descriptor: Int32
  /// As of opening.
  let identity: FileIdentity
  /// Whether some part of it could not be read: what was seen is not all that could be.
  private(set) var hasFailed = false
  private let stop: StopFlag

  init(descriptor: Int32, identity: FileIdentity, stop: StopFlag) {
    self.descriptor = descriptor
    self.identity = identity
    self.stop = stop
  }

  /// Bytes, as of opening.
  var size: Int { Int(identity.size) }

  deinit { _ = close(descriptor) }

  func read(at offset: Int, count: Int) throws(Unreadable) -> [UInt8] {
    guard offset >= 0, count > 0 else { return [] }
    try checkStop()
    let wanted = min(count, max(0, size - offset))
    var failure: Int32?
    let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, filled in
      (filled, failure) = Self.fill(
        UnsafeMutableRawBufferPointer(buffer), from: descriptor, at: offset)
    }
    if bytes.count < wanted { hasFailed = true }
    if let failure { throw Unreadable(FileRoot.reason(failure)) }
    return bytes
  }

  /// A large file must not outlast an interrupted scan.
  private func checkStop() throws(Unreadable) {
    guard stop.isSet else { return }
    hasFailed = true
    throw Unreadable("interrupted")
  }

  private static func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, at offset: Int
  ) -> (filled: Int, failure: Int32?) {
    var filled = 0
    while filled < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let got = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
      if got < 0 {
        if errno == EINTR { continue }
        return (filled, errno)
      }
      if got == 0 { break }
      filled += got
    }
    return (filled, nil)
  }
}
