/// A reference to a container image such as `ghcr.io/acme/app:1.2@sha256:…`.
public struct ImageReference: Sendable, Hashable {
  /// Name without tag and digest, in lower case; Docker Hub's own prefixes are left out, so that
  /// `docker.io/library/redis` is `redis`.
  public let name: String
  public let tag: String?
  /// With its algorithm, such as `sha256:…`.
  public let digest: String?

  /// Nil where the text is no reference: empty, or with a variable in the name.
  public init?(_ text: some StringProtocol) {
    var rest = Substring(text)
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    if let at = rest.firstIndex(of: "@") {
      let digest = String(rest[rest.index(after: at)...])
      guard digest.contains(":") else { return nil }
      self.digest = Self.isKnown(digest) ? digest : nil
      rest = rest[..<at]
    } else {
      digest = nil
    }
    let slash = rest.lastIndex(of: "/") ?? rest.startIndex
    if let colon = rest[slash...].firstIndex(of: ":") {
      let tag = String(rest[rest.index(after: colon)...])
      self.tag = Self.isKnown(tag) && !tag.isEmpty ? tag : nil
      rest = rest[..<colon]
    } else {
      tag = nil
    }
    var name = rest.lowercased()
    for prefix in ["docker.io/", "index.docker.io/", "library/"] where name.hasPrefix(prefix) {
      name.removeFirst(prefix.count)
    }
    guard (2...255).contains(name.utf8.count), name.utf8.allSatisfy(Self.isNameByte),
      name.utf8.first != UInt8(ascii: "/"), name.utf8.last != UInt8(ascii: "/"),
      name.utf8.contains(where: { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) })
    else { return nil }
    self.name = name
  }

  private static func isKnown(_ text: String) -> Bool { !text.contains { "${}<>".contains($0) } }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "/"), UInt8(ascii: ":"):
      true
    default: false
    }
  }

  /// The parts of the name between slashes.
  public var parts: [Substring] { name.split(separator: "/") }
}
