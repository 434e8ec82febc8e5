internal import Formats

/// Forms that are addresses of some kind.
extension KeyForms {
  func url(_ text: String) -> String? {
    guard let address = ServerAddress(text), let authority = authority(of: address) else {
      return nil
    }
    return authority + Self.withoutSlash(address.path)
  }

  func git(_ text: String) -> String? {
    var text = text[...]
    if text.hasPrefix("git+") { text = text.dropFirst(4) }
    guard let remote = GitRemote(String(text)), remote.path.contains("/"), isGlobal(remote.host)
    else { return nil }
    return "\(remote.host)/\(ignoresCase(remote.host) ? remote.path.lowercased() : remote.path)"
  }

  func purl(_ text: String) -> String? {
    guard text.lowercased().hasPrefix("pkg:") else { return nil }
    var rest = text.dropFirst(4).prefix { $0 != "?" && $0 != "#" }
    while rest.hasPrefix("/") { rest = rest.dropFirst() }
    guard let slash = rest.firstIndex(of: "/") else { return nil }
    let type = rest[..<slash].lowercased()
    var name = String(rest[rest.index(after: slash)...]).replacing("%40", with: "@")
      .replacing("%2F", with: "/").replacing("%2f", with: "/")
    // A version follows the last `@`; one at the start of a part begins a scope.
    if let at = name.lastIndex(of: "@"), at > name.startIndex, name[name.index(before: at)] != "/" {
      name = String(name[..<at])
    }
    switch type {
    case "pypi":
      let words = name.lowercased().split { "-_.".contains($0) }
      name = words.joined(separator: "-")
    case "npm", "github", "bitbucket", "composer", "nuget", "oci", "docker", "hex":
      name = name.lowercased()
    default: break
    }
    return name.isEmpty ? nil : "pkg:\(type)/\(name)"
  }

  /// `org/name@commit`, from an id, or from the address of the page or file.
  func huggingface(_ text: String, pinned: Bool) -> String? {
    var rest = text[...]
    for prefix in ["https://huggingface.co/", "https://hf.co/", "hf://"]
    where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
    }
    guard !rest.contains("://") else { return nil }
    if rest.hasPrefix("models/") { rest = rest.dropFirst(7) }
    if rest.hasPrefix("datasets/") { rest = rest.dropFirst(9) }
    var revision: Substring?
    var parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count >= 4, ["tree", "resolve", "blob", "commit"].contains(parts[2]) {
      revision = parts[3]
      parts = Array(parts[..<2])
    }
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    if let at = parts[1].firstIndex(of: "@") {
      revision = parts[1][parts[1].index(after: at)...]
      parts[1] = parts[1][..<at]
    }
    guard !parts[1].isEmpty else { return nil }
    let repository = "\(parts[0])/\(parts[1])".lowercased()
    if !pinned { return repository }
    // Branches and tags move; a commit does not.
    guard let revision, revision.utf8.count == 40, revision.allSatisfy(\.isHexDigit) else {
      return nil
    }
    return "\(repository)@\(revision.lowercased())"
  }

  func bucket(_ text: String) -> String? {
    if text.lowercased().hasPrefix("arn:") {
      guard let arn = arn(String(text.prefix { $0 != "/" })) else { return nil }
      let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      return parts[2] == "s3" ? container("s3", parts[5]) : nil
    }
    guard let address = ServerAddress(text), address.isHostKnown else { return nil }
    let host = address.host
    let first = address.path.split(separator: "/").first ?? ""
    switch address.scheme {
    case "s3", "s3a", "s3n": return container("s3", host[...])
    case "gs", "gcs": return container("gs", host[...])
    case "abfs", "abfss", "wasb", "wasbs":
      guard let user = address.user, let account = Self.azureAccount(host) else { return nil }
      return container("azure", "\(account)/\(user)")
    case "https", "http": break
    default: return nil
    }
    if let account = Self.azureAccount(host) {
      return first.isEmpty ? nil : container("azure", "\(account)/\(first)")
    }
    if host == "storage.googleapis.com" || host == "storage.cloud.google.com" {
      return container("gs", first)
    }
    if host.hasSuffix(".storage.googleapis.com") { return container("gs", host.dropLast(23)) }
    guard host.hasSuffix(".amazonaws.com") else { return nil }
    let labels = host.dropLast(14).split(separator: ".")
    guard let service = labels.lastIndex(where: { $0 == "s3" || $0.hasPrefix("s3-") }),
      service >= labels.count - 2
    else { return nil }
    return container("s3", service == 0 ? first : labels[..<service].joined(separator: ".")[...])
  }

  func database(_ text: String) -> String? {
    guard let address = ServerAddress(text), let authority = authority(of: address) else {
      return nil
    }
    let name = address.path.split(separator: "/").first ?? ""
    let scheme = address.scheme.prefix { $0 != "+" }
    let engine = services[String(scheme)]
    guard !name.isEmpty, let engine, engine.isDatabase else { return nil }
    return "\(engine.name)://\(authority)/\(name)"
  }

  /// Host and, where it is not the usual one, port; nil where the address means another host elsewhere.
  private func authority(of address: ServerAddress) -> String? {
    guard address.isHostKnown, !address.isLoopback, isGlobal(address.host) else { return nil }
    let scheme = String(address.scheme.prefix { $0 != "+" })
    guard let port = address.port, !port.isEmpty, port != services[scheme]?.port else {
      return address.host
    }
    return "\(address.host):\(port)"
  }

  /// Whether the name of a host means the same everywhere in the organisation.
  private func isGlobal(_ host: String) -> Bool {
    (host.contains(".") || host.contains(":")) && !isJunkHost(host)
  }

  private func container(_ store: String, _ name: some StringProtocol) -> String? {
    name.isEmpty || name.contains { "${}<>*".contains($0) } ? nil : "\(store)://\(name)"
  }

  private static func azureAccount(_ host: String) -> Substring? {
    for suffix in [".blob.core.windows.net", ".dfs.core.windows.net"] where host.hasSuffix(suffix) {
      return host.dropLast(suffix.count)
    }
    return nil
  }

  private static func withoutSlash(_ path: String) -> Substring {
    var path = path[...]
    while path.hasSuffix("/") { path = path.dropLast() }
    return path
  }
}
