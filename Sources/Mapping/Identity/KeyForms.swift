internal import Catalog
internal import Formats

/// Normal forms of keys: the same thing, however it was written, has the same text. Nil for what
/// identifies nothing: placeholders, defaults, addresses of this host.
public struct KeyForms: Sendable {
  public enum Form: String, Sendable, CaseIterable {
    /// A SHA-256 digest in hexadecimal, `sha256:` before it or not.
    case sha256
    /// Host and path of an address.
    case url
    /// Package URL without version, qualifiers and subpath.
    case purl
    /// Amazon Resource Name.
    case arn
    /// Remote of a git repository.
    case git
    /// Repository of Hugging Face at a commit.
    case huggingface
    /// Repository of Hugging Face at any revision.
    case huggingfaceRepository = "huggingface-repository"
    /// Model of a provider.
    case providerModel = "provider-model"
    /// Provider, by its slug, alias or host.
    case provider
    /// Object store: S3, Google Cloud Storage, Azure Blob Storage.
    case bucket
    /// Database by host, port and name.
    case database
    /// Name for people: letters and digits only.
    case name
    /// In lower case.
    case lower
    /// As written.
    case text
  }

  /// What speaks the scheme of an address.
  struct Service: Sendable {
    let name: String
    let port: String?
    let isDatabase: Bool
  }

  let services: [String: Service]
  private let providers: ProviderAliases
  /// What stands before the name of a model, by provider.
  private let modelMarkers: [String: [String]]
  private let caseInsensitiveHosts: Set<String>
  private let junkHosts: [GlobText]
  private let junkValues: [GlobText]
  private let junkNames: Set<String>
  private let shortestName: Int

  init(_ root: DocumentNode, _ knowledge: Knowledge) throws(KnowledgeError) {
    providers = try ProviderAliases(
      knowledge, localNames: Set(IdentityFacts.texts(root["models"]?["local_names"])))
    modelMarkers = (root["models"]?["after"]?.entries ?? []).reduce(into: [:]) {
      $0[$1.key] = IdentityFacts.texts($1.value)
    }
    var services: [String: Service] = [:]
    for node in root["services"]?.items ?? [] {
      let service = Service(
        name: node["service"]?.text ?? "", port: node["port"]?.scalar,
        isDatabase: node["database"]?.boolean ?? false)
      for scheme in IdentityFacts.texts(node["schemes"]) { services[scheme] = service }
    }
    self.services = services
    caseInsensitiveHosts = Set(IdentityFacts.texts(root["case_insensitive_hosts"]))
    let junk = root["junk"]
    junkHosts = IdentityFacts.texts(junk?["hosts"]).map(GlobText.init)
    junkValues = IdentityFacts.texts(junk?["values"]).map(GlobText.init)
    junkNames = Set(IdentityFacts.texts(junk?["names"]))
    shortestName = junk?["shortest_name"]?.integer ?? 4
  }

  /// The normal form of a text; nil where it identifies nothing.
  public func normal(_ text: String, _ form: Form) -> String? {
    guard text.utf8.count <= 2048 else { return nil }
    let value: String? =
      switch form {
      case .sha256: sha256(text)
      case .url: url(text)
      case .purl: purl(text)
      case .arn: arn(text)
      case .git: git(text)
      case .huggingface: huggingface(text, pinned: true)
      case .huggingfaceRepository: huggingface(text, pinned: false)
      case .providerModel: providerModel(text)
      case .provider: providers.slug(text)
      case .bucket: bucket(text)
      case .database: database(text)
      case .name: name(text)
      case .lower: text.lowercased()
      case .text: text
      }
    guard let value, !value.isEmpty, !junkValues.contains(where: { $0.matches(value) }) else {
      return nil
    }
    return value
  }

  private func sha256(_ text: String) -> String? {
    let digits = text.lowercased().split(separator: ":").last?.split(separator: "@").last ?? ""
    return digits.utf8.count == 64 && digits.allSatisfy(\.isHexDigit) ? String(digits) : nil
  }

  func arn(_ text: String) -> String? {
    guard text.prefix(4).lowercased() == "arn:" else {
      return nil
    }
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0].lowercased() == "arn", !parts[1].isEmpty, !parts[2].isEmpty,
      !parts[5].isEmpty, !text.contains("*"), !text.contains("${")
    else { return nil }
    return (parts[..<5].map { $0.lowercased() } + [String(parts[5])]).joined(separator: ":")
  }

  private func providerModel(_ text: String) -> String? {
    guard let separator = text.firstIndex(where: { $0 == "/" || $0 == ":" }),
      let provider = providers.slug(String(text[..<separator])),
      !providers.hasLocalNames(provider)
    else { return nil }
    var model = text[text.index(after: separator)...]
    for marker in modelMarkers[provider] ?? [] {
      if marker.hasPrefix("/") || marker.hasPrefix(":") {
        if let found = model.firstRange(of: marker) { model = model[found.upperBound...] }
      } else if model.hasPrefix(marker) {
        model = model.dropFirst(marker.count)
      }
    }
    guard !model.isEmpty, !model.contains("{"), !model.contains("$") else { return nil }
    return "\(provider)/\(model.lowercased())"
  }

  private func name(_ text: String) -> String? {
    // The last part of a path is the name: `meta-llama/Llama-3-8B`.
    let last = (text.split(separator: "/").last.map(String.init) ?? text).lowercased()
    let plain = Self.lettersAndDigits(last)
    guard plain.count >= shortestName, !junkNames.contains(last), !junkNames.contains(plain)
    else { return nil }
    return plain
  }

  private static func lettersAndDigits(_ text: String) -> String {
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
      return text.filter { $0.isLetter || $0.isNumber }
    }
    let kept = text.utf8.filter { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"):
        true
      default: false
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  func isJunkHost(_ host: String) -> Bool { junkHosts.contains { $0.matches(host) } }
  func ignoresCase(_ host: String) -> Bool { caseInsensitiveHosts.contains(host) }
}
