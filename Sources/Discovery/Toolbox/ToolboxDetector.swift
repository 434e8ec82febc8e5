public import Catalog
public import Estate
import Formats

/// Reads files of the MCP Toolbox for Databases: the tools that its server provides, the stores that these work on, and
/// what they do there.
public struct ToolboxDetector: Detector {
  public let name = "mcp-toolbox"
  public let collects: Set<RelationKind> = [.provides, .reads, .writes, .performs]
  private let facts: ToolboxFacts
  private let models: ModelNames
  private let scopes: PathScopes

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    facts = try ToolboxFacts(knowledge)
    models = try ModelNames(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
  }

  public func wants(_ entry: FileEntry) -> Bool {
    guard !entry.isBinary, ["yaml", "yml"].contains(entry.fileExtension),
      entry.size <= InspectedFile.configurationLimit
    else { return false }
    return entry.headContains("kind: tool")
      || entry.headContains("tools:") && entry.headContains("kind:")
        && entry.headContains("source:")
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let scope = scopes.scope(of: file.entry.pathInRepository, considersName: false)
    guard scope != "vendored" else { return }
    // A file of others that is no YAML is theirs to complain of.
    guard let documents = try? file.yaml(), let toolbox = ToolboxFile(documents, facts) else {
      return
    }
    ToolboxRecording(facts: facts, models: models, entry: file.entry, scope: scope)
      .record(toolbox, &record)
  }
}
