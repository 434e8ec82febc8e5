import Catalog
import Estate
import Formats

/// Tells which asset an element of another program's document is.
struct ComponentIdentity: Sendable {
  /// Who is meant by elements that only their document knows.
  private static let authority = "bom"

  private let models: ModelNames
  private let providers: ProviderCatalog
  private let packages: PackageCatalog

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    models = try ModelNames(knowledge)
    providers = try ProviderCatalog(knowledge)
    packages = try PackageCatalog(knowledge)
  }

  struct Identity {
    var id: AssetID
    var kind: AssetKind
    var name: String
    var properties: [String: Value] = [:]

    /// Whether it is AI by itself; programs, images and services are where they have to do with what
    /// is.
    var isArtificial: Bool {
      switch kind {
      case .model, .dataset, .package, .provider: true
      default: false
      }
    }
  }

  /// The asset that an element is; nil where it is none that Isobar keeps, such as a library without
  /// AI.
  ///
  /// - Parameter names: normalized names of all packages of the document, by ecosystem.
  func identity(
    of component: BilledComponent, among names: [PackageEcosystem: Set<String>]
  ) -> Identity? {
    let native = Self.native(component)
    switch component.form {
    case .model: return model(component, native)
    case .data: return dataset(component, native)
    case .container: return image(component)
    case .library: return package(component, among: names)
    case .application:
      // A program that a registry knows is a package, such as one started by `npx`.
      return package(component, among: names)
        ?? Identity(
          id: AssetID(.application, Self.authority, native), kind: .application,
          name: component.name)
    case .service: return service(component, native)
    case .other: return nil
    }
  }

  /// The application that a document is about.
  func subject(_ component: BilledComponent) -> Identity? {
    switch component.form {
    case .application, .library, .other:
      Identity(
        id: AssetID(.application, Self.authority, Self.native(component)), kind: .application,
        name: component.name)
    default: identity(of: component, among: [:])
    }
  }

  private static func native(_ component: BilledComponent) -> String {
    let name = component.fullName.isEmpty ? "unnamed" : component.fullName
    return name.utf8.count <= 512 ? name : PlainLine.of(name)
  }

  private func model(_ component: BilledComponent, _ native: String) -> Identity {
    let purl = component.packageURL
    if purl?.type == "huggingface", let path = purl?.path {
      return hub(path, revision: purl?.version ?? component.version)
    }
    if let address = component.addresses.lazy.compactMap(Self.hubName).first {
      return hub(address.name, revision: component.version)
    }
    let name =
      models.recognized(component.fullName) ?? models.recognized(component.name)
    if let name {
      var properties: [String: Value] = ["provider": .text(name.authority)]
      properties["role"] = name.role.map(Value.text)
      return Identity(id: name.id, kind: .model, name: name.name, properties: properties)
    }
    let authority = purl.map(\.type).flatMap { $0 == "generic" ? nil : $0 } ?? Self.authority
    return Identity(
      id: AssetID(.model, authority, purl?.path ?? native), kind: .model, name: component.fullName)
  }

  private func hub(_ name: String, revision: String?) -> Identity {
    // Programs write versions of their own making, such as 1.0; only a commit is one of the hub.
    let isCommit =
      revision.map {
        $0.utf8.count >= 7 && $0.allSatisfy(\.isHexDigit) && !$0.allSatisfy(\.isNumber)
      }
      ?? false
    let commit = isCommit ? revision?.lowercased() : nil
    var properties: [String: Value] = ["provider": "huggingface"]
    properties["revision"] = commit.map(Value.text)
    return Identity(
      id: AssetID(.model, "huggingface", commit.map { "\(name)@\($0)" } ?? name), kind: .model,
      name: name, properties: properties)
  }

  private func dataset(_ component: BilledComponent, _ native: String) -> Identity {
    let published = component.addresses.lazy.compactMap(Self.hubName).first
    if let published, published.isDataset {
      return Identity(
        id: AssetID(.dataset, "huggingface", published.name), kind: .dataset, name: published.name)
    }
    if let purl = component.packageURL, purl.type == "huggingface" {
      let path = purl.path.hasPrefix("datasets/") ? String(purl.path.dropFirst(9)) : purl.path
      return Identity(id: AssetID(.dataset, "huggingface", path), kind: .dataset, name: path)
    }
    if let stored = component.addresses.lazy.compactMap({ StorageAddress($0) }).first {
      return Identity(
        id: AssetID(.dataset, stored.authority, stored.native), kind: .dataset,
        name: stored.native)
    }
    return Identity(
      id: AssetID(.dataset, Self.authority, native), kind: .dataset, name: component.fullName)
  }

  private func image(_ component: BilledComponent) -> Identity? {
    let place = component.packageURL.map { $0.qualifiers["repository_url"] ?? $0.path }
    guard let image = ImageReference(place ?? component.fullName) else { return nil }
    var properties: [String: Value] = [:]
    let version = component.packageURL?.version ?? component.version
    properties["digest"] = (version?.hasPrefix("sha256:") == true ? version : nil).map(Value.text)
    properties["tag"] = (component.packageURL?.qualifiers["tag"] ?? image.tag).map(Value.text)
    return Identity(
      id: AssetID(.containerImage, "oci", image.name), kind: .containerImage, name: image.name,
      properties: properties)
  }

  private func package(
    _ component: BilledComponent, among names: [PackageEcosystem: Set<String>]
  ) -> Identity? {
    guard let dependency = Self.dependency(component),
      let entry = packages.entry(
        for: dependency, among: names[dependency.ecosystem] ?? [])
    else { return nil }
    var properties: [String: Value] = [
      "ecosystem": .text(dependency.ecosystem.rawValue), "groups": .texts(entry.groups),
      "source": "registry",
    ]
    properties["provider"] = entry.provider.map(Value.text)
    if let version = dependency.version {
      properties["versions"] = .texts([version])
      properties["pinned"] = true
    }
    if component.facts["development"] == true { properties["development"] = true }
    return Identity(
      id: PackageURL.assetID(dependency.ecosystem, dependency.name), kind: .package,
      name: component.packageURL?.path ?? component.name, properties: properties)
  }

  /// The package as a lock file would name it; nil where its package URL is of no known ecosystem.
  static func dependency(_ component: BilledComponent) -> DeclaredDependency? {
    guard let purl = component.packageURL, let ecosystem = PackageEcosystem(rawValue: purl.type)
    else { return nil }
    let name = ecosystem == .maven ? "\(purl.namespace):\(purl.name)" : purl.path
    return DeclaredDependency(
      ecosystem: ecosystem, name: name, version: purl.version ?? component.version,
      line: component.line)
  }

  private func service(_ component: BilledComponent, _ native: String) -> Identity {
    let known =
      component.addresses.lazy.compactMap { providers.provider(address: $0) }.first
      ?? providers.provider(named: component.name)
    if let known { return Identity(id: known.id, kind: .provider, name: known.name) }
    guard let address = component.addresses.lazy.compactMap(Self.withoutSecrets).first else {
      return Identity(
        id: AssetID(.endpoint, Self.authority, native), kind: .endpoint, name: component.name)
    }
    return Identity(
      id: AssetID(.endpoint, "url", address.url), kind: .endpoint, name: component.name,
      properties: ["url": .text(address.url), "encrypted": .boolean(address.isEncrypted)])
  }

  /// The address without user, password, query and the slash at its end.
  private static func withoutSecrets(_ text: String) -> (url: String, isEncrypted: Bool)? {
    guard text.utf8.count <= 2048, let address = ServerAddress(text) else { return nil }
    var path = address.path[...]
    while path.hasSuffix("/") { path = path.dropLast() }
    let port = address.port.map { ":\($0)" } ?? ""
    let host = address.host.contains(":") ? "[\(address.host)]" : address.host
    return ("\(address.scheme)://\(host)\(port)\(path)", address.isEncrypted)
  }

  /// The repository of Hugging Face that an address leads to.
  private static func hubName(_ text: String) -> (name: String, isDataset: Bool)? {
    guard let address = ServerAddress(text), ["huggingface.co", "hf.co"].contains(address.host)
    else { return nil }
    var path = address.path.split(separator: "/").map(String.init)
    let isDataset = path.first == "datasets"
    if isDataset { path.removeFirst() }
    guard path.count >= 2, !["spaces", "docs", "papers", "blog"].contains(path[0]) else {
      return nil
    }
    return (path.prefix(2).joined(separator: "/"), isDataset)
  }
}
