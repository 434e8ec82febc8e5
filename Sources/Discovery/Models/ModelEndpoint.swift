import Estate
import Formats

/// The address of a model API that settings tell a program to call.
struct ModelEndpoint: Sendable {
  /// Scheme, host, port and path: never a user, a password or a query.
  let url: String
  let provider: ProviderCatalog.Provider?
  let isEncrypted: Bool

  private static let localPorts: Set<String> = ["11434", "1234", "4000"]

  /// - Parameters:
  ///   - isNamed: whether the name of what holds the address says that it is one of a model API.
  ///   - isOfServer: whether that names a program which serves models, and nothing else. The address of one may
  ///     lack its scheme.
  init?(_ text: String, isNamed: Bool, isOfServer: Bool = false, _ providers: ProviderCatalog) {
    let written = VariableText.defaultValue(of: text)
    let text = isOfServer && Self.isHostWithPort(written) ? "http://\(written)" : written
    guard text.utf8.count < 300, let address = ServerAddress(text), address.isHostKnown,
      ["http", "https", "ws", "wss"].contains(address.scheme),
      !text.contains(where: { "${}<> ".contains($0) }), !address.path.contains("/docs")
    else { return nil }
    let provider = providers.provider(address: text)
    guard provider?.servesModels != false else { return nil }
    let isLocal = provider?.isLocal ?? true
    let isAPI =
      address.port.map(Self.localPorts.contains) ?? false || address.path.contains("/v1")
    guard provider != nil && (!isLocal || isAPI) || isNamed && isAPI || isOfServer else {
      return nil
    }
    var path = address.path
    while path.hasSuffix("/") { path.removeLast() }
    url = "\(address.scheme)://\(address.host)\(address.port.map { ":\($0)" } ?? "")\(path)"
    self.provider = provider
    isEncrypted = address.isEncrypted
  }

  /// Whether a text is a host and its port, as programs take them that speak one protocol: `127.0.0.1:8188`. What
  /// stands for every interface is listened on, and nobody calls it.
  static func isHostWithPort(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let host = parts.first, let port = parts.last,
      (1...100).contains(host.utf8.count), (2...5).contains(port.utf8.count), host != "0.0.0.0"
    else { return false }
    return port.utf8.allSatisfy { (0x30...0x39).contains($0) }
      && host.utf8.allSatisfy { byte in
        switch byte {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        default: "-_.".utf8.contains(byte)
        }
      }
  }

  /// That of a provider is the same for everybody; a host of one's own is known within its repository.
  func id(in repository: RepositoryIdentity) -> AssetID {
    guard let provider, !provider.isLocal else {
      return AssetID(.endpoint, "repo", "\(repository.native)#\(url)")
    }
    return AssetID(.endpoint, "url", url)
  }

  var properties: [String: Value] {
    var properties: [String: Value] = ["url": .text(url)]
    if let provider, !provider.isLocal {
      properties["provider"] = .text(provider.slug)
      properties["encrypted"] = .boolean(isEncrypted)
    }
    return properties
  }

  /// Records the endpoint, as a part of the repository whose settings name it.
  @discardableResult
  func record(
    _ record: inout Recorder, in entry: FileEntry, scope: String, line: Int, confidence: Double
  ) -> AssetID {
    record.asset(entry.repository.id, .repository, name: entry.repository.name)
    let id = record.asset(
      id(in: entry.repository), .endpoint, name: url,
      properties: properties.merging(["scope": .text(scope)]) { $1 }, line: line,
      confidence: confidence)
    record.relation(
      .contains, from: entry.repository.id, to: id, line: line, confidence: confidence)
    return id
  }
}
