import Glibc

/// A path below the root as the file system has it: bytes that need not be text.
struct FilePath: Sendable, Hashable, Comparable {
  let bytes: [UInt8]

  static let root = FilePath(bytes: [])

  func appending(_ name: some Collection<UInt8>) -> FilePath {
    var path: [UInt8] = []
    path.reserveCapacity(bytes.count + 1 + name.count)
    path += bytes
    if !path.isEmpty { path.append(UInt8(ascii: "/")) }
    path += name
    return FilePath(bytes: path)
  }

  func appending(_ name: String) -> FilePath { appending(Array(name.utf8)) }

  /// The path as text: bytes that are not UTF-8 as `\xNN`.
  var text: String { Self.text(of: bytes[...]) }

  static func text(of bytes: ArraySlice<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return bytes.map { byte in
      byte < 0x80
        ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let terminated = (bytes.isEmpty ? [UInt8(ascii: ".")] : bytes) + [0]
    return terminated.withUnsafeBytes { raw in
      raw.withMemoryRebound(to: CChar.self) { characters in
        // The array is never empty: it ends with the zero byte.
        characters.baseAddress.map(body) ?? body("")
      }
    }
  }

  static func < (left: FilePath, right: FilePath) -> Bool {
    left.bytes.withUnsafeBytes { left in
      right.bytes.withUnsafeBytes { order(left, $0) < 0 }
    }
  }

  /// Below, at or above zero where the bytes of the left path come before, are, or come after those of
  /// the right.
  static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int32 {
    if let one = left.baseAddress, let other = right.baseAddress {
      let order = memcmp(one, other, min(left.count, right.count))
      if order != 0 { return order }
    }
    return left.count < right.count ? -1 : left.count > right.count ? 1 : 0
  }
}
