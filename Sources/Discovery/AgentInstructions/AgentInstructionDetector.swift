public import Catalog
public import Estate
import Formats

/// Records the files that instruct coding agents: instructions, rules, skills, commands and prompts.
public struct AgentInstructionDetector: Detector {
  private struct Reader: Sendable {
    let slug: String
    let name: String
    let isFallback: Bool
    /// Whether a file tells of no agent of its own.
    let isAgentless: Bool
    /// Folders of agents of its own that it hands work to: each file tells one what it is.
    let subAgents: Set<String>
  }

  public let name = "agent-instructions"
  public let collects: Set<RelationKind> = [.hasSkill, .hasPrompt]
  private let readers: PathPatternIndex<Reader>
  private let scopes: PathScopes

  /// Most bytes of an instruction file.
  private static let sizeLimit = 4 << 20

  public init(knowledge: Knowledge = .embedded) throws(KnowledgeError) {
    let document = try knowledge.required("Catalog/agent-instructions.yaml")
    var readers = PathPatternIndex<Reader>()
    for node in document.root["agents"]?.items ?? [] {
      guard let slug = node["slug"]?.text, let name = node["name"]?.text else {
        throw KnowledgeError(path: document.path, line: node.line, "an agent needs slug and name")
      }
      let reader = Reader(
        slug: slug, name: name, isFallback: node["fallback"]?.boolean ?? false,
        isAgentless: node["agentless"]?.boolean ?? false,
        subAgents: Set(node["sub_agents"]?.scalars ?? []))
      for path in node["paths"]?.items.compactMap(\.text) ?? [] where !readers.add(path, reader) {
        throw KnowledgeError(path: document.path, line: node.line, "no pattern: '\(path)'")
      }
    }
    self.readers = readers
    scopes = try PathScopes(knowledge: knowledge)
  }

  public func wants(_ entry: FileEntry) -> Bool {
    !entry.isBinary && !readers.values(for: entry.parts).isEmpty
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let entry = file.entry
    var found = readers.values(for: entry.parts)
    if found.contains(where: { !$0.isFallback }) { found.removeAll { $0.isFallback } }
    if found.contains(where: { !$0.isAgentless }) { found.removeAll { $0.isAgentless } }
    guard !found.isEmpty else { return }
    let bytes = try file.contents(limit: Self.sizeLimit)
    let path = entry.pathInRepository
    let scope = scopes.scope(of: path, considersName: false)
    let confidence = scope == "product" ? 1.0 : 0.8
    let repository = entry.repository
    record.asset(repository.id, .repository, name: repository.name)
    let skill = record.asset(
      AssetID(.skill, "repo", "\(repository.native)/\(path)"), .skill,
      name: PlainLine.of(path, limit: 400),
      properties: ["digest": .text(ByteDigest.sha256(bytes)), "scope": .text(scope)],
      confidence: confidence)
    if found.allSatisfy(\.isAgentless) {
      record.relation(.contains, from: repository.id, to: skill, confidence: confidence)
    }
    for reader in found where !reader.isAgentless {
      let agent = record.asset(
        AssetID(.agent, "repo", "\(repository.native)#\(reader.slug)"), .agent, name: reader.name,
        properties: [
          "type": "coding", "framework": .text(reader.slug), "scope": .text(scope),
        ], confidence: confidence)
      record.relation(.contains, from: repository.id, to: agent, confidence: confidence)
      record.relation(.hasSkill, from: agent, to: skill, confidence: confidence)
      guard reader.subAgents.contains(where: { path.contains("\($0)/") }),
        let front = FrontMatter(TextDecoding.text(bytes))
      else { continue }
      recordPrompt(front, of: agent, entry, scope, confidence, &record)
    }
  }

  /// What a sub-agent is told: the text below what the client is told about it.
  private func recordPrompt(
    _ front: FrontMatter, of agent: AssetID, _ entry: FileEntry, _ scope: String,
    _ confidence: Double, _ record: inout Recorder
  ) {
    let space = front.body.prefix(while: \.isWhitespace).count { $0.isNewline }
    guard front.body.contains(where: \.isLetter) else { return }
    let line = front.bodyLine + space
    let id = record.asset(
      AssetID(.prompt, "repo", "\(entry.repository.native)/\(entry.pathInRepository)"), .prompt,
      name: PlainLine.of(String(entry.name.prefix { $0 != "." })),
      properties: PromptText(front.body).properties(role: "system", scope: scope), line: line,
      confidence: confidence)
    record.relation(.hasPrompt, from: agent, to: id, line: line, confidence: confidence)
  }
}
