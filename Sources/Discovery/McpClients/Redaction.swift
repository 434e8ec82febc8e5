import Formats

/// Takes secrets out of the arguments and addresses of a server, and says where they stood.
struct Redaction {
  struct Found: Equatable {
    let name: String
    let value: String
  }

  static let mark = "<redacted>"
  /// Longest argument that is kept.
  private static let lengthLimit = 400
  /// Longest text, and longest word of it, that is looked into; a longer one is not kept at all.
  private static let (textLimit, wordLimit) = (65_536, 4096)

  let facts: InlineSecretFacts
  private(set) var found: [Found] = []
  /// Values within values, such as an address in a parameter of another, that are looked into.
  private static let depthLimit = 4
  private var depth = 0

  init(_ facts: InlineSecretFacts) { self.facts = facts }

  /// The arguments without their secrets, on one line each.
  mutating func arguments(_ arguments: [String]) -> [String] {
    var redacted: [String] = []
    var named: String?
    for argument in arguments {
      let name = named
      named = nil
      if let name, !argument.hasPrefix("--") {
        redacted.append(Self.isHeaderOption(name) ? header(argument) : value(argument, named: name))
      } else {
        redacted.append(self.argument(argument))
        if argument.hasPrefix("-"), !argument.contains("=") {
          let option = String(argument.drop { $0 == "-" })
          if facts.isSecretName(option) || Self.isHeaderOption(option) { named = option }
        }
      }
    }
    return redacted.map { PlainLine.of($0, limit: Self.lengthLimit) }
  }

  /// An address without its credentials: user and password, secret parameters, secret parts of the path.
  mutating func address(_ text: String) -> String {
    guard text.utf8.count <= Self.wordLimit else { return Self.mark }
    guard let address = ServerAddress(text) else { return argument(text) }
    var result = "\(address.scheme)://"
    if let password = address.password {
      if !facts.isPlaceholder(password, named: "password") {
        found.append(Found(name: "password", value: password))
      }
    } else if let user = address.user, facts.isToken(user) {
      found.append(Found(name: "user", value: user))
    }
    result += address.host.contains(":") ? "[\(address.host)]" : address.host
    if let port = address.port { result += ":\(port)" }
    result += path(address.path)
    let items = address.query.map { item in
      "\(item.name)=\(query(item))"
    }
    if !items.isEmpty { result += "?" + items.joined(separator: "&") }
    return PlainLine.of(result, limit: Self.lengthLimit)
  }

  /// A value without the secret that its name says it is.
  mutating func value(_ value: String, named name: String) -> String {
    if facts.isSecret(value, named: name) {
      found.append(Found(name: name, value: value))
      return Self.mark
    }
    if facts.isSecretName(name), !facts.isPlaceholder(value, named: name) { return Self.mark }
    return argument(value)
  }

  private mutating func query(_ item: ServerAddress.QueryItem) -> String {
    guard facts.isSecretQuery(item.name) else { return value(item.value, named: item.name) }
    if facts.isPlaceholder(item.value, named: item.name) { return item.value }
    if item.value.utf8.count >= 8 { found.append(Found(name: item.name, value: item.value)) }
    return Self.mark
  }

  private mutating func path(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { part in
      if facts.isToken(String(part)) {
        found.append(Found(name: "path", value: String(part)))
        return Self.mark
      }
      // An address that is known to its owner alone is a secret too; a word with a number is not.
      return part.utf8.count >= 20 && InlineSecretFacts.isRandom(part)
        && part.utf8.filter({ (0x30...0x39).contains($0) }).count >= 4
        && !facts.isPlaceholder(String(part), named: "") ? Self.mark : String(part)
    }.joined(separator: "/")
  }

  private mutating func argument(_ text: String) -> String {
    guard text.utf8.count <= Self.textLimit, depth < Self.depthLimit else { return Self.mark }
    depth += 1
    defer { depth -= 1 }
    if text.contains(where: \.isWhitespace) {
      return text.split(separator: " ", omittingEmptySubsequences: false)
        .map { argument(word: String($0)) }.joined(separator: " ")
    }
    return argument(word: text)
  }

  private mutating func argument(word: String) -> String {
    if word.utf8.count > Self.wordLimit { return Self.mark }
    if facts.isToken(word) {
      found.append(Found(name: "", value: word))
      return Self.mark
    }
    let equals = word.firstIndex(of: "=")
    let scheme = word.firstRange(of: "://")
    if let equals, scheme.map({ equals < $0.lowerBound }) ?? true {
      let name = String(word[..<equals])
      let rest = String(word[word.index(after: equals)...])
      guard !rest.isEmpty else { return word }
      return "\(name)=\(value(rest, named: String(name.drop { $0 == "-" })))"
    }
    if scheme != nil { return address(word) }
    if let colon = word.firstIndex(of: ":"), facts.isSecretName(String(word[..<colon])) {
      return header(word)
    }
    return word
  }

  /// `Authorization: Bearer abc` or `Authorization:abc`.
  private mutating func header(_ text: String) -> String {
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "=" }) else {
      return argument(text)
    }
    let name = text[..<colon].trimmingPrefix { $0 == " " }
    let rest = text[text.index(after: colon)...].trimmingPrefix { $0 == " " }
    guard !rest.isEmpty else { return text }
    return "\(name): \(value(String(rest), named: String(name)))"
  }

  private static func isHeaderOption(_ name: String) -> Bool {
    name == "H" || name == "header" || name == "headers"
  }
}
