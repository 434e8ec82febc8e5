import Glibc

/// A regular file held open for one inspection; closed when let go.
final class OpenFile: FileReading {
  private let descriptor: Int32
  /// Bytes, as of opening.
  let size: Int
  private let stop: StopFlag

  init(descriptor: Int32, size: Int, stop: StopFlag) {
    self.descriptor = descriptor
    self.size = size
    self.stop = stop
  }

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
    if let failure { throw Unreadable(FileRoot.reason(failure)) }
    return bytes
  }

  /// Fills a buffer from an offset; gives how much there was.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(Unreadable) -> Int {
    try checkStop()
    let (filled, failure) = Self.fill(buffer, from: descriptor, at: offset)
    if let failure { throw Unreadable(FileRoot.reason(failure)) }
    return filled
  }

  /// A large file must not outlast an interrupted scan.
  private func checkStop() throws(Unreadable) {
    if stop.isSet { throw Unreadable("interrupted") }
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
