public import Catalog
import Formats

/// Tells which model a literal names, by the facts of `Catalog/model-names.yaml`.
public struct ModelNames: Sendable {
  private struct Prefix: Sendable {
    let provider: String?
    let isHub: Bool
    let isSure: Bool
    /// Whether it names the service only before a colon; before a slash it is the maker on a hub.
    let needsColon: Bool
  }

  private static let path = "Catalog/model-names.yaml"
  private static let hub = "huggingface"
  private let prefixes: [String: Prefix]
  private let infixes: Set<String>
  /// Words behind a colon that say how a gateway serves a model.
  private let variants: Set<String>
  /// How names begin of models that only their makers have.
  private let closed: [String]
  /// How names begin that hold capitals.
  private let cased: [String]
  /// How names begin that are those of models wherever they stand.
  private let sure: [String]
  private let sureBytes: [[UInt8]]
  /// Endings of files, which are no names of repositories.
  private let fileEndings: Set<String>
  private let patterns: ModelNamePatterns
  private let lifecycle: ModelLifecycle
  /// Sites that models are fetched from by an address, by host, with what stands before the owner.
  private let hubs: [String: (authority: String, folder: String)]
  /// APIs that are asked for a model by the address, by how their host ends, with what stands before its name.
  private let served: [(host: String, authority: String, after: String)]

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required(Self.path)
    var prefixes: [String: Prefix] = [:]
    for node in document.root["prefixes"]?.items ?? [] {
      guard let prefix = node["prefix"]?.text else {
        throw KnowledgeError(path: document.path, line: node.line, "a prefix needs 'prefix'")
      }
      prefixes[prefix] = Prefix(
        provider: node["provider"]?.text, isHub: node["hub"]?.boolean == true,
        isSure: node["sure"]?.boolean == true, needsColon: node["colon"]?.boolean == true)
    }
    self.prefixes = prefixes
    infixes = Set(document.root["infixes"]?.scalars ?? [])
    variants = Set(document.root["variants"]?.scalars ?? [])
    closed = document.root["closed"]?.scalars ?? []
    cased = document.root["cased"]?.scalars ?? []
    sure = document.root["sure"]?.scalars ?? []
    sureBytes = sure.map { Array($0.utf8) }
    fileEndings = Set(document.root["file_endings"]?.scalars ?? [])
    patterns = try ModelNamePatterns(document)
    lifecycle = try ModelLifecycle(knowledge)
    var hubs: [String: (authority: String, folder: String)] = [:]
    var served: [(host: String, authority: String, after: String)] = []
    for node in document.root["hubs"]?.items ?? [] {
      guard let host = node["host"]?.text, let authority = node["authority"]?.text else {
        throw KnowledgeError(
          path: document.path, line: node.line, "a hub needs 'host' and 'authority'")
      }
      if let after = node["after"]?.text {
        served.append((host, authority, after))
        continue
      }
      hubs[host] = (authority, node["folder"]?.text ?? "")
    }
    self.hubs = hubs
    self.served = served
  }

  /// The model that a literal names where it stands in the place of a model: an option `--model`, a key
  /// `model:`. Nil for a path, a variable, and a name that says nothing without its provider.
  ///
  /// - Parameters:
  ///   - provider: slug of the provider, where the place says so.
  ///   - revision: the commit or tag asked for.
  public func model(
    _ literal: String, provider: String? = nil, revision: String? = nil
  ) -> ModelName? {
    guard Self.isName(literal) else { return nil }
    if provider == Self.hub || provider == "vllm" {
      return Self.isRepository(literal) ? repository(literal, provider, revision) : nil
    }
    let (name, route) = unrouted(literal, given: provider)
    guard Self.isName(name) else { return nil }
    if route?.isHub == true {
      return Self.isRepository(name) ? repository(name, route?.provider, revision) : nil
    }
    let match = patterns.match(Self.bare(name))
    var served = route?.provider ?? provider
    // A client of OpenAI that asks for a model of others' speaks to someone who serves that.
    if served == Self.commonAPI, let maker = match?.provider, maker != served { served = nil }
    if let served {
      return named(Self.bare(name), by: served, match, revision, provider: served)
    }
    // `models/gemini-2.0-flash` is how the API of Google calls its own.
    let isOfAPI = name.hasPrefix("models/") && match != nil
    if Self.isRepository(name), !isOfAPI, !name.contains(":") {
      return repository(name, nil, revision)
    }
    guard let match else { return nil }
    // A tag after a colon is how Ollama names them.
    let isTagged =
      name.contains(":") && match.provider != "aws-bedrock" && !name.hasPrefix("ft:")
      && !name.contains("anthropic.")
    let authority = isTagged ? "ollama" : Self.serving(name) ?? match.provider ?? Self.hub
    return named(Self.bare(name), by: authority, match, revision, provider: nil)
  }

  /// Whether a literal begins as only names of models do: `@cf/meta/llama-3.1-8b-instruct`, `all-MiniLM-L6-v2`.
  func isSure(_ literal: String) -> Bool {
    if sure.contains(where: literal.hasPrefix) { return recognized(literal) != nil }
    guard let end = literal.firstIndex(of: "/") else { return false }
    return prefixes[literal[..<end].lowercased()]?.isSure == true
  }

  /// Whether the bytes of a literal begin as the names of some models do that have no owner.
  func beginsSurely(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard (8...96).contains(bytes.count) else { return false }
    return sureBytes.contains { bytes.starts(with: $0) }
  }

  /// The model of a literal that stands anywhere; nil unless the name is surely that of a model.
  public func recognized(_ literal: String) -> ModelName? {
    guard Self.isName(literal) else { return nil }
    let (name, _) = unrouted(literal, given: nil)
    guard
      isKnown(name)
        || name.firstIndex(of: "/").map({ end in
          // `openrouter/anthropic/claude-sonnet-4.5`: a router's name for what a maker calls so.
          prefixes[name[..<end].lowercased()]?.needsColon == false
            && isKnown(String(name[name.index(after: end)...]))
        }) == true
    else { return nil }
    return model(literal)
  }

  /// The model behind the name of a route that a gateway of one's own gives it: `our-openai/gpt-4o`. Only of
  /// models that nobody but their makers can own.
  func routed(_ literal: String) -> ModelName? {
    guard Self.isName(literal), let slash = literal.lastIndex(of: "/") else { return nil }
    let name = String(literal[literal.index(after: slash)...])
    guard closed.contains(where: name.lowercased().hasPrefix), patterns.match(name) != nil else {
      return nil
    }
    return model(name)
  }

  private func isKnown(_ name: String) -> Bool {
    patterns.match(Self.bare(name)) != nil || isVariant(name)
  }

  /// Whether a literal is spelled as names are, and not as people read them: `GPT-4o` is not.
  func isSpelled(_ literal: String) -> Bool {
    literal.contains("/") || literal == literal.lowercased()
      || cased.contains(where: literal.hasPrefix)
  }

  /// Whether a name says how a gateway is to serve a model: `gpt-oss-20b:free`.
  private func isVariant(_ name: String) -> Bool {
    guard let end = name.lastIndex(of: ":"),
      variants.contains(String(name[name.index(after: end)...]))
    else { return false }
    return patterns.match(Self.bare(String(name[..<end]))) != nil
  }

  /// The repository of a hub in a place that holds the name of one model, though its family is not known.
  public func hubModel(_ literal: String) -> ModelName? {
    guard Self.isName(literal), Self.isRepository(literal), !literal.contains(":"),
      let name = literal.split(separator: "/").last,
      name.contains(where: { $0.isNumber || $0 == "-" }),
      !name.lowercased().split(separator: ".").dropFirst().contains(where: {
        fileEndings.contains(String($0))
      })
    else { return nil }
    return model(literal, provider: Self.hub)
  }

  /// The model that the address of its page names: `https://tfhub.dev/google/nnlm-en-dim50/2`.
  public func model(address text: String) -> ModelName? {
    guard text.contains("://"), let address = ServerAddress(text) else { return nil }
    let host = address.host.hasPrefix("www.") ? String(address.host.dropFirst(4)) : address.host
    guard let hub = hubs[host] else { return nil }
    var parts = address.path.split(separator: "/").map(String.init)
    if !hub.folder.isEmpty {
      guard parts.first == hub.folder else { return nil }
      parts.removeFirst()
    }
    guard parts.count >= 2, !["datasets", "spaces", "docs", "blog"].contains(parts[0]) else {
      return nil
    }
    let isVersion = parts.last.map { $0.allSatisfy(\.isNumber) } == true
    let revision = isVersion && parts.count > 2 ? parts.last : nil
    let name = parts.prefix(2).joined(separator: "/")
    return ModelName(
      authority: hub.authority, name: name, revision: revision, provider: nil,
      role: patterns.role(of: name) ?? patterns.match(name)?.role, isPinned: revision != nil)
  }

  /// The model of a file that a hub gives out, by its address:
  /// `https://huggingface.co/acme/small/resolve/main/small.gguf`.
  func model(fileAddress text: String) -> ModelName? {
    guard let address = ServerAddress(text), let hub = hubs[address.host], hub.folder.isEmpty
    else { return nil }
    let parts = address.path.split(separator: "/").map(String.init)
    guard parts.count >= 5, ["resolve", "blob"].contains(parts[2]) else { return nil }
    return repository("\(parts[0])/\(parts[1])", nil, parts[3] == "main" ? nil : parts[3])
  }

  /// The model that an API is asked for by the path of the address: `…/v1beta/models/gemini-2.0-flash:generateContent`.
  func served(at text: String) -> ModelName? {
    guard text.hasPrefix("https://"), text.utf8.count <= 400, let address = ServerAddress(text)
    else { return nil }
    let parts = address.path.split(separator: "/")
    guard
      let api = served.first(where: {
        ($0.host.hasPrefix(".") ? address.host.hasSuffix($0.host) : address.host == $0.host)
          && parts.contains(Substring($0.after))
      }),
      let mark = parts.firstIndex(where: { $0 == api.after })
    else { return nil }
    let isRepository = [Self.hub, "replicate", "nvidia"].contains(api.authority)
    let name = parts[(mark + 1)...].prefix(isRepository ? 2 : 1).joined(separator: "/")
    let isBedrock = api.authority == "aws-bedrock"
    let bare = isBedrock ? name.replacing("%3A", with: ":") : String(name.prefix { $0 != ":" })
    guard !bare.isEmpty, !bare.contains("{"), !bare.contains("$"),
      !isBedrock || patterns.match(bare) != nil
    else { return nil }
    return model(bare, provider: api.authority)
  }

  /// Slug of the service that a routing prefix such as `azure` names.
  public func provider(prefix: String) -> String? { prefixes[prefix.lowercased()]?.provider }

  /// Whose API others serve models by, too.
  private static let commonAPI = "openai"

  private func named(
    _ name: String, by authority: String, _ match: ModelNamePatterns.Match?, _ revision: String?,
    provider: String?
  ) -> ModelName {
    let region = authority == "aws-bedrock" ? Self.region(name) : nil
    let name = region.map { String(name.dropFirst($0.count + 1)) } ?? name
    return ModelName(
      authority: authority, name: name, revision: revision, provider: provider,
      role: patterns.role(of: name) ?? match?.role,
      isPinned: revision.map(Self.isCommit) ?? patterns.isPinned(name), region: region,
      isWithdrawn: lifecycle.isWithdrawn(name, by: provider ?? authority))
  }

  private func repository(
    _ name: String, _ provider: String?, _ revision: String?
  ) -> ModelName? {
    let parts = name.split(separator: "@", maxSplits: 1)
    guard let first = parts.first else { return nil }
    let revision = revision ?? (parts.count > 1 ? String(parts[1]) : nil)
    let name = String(first)
    return ModelName(
      authority: Self.hub, name: name, revision: revision, provider: provider,
      role: patterns.role(of: name) ?? patterns.match(name)?.role,
      isPinned: revision.map(Self.isCommit) ?? false)
  }

  /// The literal without its routing prefixes, and the innermost of them.
  private func unrouted(_ literal: String, given: String?) -> (String, Prefix?) {
    var rest = Substring(literal)
    var route: Prefix?
    while let end = rest.firstIndex(where: { $0 == "/" || $0 == ":" }) {
      let prefix = rest[..<end].lowercased()
      if rest[end] == ":", isTagged(rest, at: end) { break }
      if let known = prefixes[prefix], rest[end] == ":" || !known.needsColon {
        // Behind a router what follows is its name there: `openrouter/openai/gpt-4o`.
        if route?.provider != nil { break }
        route = known
      } else if !(route != nil && infixes.contains(prefix)) {
        break
      }
      rest = rest[rest.index(after: end)...]
    }
    return (String(rest), route)
  }

  /// Whether what stands behind a colon is the tag of a model, not its name: `mistral:7b`.
  private func isTagged(_ name: Substring, at colon: Substring.Index) -> Bool {
    let rest = name[name.index(after: colon)...]
    return patterns.match(String(rest)) == nil && patterns.match(String(name)) != nil
  }

  /// `accounts/fireworks/models/x` and `publishers/google/models/x` name `x`.
  private static func bare(_ name: String) -> String {
    guard let mark = name.firstRange(of: "models/"),
      mark.lowerBound == name.startIndex || name[name.index(before: mark.lowerBound)] == "/"
    else { return name }
    let rest = name[mark.upperBound...]
    return rest.isEmpty ? name : String(rest)
  }

  /// The region that a request to Amazon Bedrock goes through.
  private static func region(_ name: String) -> String? {
    ["us", "eu", "apac", "global", "jp", "au", "us-gov"].first { name.hasPrefix($0 + ".") }
  }

  /// Who serves models by names of this spelling.
  private static func serving(_ name: String) -> String? {
    let plain = bare(name)
    let name = region(plain).map { String(plain.dropFirst($0.count + 1)) } ?? plain
    return ["anthropic.", "amazon.", "meta.", "cohere.", "mistral.", "ai21."]
      .contains { name.hasPrefix($0) } ? "aws-bedrock" : nil
  }

  private static func isName(_ literal: String) -> Bool {
    guard (2...160).contains(literal.utf8.count), let first = literal.utf8.first else {
      return false
    }
    let isPath =
      first == UInt8(ascii: "/") || first == UInt8(ascii: ".")
      || first == UInt8(ascii: "~") || first == UInt8(ascii: "-")
    return !isPath && !literal.contains("://") && !literal.hasPrefix("os.environ")
      && literal.utf8.allSatisfy { byte in
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        default: "-._/:@+".utf8.contains(byte)
        }
      }
  }

  /// `owner/name`, as repositories of Hugging Face are called.
  static func isRepository(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { !$0.isEmpty && $0.first != "." && $0.first != "-" }
  }

  private static func isCommit(_ revision: String) -> Bool {
    revision.utf8.count >= 40 && revision.allSatisfy(\.isHexDigit)
  }
}
