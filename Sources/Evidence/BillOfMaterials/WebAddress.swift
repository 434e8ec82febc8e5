/// Texts that stand where a format wants a URL.
enum WebAddress {
  /// The text where it is an absolute URL by RFC 3986; nil for templates, paths and damaged ones, which
  /// a strict reader would refuse the whole document for.
  static func checked(_ text: String?) -> String? {
    guard let text, let mark = text.firstRange(of: "://"), text.utf8.count <= 2048 else {
      return nil
    }
    let scheme = text[..<mark.lowerBound].utf8
    let rest = Array(text[mark.upperBound...].utf8)
    guard let first = scheme.first, isLetter(first),
      scheme.allSatisfy({ isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }),
      let start = rest.first, isLetter(start) || isDigit(start)
    else { return nil }
    let authority = rest.prefix { !"/?#".utf8.contains($0) }
    // What is left of a user would be a secret.
    guard !authority.contains(UInt8(ascii: "@")), isHost(authority) else { return nil }
    var fragments = 0
    for (index, byte) in rest.enumerated() {
      switch byte {
      case UInt8(ascii: "%"):
        guard index + 2 < rest.count, isHex(rest[index + 1]), isHex(rest[index + 2]) else {
          return nil
        }
      case UInt8(ascii: "#"):
        fragments += 1
        guard fragments == 1 else { return nil }
      default:
        guard isLetter(byte) || isDigit(byte) || "-._~:/?@!$&'()*+,;=".utf8.contains(byte) else {
          return nil
        }
      }
    }
    return text
  }

  /// A name or IPv4 address, with a port in digits.
  private static func isHost(_ authority: ArraySlice<UInt8>) -> Bool {
    let parts = authority.split(
      separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
    return parts[0].allSatisfy { isLetter($0) || isDigit($0) || "-._~".utf8.contains($0) }
      && (parts.count == 1 || (!parts[1].isEmpty && parts[1].allSatisfy(isDigit)))
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
  }
}
