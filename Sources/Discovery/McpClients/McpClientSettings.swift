import Estate
import Formats

/// The settings of a client that take away a person's control.
struct McpClientSettings {
  struct Signal {
    let name: String
    let detail: [String: Value]
    let line: Int
  }

  private(set) var signals: [Signal] = []
  private let facts: McpClientFacts
  /// Most signals of one setting.
  private static let limit = 1000

  init(_ settings: [McpClientSetting], in root: DocumentNode, _ facts: McpClientFacts) {
    self.facts = facts
    for setting in settings {
      for entry in setting.path.entries(in: root).prefix(Self.limit) { read(entry, setting) }
    }
  }

  /// What the signals mean for the agent.
  var properties: [String: Value] {
    var properties: [String: Value] = [:]
    for signal in signals {
      for effect in facts.effects[signal.name] ?? [] {
        if let flag = effect.value.boolean {
          properties[effect.key] = .boolean(flag)
        } else if let text = effect.value.text, properties[effect.key] != "never" {
          properties[effect.key] = .text(text)
        }
      }
    }
    return properties
  }

  private mutating func add(_ name: String, _ detail: [String: Value], _ line: Int) {
    signals.append(Signal(name: name, detail: detail, line: line))
  }

  private mutating func read(_ entry: DocumentEntry, _ setting: McpClientSetting) {
    let key = Value.text(setting.path.segments.joined(separator: "."))
    switch setting.condition {
    case .value(let wanted):
      guard let value = entry.value.scalar, wanted.contains(value) else { return }
      add(setting.signal, ["setting": key, "value": .text(value)], entry.line)
    case .items(let wanted):
      for item in entry.value.items {
        guard let value = item.scalar, wanted.contains(value) else { continue }
        add(setting.signal, ["setting": key, "value": .text(value)], item.line)
        return
      }
      for item in entry.value.entries where wanted.contains(item.key) {
        guard Self.allows(item.value) else { continue }
        add(setting.signal, ["setting": key, "value": .text(item.key)], item.line)
        return
      }
    case .present:
      guard let command = Self.command(entry.value) else { return }
      add(setting.signal, ["setting": key, "command": .text(redacted(command))], entry.line)
    case .host: address(entry.value.text, name: key, line: entry.line)
    case .environment:
      for variable in entry.value.entries.prefix(Self.limit) { read(variable) }
    case .commands: commands(entry.value, event: nil, depth: 0, setting.signal)
    }
  }

  private static func allows(_ node: DocumentNode) -> Bool {
    node.boolean == true || node.text == "allow" || node["approve"]?.boolean == true
  }

  private static func command(_ node: DocumentNode) -> String? {
    let words = node.items.compactMap(\.scalar)
    let text = words.isEmpty ? node.text : words.joined(separator: " ")
    return text.flatMap { $0.isEmpty ? nil : $0 }
  }

  private func redacted(_ command: String) -> String {
    var redaction = Redaction(facts.secrets)
    return redaction.arguments(ShellScript.words(command.prefix(4096))).joined(separator: " ")
  }

  private mutating func read(_ variable: DocumentEntry) {
    guard let value = variable.value.scalar, !value.isEmpty else { return }
    let name = Value.text(variable.key)
    if facts.baseURLNames.contains(variable.key) {
      address(value, name: name, line: variable.line)
    }
    if let texts = facts.dangerousVariables[variable.key],
      texts.isEmpty || texts.contains(where: value.contains)
    {
      add("agent.dangerous-environment", ["name": name], variable.line)
    }
    if let off = facts.unverifiedVariables[variable.key], off.contains(value.lowercased()) {
      add("agent.dangerous-environment", ["name": name], variable.line)
    }
  }

  /// The host only: the rest of an address may hold a secret.
  private mutating func address(_ text: String?, name: Value, line: Int) {
    guard let text, let address = ServerAddress(text), address.isHostKnown,
      !facts.providerHosts.contains(address.host)
    else { return }
    add(
      "agent.base-url-override",
      [
        "name": name, "host": .text(PlainLine.of(address.host)),
        "encrypted": .boolean(address.isEncrypted), "loopback": .boolean(address.isLoopback),
      ], line)
  }

  /// Hooks by event: `{Event: [{hooks: [{command}]}]}` or `{event: [{command}]}`.
  private mutating func commands(
    _ node: DocumentNode, event: String?, depth: Int, _ signal: String
  ) {
    guard depth < 6, signals.count < Self.limit else { return }
    for entry in node.entries {
      if entry.key == "command" || entry.key == "bash" {
        guard let command = Self.command(entry.value) else { continue }
        let detail: [String: Value] = [
          "event": .text(PlainLine.of(event ?? "", limit: 64)), "command": .text(redacted(command)),
        ]
        add(signal, detail, entry.line)
      } else {
        commands(entry.value, event: event ?? entry.key, depth: depth + 1, signal)
      }
    }
    for item in node.items { commands(item, event: event, depth: depth + 1, signal) }
  }
}
