import Estate
import Formats

/// Which server an entry starts or reaches, so that the same one in several clients is one asset.
struct McpServerIdentity {
  let id: AssetID
  /// Id in the catalogue of servers.
  let catalogueID: String?
  /// The package that it is started from, with its package URL.
  let package: (id: AssetID, purl: String, name: String, ecosystem: String)?
  let program: LaunchedProgram?
  /// The file or command that is started, relative to the project.
  let start: String?
  /// The address that is reached, without credentials.
  let address: String?
  /// The program is a bridge to the address.
  let isBridge: Bool

  init(
    _ entry: McpServerEntry, clientSlug: String, repository: String, _ facts: McpClientFacts,
    _ redaction: inout Redaction
  ) {
    if entry.words.isEmpty {
      program = nil
      start = nil
      package = nil
      isBridge = false
      guard let url = entry.url else {
        address = nil
        catalogueID = nil
        id = AssetID(.mcpServer, clientSlug, entry.name.isEmpty ? "?" : entry.name)
        return
      }
      let address = redaction.address(url)
      self.address = address
      catalogueID = "url:\(Self.canonical(address))"
      id = AssetID(.mcpServer, "url", Self.canonical(address))
      return
    }
    var program = facts.launcher.program(startedBy: entry.words)
    if case .module(let module) = program.origin {
      let name = module.replacing("_", with: "-").lowercased()
      let isKnown = facts.known["pkg:pypi/\(name)"] != nil
      program.origin = isKnown ? .package(ecosystem: "pypi", name: name) : .local(module)
    }
    self.program = program
    if case .module(let name) = program.origin {
      start = Self.redacted(name, entry.name, facts)
    } else if case .local(let name) = program.origin {
      start = Self.redacted(name, entry.name, facts)
    } else {
      start = nil
    }
    let started: AssetID
    var bridged: String?
    var catalogued: String?
    switch program.origin {
    case .package(let ecosystem, let name):
      let purl = "pkg:\(ecosystem)/\(name)"
      package = (PackageURL.assetID(ecosystem, name), purl, name, ecosystem)
      catalogued = purl
      started = AssetID(.mcpServer, ecosystem, name)
      if facts.known[purl]?.isBridge == true {
        bridged = program.operands.first { $0.contains("://") && ServerAddress($0) != nil }
      }
    case .image(let image):
      package = nil
      catalogued = "oci:\(image)"
      started = AssetID(.mcpServer, "oci", image)
    case .git(let repository):
      package = nil
      catalogued = "git:\(repository)"
      started = AssetID(.mcpServer, "git", repository)
    case .address(let address):
      package = nil
      started = AssetID(.mcpServer, "url", Self.canonical(redaction.address(address)))
    case .module, .local:
      package = nil
      started = AssetID(.mcpServer, "repo", "\(repository)/\(start ?? "")#\(entry.name)")
    }
    if let bridged {
      let address = redaction.address(bridged)
      self.address = address
      isBridge = true
      catalogueID = "url:\(Self.canonical(address))"
      id = AssetID(.mcpServer, "url", Self.canonical(address))
    } else {
      address = nil
      isBridge = false
      catalogueID = catalogued
      id = started
    }
  }

  /// What people call the server that is started or reached: its package, image, script or address; nil
  /// where a command says no more than its own name.
  func label(_ words: [String]) -> String? {
    if let address { return address }
    if let package {
      // As it is written, without its version.
      let written = words.lazy.compactMap { word -> String? in
        let plain = word.prefix { $0 != "=" && $0 != ">" && $0 != "<" && $0 != "[" }
        let end = plain.dropFirst().firstIndex(of: "@") ?? plain.endIndex
        let name = plain[..<end]
        return Self.folded(name) == Self.folded(package.name[...]) ? String(name) : nil
      }
      return written.first ?? package.name
    }
    switch program?.origin {
    case .image(let image): return image
    case .git(let repository): return repository
    case .address(let address): return address
    case .local(let name), .module(let name):
      let last = name.split(separator: "/").last.map(String.init) ?? name
      return last.isEmpty || words.count < 2 && last == words.first ? nil : last
    case .package, nil: return nil
    }
  }

  private static func folded(_ name: Substring) -> String {
    name.lowercased().replacing("_", with: "-").replacing(".", with: "-")
  }

  /// Id in the catalogue of what is started, the bridge itself included.
  var startedID: String? { package?.purl ?? catalogueID }

  private static func canonical(_ address: String) -> String {
    var address = address[...]
    while address.hasSuffix("/") { address = address.dropLast() }
    return String(address)
  }

  /// A path relative to the project, without the variables that stand for it.
  private static func redacted(_ name: String, _ own: String, _ facts: McpClientFacts) -> String {
    var redaction = Redaction(facts.secrets)
    var name = PlainLine.of(redaction.arguments([name]).first ?? own)[...]
    let roots = [
      "./", "${workspaceFolder}/", "${workspaceFolder:-.}/", "$PWD/", "${PWD}/",
      "${CLAUDE_PROJECT_DIR}/", "${CLAUDE_PLUGIN_ROOT}/",
    ]
    for root in roots where name.hasPrefix(root) { name = name.dropFirst(root.count) }
    return String(name)
  }
}
