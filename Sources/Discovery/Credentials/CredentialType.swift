internal import Formats
public import Matching

/// A form of key that the catalogue knows, such as a project key of OpenAI.
public struct CredentialType: Sendable, Hashable {
  /// Name in the catalogue, such as `openai.project`.
  public let id: String
  /// The provider in ids, such as `openai`.
  public let provider: String
  public let vendor: String
  /// Such as "project key".
  public let name: String
  /// Whether it is meant to be public.
  public let isPublishable: Bool
  /// How well the format is established, 0 to 1.
  public let confidence: Double
  let shape: TokenShape
  /// Least entropy of the body in bits a character.
  let entropy: Double
  let checksum: TokenChecksum?
  /// Words, in lower case, of which one must stand before the secret; empty where it identifies itself.
  let near: [[UInt8]]

  /// Reads an entry of `Catalog/credentials`; nil where a key is missing or wrong.
  init?(_ node: DocumentNode) {
    let parts = node["token"]?.items ?? []
    let shapes = parts.compactMap { TokenPart($0) }
    guard let id = node["id"]?.text, let provider = node["provider"]?.text,
      let vendor = node["vendor"]?.text, let name = node["type"]?.text,
      let grade = node["confidence"]?.text, let confidence = Self.grades[grade],
      !shapes.isEmpty, shapes.count == parts.count
    else { return nil }
    if let name = node["checksum"]?.text {
      guard let known = TokenChecksum(rawValue: name) else { return nil }
      checksum = known
    } else {
      checksum = nil
    }
    self.id = id
    self.provider = provider
    self.vendor = vendor
    self.name = name
    self.confidence = confidence
    isPublishable = node["publishable"]?.boolean ?? false
    shape = TokenShape(shapes)
    entropy = node["entropy"]?.number ?? 0
    near = (node["near"]?.items ?? []).compactMap(\.text).map { Array($0.lowercased().utf8) }
  }

  /// What the scan looks for.
  public var pattern: Pattern {
    guard !near.isEmpty else {
      return Pattern(name: id, expression: shape.expression, syntax: .regular)
    }
    let words = near.map { word in
      String(decoding: word, as: UTF8.self).map { $0.isLetter || $0.isNumber ? "\($0)" : "\\\($0)" }
        .joined()
    }
    let expression =
      "(?i:\(words.joined(separator: "|")))[^\\n]{0,\(TokenContext.nearness)}\(shape.expression)"
    return Pattern(name: id, expression: expression, syntax: .regular)
  }

  private static let grades = ["A": 0.95, "B": 0.8, "C": 0.6]
}
