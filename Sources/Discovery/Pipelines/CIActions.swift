import Catalog
import Formats

/// The actions and commands of CI services that matter, by the facts of `Catalog/ci-actions.yaml`.
struct CIActions: Sendable {
  enum Purpose: String, Sendable { case agent, model, evaluate, data, train, use, deploy }

  struct Entry: Sendable {
    let uses: [String]
    let does: Purpose
    let agent: String?
    let name: String
    let provider: String?
    let prompts: [String]
    let tools: [String]
    let arguments: [String]
    /// Options among the arguments that are told to the model.
    let promptOptions: [String]
    let models: [String]
    let unattendedOptions: [String]
    let unattendedInputs: [String: [String]]
    let openToAll: [String]
  }

  struct Identity: Sendable {
    let uses: String
    let input: String
    let isRole: Bool
    let authority: String
  }

  private var entries: [Entry] = []
  private(set) var identities: [Identity] = []
  let untrustedTriggers: Set<String>
  private let untrustedInputs: [String]
  private let deployCommands: [[String]]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/ci-actions.yaml")
    for node in document.root["actions"]?.items ?? [] {
      func texts(_ key: String) -> [String] { node[key]?.scalars ?? [] }
      guard let does = node["does"]?.text.flatMap(Purpose.init), !texts("uses").isEmpty else {
        throw KnowledgeError(
          path: document.path, line: node.line, "an action needs 'uses' and 'does'")
      }
      entries.append(
        Entry(
          uses: texts("uses"), does: does, agent: node["agent"]?.text,
          name: node["name"]?.text ?? texts("uses")[0], provider: node["provider"]?.text,
          prompts: texts("prompt"), tools: texts("tools"), arguments: texts("arguments"),
          promptOptions: texts("prompt_options"),
          models: texts("model"), unattendedOptions: texts("unattended_options"),
          unattendedInputs: Dictionary(
            (node["unattended_inputs"]?.entries ?? []).map { ($0.key, $0.value.scalars) },
            uniquingKeysWith: { $1 }), openToAll: texts("open_to_all")))
    }
    for node in document.root["identities"]?.items ?? [] {
      guard let uses = node["uses"]?.text, let input = node["input"]?.text,
        let authority = node["authority"]?.text
      else { continue }
      identities.append(
        Identity(
          uses: uses, input: input, isRole: node["kind"]?.text == "role", authority: authority))
    }
    untrustedTriggers = Set(document.root["untrusted_triggers"]?.scalars ?? [])
    untrustedInputs = document.root["untrusted_inputs"]?.scalars ?? []
    deployCommands = document.root["deploy_commands"]?.items.map(\.scalars) ?? []
  }

  /// The name of an action without its version, in lower case; nil for one of the repository itself.
  static func name(of uses: String) -> String? {
    guard !uses.hasPrefix("."), !uses.hasPrefix("/") else { return nil }
    if uses.hasPrefix("docker://") {
      return ImageReference(String(uses.dropFirst(9)))?.name
    }
    return uses.prefix { $0 != "@" }.lowercased()
  }

  func entry(for uses: String) -> Entry? {
    guard let name = Self.name(of: uses) else { return nil }
    return entries.first { entry in
      entry.uses.contains {
        Wildcard.matches(name, $0) || (!$0.hasSuffix("*") && name.hasPrefix($0 + "/"))
      }
    }
  }

  func identity(for uses: String) -> Identity? {
    let name = Self.name(of: uses)
    return identities.first { $0.uses == name }
  }

  /// The first expression of a text that people outside the team write.
  func untrustedInput(in text: String) -> String? {
    var rest = text[...]
    while let open = rest.firstRange(of: "${{") {
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else { return nil }
      let inner = rest[..<close.lowerBound]
      if let found = untrustedInputs.first(where: inner.contains) { return found }
      rest = rest[close.upperBound...]
    }
    return nil
  }

  /// Whether a command puts something into production.
  func deploys(_ words: [String]) -> Bool {
    let plain = words.filter { !$0.hasPrefix("-") }
    return deployCommands.contains { command in
      guard plain.first == command.first else { return false }
      // Options with values may stand between: `kubectl -n orders set image`.
      var wanted = command.dropFirst()
      for word in plain.dropFirst().prefix(6) where word == wanted.first {
        wanted = wanted.dropFirst()
      }
      return wanted.isEmpty
    }
  }
}
