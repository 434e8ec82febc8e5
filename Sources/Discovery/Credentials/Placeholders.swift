internal import Crypto
internal import Formats

/// What tells a placeholder from a key, as `Catalog/credentials/placeholders.yaml` lists it.
struct Placeholders: Sendable {
  private let words: [[UInt8]]
  private let shortWords: [[UInt8]]
  private let documented: Set<String>
  /// Words before a secret that lower the confidence in it.
  let doubts: [[UInt8]]
  /// Words that say that a value is no secret.
  let otherwise: [[UInt8]]

  init(_ node: DocumentNode?) {
    func list(_ key: String) -> [[UInt8]] {
      (node?[key]?.items ?? []).compactMap(\.scalar).map { Array($0.lowercased().utf8) }
    }
    words = list("words")
    shortWords = list("short_words")
    doubts = list("doubts")
    otherwise = list("otherwise")
    documented = Set((node?["documented"]?.items ?? []).compactMap(\.scalar))
  }

  /// Whether the body of a secret spells a placeholder.
  func spells(_ body: [UInt8]) -> Bool {
    let lower = body.map(\.lowercasedASCII)
    if words.contains(where: { lower.contains($0) }) { return true }
    return shortWords.contains { word in
      let upper = word.map(\.uppercasedASCII)
      let capitalized = upper.prefix(1) + word.dropFirst()
      return body.contains(word) || body.contains(upper) || body.contains(capitalized)
    }
  }

  /// Whether it is a key that a vendor prints in its documentation.
  func isDocumented(_ secret: ArraySlice<UInt8>) -> Bool {
    guard !documented.isEmpty else { return false }
    return documented.contains(Hexadecimal.text(SHA256.hash(data: secret)))
  }
}

extension UInt8 {
  /// The lower-case letter of an upper-case one; any other byte as it is.
  var lowercasedASCII: UInt8 { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self }

  /// The upper-case letter of a lower-case one; any other byte as it is.
  var uppercasedASCII: UInt8 { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self ? self & 0xDF : self }
}
