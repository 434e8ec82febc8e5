import Foundation

/// The parts of a package URL such as `pkg:huggingface/google-bert/bert-base@1.0?x=y`, decoded.
public struct PackageURLParts: Sendable, Hashable {
  /// In lower case, such as `pypi`.
  public let type: String
  /// Between type and name, joined by slashes; empty where there is none.
  public let namespace: String
  public let name: String
  public let version: String?
  public let qualifiers: [String: String]

  /// Nil where the text is no package URL, or is longer than any should be.
  public init?(_ text: String) {
    guard text.utf8.count <= 4096, let colon = text.firstIndex(of: ":"),
      text[..<colon].lowercased() == "pkg"
    else { return nil }
    var rest = text[text.index(after: colon)...].prefix { $0 != "#" }.drop { $0 == "/" }
    var qualifiers: [String: String] = [:]
    if let question = rest.firstIndex(of: "?") {
      for pair in rest[rest.index(after: question)...].split(separator: "&") {
        let words = pair.split(separator: "=", maxSplits: 1)
        if words.count == 2 { qualifiers[words[0].lowercased()] = Self.decoded(words[1]) }
      }
      rest = rest[..<question]
    }
    guard let slash = rest.firstIndex(of: "/") else { return nil }
    type = rest[..<slash].lowercased()
    rest = rest[slash...]
    // An `@` before the last slash belongs to a scope that was not encoded.
    let start = rest.lastIndex(of: "/") ?? rest.startIndex
    if let at = rest[start...].lastIndex(of: "@"), at != rest.index(after: start) {
      version = Self.decoded(rest[rest.index(after: at)...])
      rest = rest[..<at]
    } else {
      version = nil
    }
    // Some write the slash of `organisation/model` encoded.
    let path = Self.decoded(rest).split(separator: "/").map(String.init)
    guard !type.isEmpty, let name = path.last else { return nil }
    self.name = name
    namespace = path.dropLast().joined(separator: "/")
    self.qualifiers = qualifiers
  }

  /// Namespace and name, joined by a slash.
  public var path: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }

  private static func decoded(_ text: Substring) -> String {
    text.removingPercentEncoding ?? String(text)
  }
}
