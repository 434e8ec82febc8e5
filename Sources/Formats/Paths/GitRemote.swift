/// The host and path of a git remote, whatever the form of its URL; credentials, port and the ending
/// `.git` are left out.
public struct GitRemote: Sendable, Hashable {
  public let host: String
  /// `org/name`, or deeper.
  public let path: String

  public init?(_ url: String) {
    var rest = Self.trimmed(url[...])
    var isURL = false
    if let scheme = rest.firstRange(of: "://") {
      guard rest[..<scheme.lowerBound] != "file" else { return nil }
      rest = rest[scheme.upperBound...]
      isURL = true
    }
    rest = rest.prefix { $0 != "?" && $0 != "#" }
    let hostEnd: String.Index
    if isURL {
      hostEnd = rest.firstIndex(of: "/") ?? rest.endIndex
    } else if let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/") {
      hostEnd = colon
    } else if let slash = rest.firstIndex(of: "/"), rest[..<slash].contains("."),
      !rest.hasPrefix(".")
    {
      hostEnd = slash
    } else {
      return nil
    }
    var authority = rest[..<hostEnd]
    if let at = authority.lastIndex(of: "@") {
      authority = authority[authority.index(after: at)...]
    }
    if isURL, !authority.hasPrefix("["), let port = authority.firstIndex(of: ":") {
      authority = authority[..<port]
    }
    var path = rest[hostEnd...].drop { $0 == "/" || $0 == ":" }
    while path.hasSuffix("/") { path = path.dropLast() }
    if path.hasSuffix(".git") { path = path.dropLast(4) }
    guard !authority.isEmpty, !path.isEmpty, !path.contains("..") else { return nil }
    host = authority.lowercased()
    self.path = String(path)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return text
  }
}
