import Catalog
import Formats

/// Tells a secret written in clear from a stand-in for one.
struct InlineSecretFacts: Sendable {
  /// Characters of a value that are looked at for signs of a stand-in.
  private static let examined = 512
  private let lastWords: Set<String>
  private let lastPairs: Set<[String]>
  private let publicWords: Set<String>
  private let shortWords: Set<String>
  private let queryNames: Set<String>
  private let prefixes: [String]
  private let schemes: Set<String>
  private let containing: [String]
  private let exactly: Set<String>
  private let prefixLength: Int
  private let valueLength: Int
  private let passwordLength: Int

  init(_ document: KnowledgeDocument) throws(KnowledgeError) {
    let root = document.root
    func texts(_ path: String) -> [String] {
      DocumentPath(path).entries(in: root).flatMap { $0.value.items.compactMap(\.scalar) }
    }
    lastWords = Set(texts("names.last_words"))
    lastPairs = Set(
      root["names"]?["last_pairs"]?.items.map { $0.items.compactMap(\.scalar) } ?? [])
    publicWords = Set(texts("names.public_words"))
    shortWords = Set(texts("names.short_words"))
    queryNames = Set(texts("query_names"))
    prefixes = texts("prefixes")
    schemes = Set(texts("schemes"))
    containing = texts("placeholders.containing")
    exactly = Set(texts("placeholders.exactly"))
    guard let prefixLength = root["prefix_length"]?.integer,
      let valueLength = root["value_length"]?.integer,
      let passwordLength = root["password_length"]?.integer, !lastWords.isEmpty
    else {
      throw KnowledgeError(path: document.path, "needs names and lengths")
    }
    self.prefixLength = prefixLength
    self.valueLength = valueLength
    self.passwordLength = passwordLength
  }

  /// Whether a value under a name is a secret in clear.
  func isSecret(_ value: String, named name: String) -> Bool {
    let value = withoutScheme(value)
    if isPlaceholder(value, named: name) { return false }
    if isToken(value) { return true }
    let words = Self.words(name)
    guard isSecretName(words), !isReference(value) else { return false }
    let least =
      shortWords.contains(where: words.contains) ? passwordLength : valueLength
    return value.utf8.count >= least
  }

  /// Whether a value is a secret by its looks alone.
  func isToken(_ value: String) -> Bool {
    guard value.utf8.count >= prefixLength, prefixes.contains(where: value.hasPrefix) else {
      return false
    }
    return isPlaceholder(value, named: "") ? false : Self.isRandom(value)
  }

  /// Whether a name says that its value is a secret.
  func isSecretName(_ name: String) -> Bool { isSecretName(Self.words(name)) }

  /// Whether a query parameter of that name holds a secret.
  func isSecretQuery(_ name: String) -> Bool {
    queryNames.contains(name.lowercased()) || isSecretName(name)
  }

  /// Whether the value stands for one that comes from elsewhere, or for none.
  func isPlaceholder(_ value: String, named name: String) -> Bool {
    let lowered = withoutScheme(String(value.prefix(Self.examined))).lowercased()
    if lowered.isEmpty || exactly.contains(lowered) { return true }
    if lowered.hasPrefix("$") || (lowered.hasPrefix("%") && lowered.hasSuffix("%")) { return true }
    if containing.contains(where: lowered.contains) { return true }
    if Set(lowered).count <= 2 { return true }
    // The name itself, or one in its style.
    let isStyled = value.utf8.allSatisfy {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_")
        || $0 == UInt8(ascii: "-")
    }
    return isStyled || (!name.isEmpty && lowered == name.lowercased())
  }

  /// The first characters, too few to be of use.
  func preview(of value: String) -> String {
    let value = withoutScheme(value)
    return PlainLine.of(value.prefix(min(4, value.count / 4))) + "…"
  }

  /// `Bearer abc` → `abc`.
  private func withoutScheme(_ value: String) -> String {
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, schemes.contains(parts[0].lowercased()) else { return value }
    return String(parts[1])
  }

  private func isSecretName(_ words: [String]) -> Bool {
    guard let last = words.last, !publicWords.contains(where: words.contains) else { return false }
    return lastWords.contains(last) || lastPairs.contains(Array(words.suffix(2)))
  }

  /// A path, an address without credentials, prose or plain words: where the secret is, not the secret.
  private func isReference(_ value: String) -> Bool {
    if value.hasPrefix("/") || value.hasPrefix("~/") || value.hasPrefix("./")
      || value.hasPrefix("{") || value.contains(" ") || value.contains(":\\")
    {
      return true
    }
    return value.contains("://")
  }

  /// Letters and digits mixed without spaces, as generated tokens are.
  static func isRandom(_ value: some StringProtocol) -> Bool {
    var (hasDigit, hasLetter) = (false, false)
    for byte in value.utf8 {
      if (0x30...0x39).contains(byte) {
        hasDigit = true
      } else if (0x41...0x5A).contains(byte & 0xDF) {
        hasLetter = true
      } else if byte <= 0x20 || byte >= 0x7F {
        return false
      }
    }
    return hasDigit && hasLetter
  }

  /// `GITHUB_TOKEN_2` → github, token; `apiKey` → api, key.
  private static func words(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previous: Character?
    for character in name.prefix(256) {
      if !character.isLetter {
        if !word.isEmpty { words.append(word.lowercased()) }
        word = ""
      } else {
        if character.isUppercase, previous?.isLowercase == true {
          words.append(word.lowercased())
          word = ""
        }
        word.append(character)
      }
      previous = character
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    return words
  }
}
