import Estate
import Formats

/// The facts worth judging of one server entry, with their lines.
struct McpServerSignals {
  struct Signal {
    let name: String
    let detail: [String: Value]
    let line: Int
  }

  private(set) var all: [Signal] = []
  private(set) var broadPaths: [String] = []
  private let entry: McpServerEntry
  private let identity: McpServerIdentity
  private let facts: McpClientFacts

  init(_ entry: McpServerEntry, _ identity: McpServerIdentity, _ facts: McpClientFacts) {
    self.entry = entry
    self.identity = identity
    self.facts = facts
    shell()
    container()
    filesystem()
    plainHTTP()
    approvals()
    verification()
    environment()
    readOnly()
  }

  func has(_ name: String) -> Bool { all.contains { $0.name == name } }

  /// Adds the secrets that stand in clear in a part of the entry.
  mutating func secrets(_ found: [Redaction.Found], in place: String, line: Int) {
    for secret in found {
      let detail: [String: Value] = [
        "where": .text(place), "name": .text(PlainLine.of(secret.name, limit: 128)),
        "redacted": .text(facts.secrets.preview(of: secret.value)),
      ]
      add("mcp.inline-secret", detail, line)
    }
  }

  private mutating func add(_ name: String, _ detail: [String: Value], _ line: Int) {
    all.append(Signal(name: name, detail: detail, line: line))
  }

  private mutating func shell() {
    guard let shell = identity.program?.shell else { return }
    add(
      "mcp.shell-wrapper",
      [
        "shell": .text(shell.program), "combines_commands": .boolean(shell.combinesCommands),
        "encoded": .boolean(shell.isEncoded),
        "programs": .texts(shell.programs.map { PlainLine.of($0, limit: 64) }),
      ], entry.argumentsLine)
  }

  private mutating func container() {
    guard let program = identity.program, case .image = program.origin else { return }
    var reasons: [String] = []
    for option in program.options {
      let value = option.value ?? ""
      if facts.container.flags.contains(option.name), value != "false" {
        reasons.append(option.name)
      } else if option.name == "--cap-add",
        facts.container.capabilities.contains(value.uppercased())
      {
        reasons.append("--cap-add \(value)")
      } else if facts.container.namespaces.contains(option.name), value == "host" {
        reasons.append("\(option.name) host")
      }
      guard let mount = Self.mountedFolder(option) else { continue }
      if facts.container.sockets.contains(mount) || mount == "/" {
        reasons.append("mount \(mount)")
      }
      if facts.isBroad(mount) { broadPaths.append(mount) }
    }
    guard !reasons.isEmpty else { return }
    add(
      "mcp.privileged-container", ["reasons": .texts(reasons.map { PlainLine.of($0) })],
      entry.argumentsLine)
  }

  /// `-v /host:/inside` or `--mount type=bind,src=/host,…`.
  private static func mountedFolder(_ option: LauncherOption) -> String? {
    guard let value = option.value else { return nil }
    switch option.name {
    case "-v", "--volume":
      // `C:\x:/y` begins with the letter of a drive.
      let isDrive = value.dropFirst().hasPrefix(":\\") || value.dropFirst().hasPrefix(":/")
      let start =
        isDrive && value.first?.isLetter == true
        ? value.index(value.startIndex, offsetBy: 2) : value.startIndex
      guard let colon = value[start...].firstIndex(of: ":") else { return nil }
      return String(value[..<colon])
    case "--mount":
      let parts = value.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
      let source = parts.first { $0.count == 2 && ($0[0] == "src" || $0[0] == "source") }
      return source.map { String($0[1]) }
    default: return nil
    }
  }

  private mutating func filesystem() {
    if let program = identity.program, let id = identity.catalogueID,
      facts.known[id]?.isFilesystem == true
    {
      broadPaths += program.operands.filter(facts.isBroad)
    }
    broadPaths = Array(Set(broadPaths)).sorted().map { PlainLine.of($0) }
    if !broadPaths.isEmpty {
      add("mcp.broad-filesystem", ["paths": .texts(broadPaths)], entry.argumentsLine)
    }
  }

  private mutating func plainHTTP() {
    guard let text = identity.address, let address = ServerAddress(text),
      address.scheme == "http" || address.scheme == "ws", !address.isLoopback, address.isHostKnown
    else { return }
    add(
      "mcp.plain-http",
      ["host": .text(PlainLine.of(address.host)), "private": .boolean(address.isPrivate)],
      identity.isBridge ? entry.argumentsLine : entry.urlLine)
  }

  private mutating func approvals() {
    guard !entry.autoApproved.isEmpty else { return }
    add(
      "mcp.auto-approve",
      ["tools": .texts(entry.autoApproved), "all": .boolean(entry.autoApproved.contains("*"))],
      entry.approvalLine)
  }

  private mutating func verification() {
    for word in entry.words where facts.unverifiedArguments.contains(word) {
      add(
        "mcp.tls-verification-off", ["where": "argument", "name": .text(word)],
        entry.argumentsLine)
    }
    for variable in entry.environment {
      guard let off = facts.unverifiedVariables[variable.name], let value = variable.value,
        off.contains(value.lowercased())
      else { continue }
      add(
        "mcp.tls-verification-off", ["where": "env", "name": .text(variable.name)], variable.line)
    }
  }

  private mutating func environment() {
    for variable in entry.environment {
      guard let texts = facts.dangerousVariables[variable.name], let value = variable.value,
        !value.isEmpty, texts.isEmpty || texts.contains(where: value.contains)
      else { continue }
      add("mcp.dangerous-environment", ["name": .text(variable.name)], variable.line)
    }
  }

  /// A switch that makes the server refuse changes, where it has one that is not used.
  private mutating func readOnly() {
    guard let id = identity.catalogueID else { return }
    let bare = String(id.prefix { $0 != "?" })
    guard let choice = facts.known[bare]?.readOnly else { return }
    guard !isOnCommandLine(choice), !isInAddress(choice) else { return }
    let switches =
      choice.arguments + choice.environment + choice.headers + choice.pathSuffixes + choice.query
    add("mcp.read-only-unused", ["switches": .texts(switches)], entry.line)
  }

  private func isOnCommandLine(_ choice: KnownMcpServers.ReadOnlySwitch) -> Bool {
    let words = entry.words + [entry.words.joined(separator: " ")]
    for argument in choice.arguments {
      let spaced = argument.replacing("=", with: " ")
      for word in words
      where word == argument || word.hasPrefix("\(argument)=") || word.contains(spaced) {
        return true
      }
    }
    let names = Set(entry.environment.map(\.name) + entry.headers.map(\.name))
    if !names.isDisjoint(with: choice.environment + choice.headers) { return true }
    // As `docker run -e NAME=value` has it.
    return choice.environment.contains { name in entry.words.contains { $0.hasPrefix(name) } }
  }

  private func isInAddress(_ choice: KnownMcpServers.ReadOnlySwitch) -> Bool {
    guard let address = identity.address.flatMap({ ServerAddress($0) }) else { return false }
    return choice.pathSuffixes.contains { address.path.hasSuffix($0) }
      || address.query.contains { choice.query.contains($0.name) && $0.value != "false" }
  }
}
