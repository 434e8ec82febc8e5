/// The parts of an address such as `https://user:secret@host:443/path?query`, as written.
public struct ServerAddress: Sendable, Equatable {
  public struct QueryItem: Sendable, Equatable {
    public let name: String
    public let value: String
  }

  /// In lower case.
  public let scheme: String
  public let user: String?
  public let password: String?
  /// In lower case, without the brackets of IPv6.
  public let host: String
  public let port: String?
  /// With the leading slash; empty where there is none.
  public let path: String
  public let query: [QueryItem]

  /// Nil where the text has no scheme or no host.
  public init?(_ text: some StringProtocol) {
    guard let mark = text.firstRange(of: "://") else { return nil }
    let scheme = text[..<mark.lowerBound]
    guard !scheme.isEmpty, scheme.utf8.count <= 32,
      scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else { return nil }
    self.scheme = scheme.lowercased()
    var rest = Substring(text[mark.upperBound...].prefix { $0 != "#" })
    if let question = rest.firstIndex(of: "?") {
      query = rest[rest.index(after: question)...].split(separator: "&").map { item in
        let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return QueryItem(name: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : "")
      }
      rest = rest[..<question]
    } else {
      query = []
    }
    var authority = rest.prefix { $0 != "/" }
    path = String(rest.dropFirst(authority.count))
    if let at = authority.lastIndex(of: "@") {
      let parts = authority[..<at].split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      user = String(parts[0])
      password = parts.count > 1 ? String(parts[1]) : nil
      authority = authority[authority.index(after: at)...]
    } else {
      (user, password) = (nil, nil)
    }
    if authority.first == "[", let close = authority.firstIndex(of: "]") {
      host = authority[..<close].dropFirst().lowercased()
      let after = authority[authority.index(after: close)...]
      port = after.first == ":" ? String(after.dropFirst()) : nil
    } else if let colon = authority.lastIndex(of: ":"), !authority.contains("{") {
      host = authority[..<colon].lowercased()
      port = String(authority[authority.index(after: colon)...])
    } else {
      host = authority.contains("{") ? String(authority) : authority.lowercased()
      port = nil
    }
    guard !host.isEmpty else { return nil }
  }

  /// Whether the host is this machine.
  public var isLoopback: Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "::1" || host == "0.0.0.0"
      || host == "host.docker.internal"
      || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
  }

  /// Whether the host is known from the text: it holds no variable.
  public var isHostKnown: Bool { !host.contains { "${}<>%".contains($0) } }

  /// Whether the host is in a network of its own: an RFC 1918 address or a name without dots.
  public var isPrivate: Bool {
    if !host.contains(".") && !host.contains(":") { return true }
    let parts = host.split(separator: ".").map { Int($0) }
    if parts.count == 4, let first = parts[0], let second = parts[1] {
      return first == 10 || (first == 192 && second == 168)
        || (first == 172 && (16...31).contains(second))
    }
    return [".local", ".internal", ".lan", ".home.arpa"].contains { host.hasSuffix($0) }
  }

  public var isEncrypted: Bool { scheme == "https" || scheme == "wss" }
}
