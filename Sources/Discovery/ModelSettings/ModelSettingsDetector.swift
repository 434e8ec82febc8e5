public import Catalog
public import Estate
import Formats

/// Reads files of settings, of whatever program, for the models that they name, the addresses of model APIs,
/// prompts, agents and other resources of clouds, and the data and weights of what learns.
public struct ModelSettingsDetector: Detector {
  public let name = "model-settings"
  public let collects: Set<RelationKind> = [
    .usesModel, .hasPrompt, .canCall, .contains, .sendsTo, .feeds, .authenticatesAs,
  ]
  private let facts: ModelSettingsFacts

  /// Larger files hold data, not settings: 512 KiB.
  private static let sizeLimit = 512 << 10
  private static let limits = DocumentLimits(depth: 64, nodes: 100_000)
  /// A file with more lines that are no YAML is none.
  private static let mostBadLines = 16

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    facts = try ModelSettingsFacts(knowledge)
  }

  public func wants(_ entry: FileEntry) -> Bool {
    !entry.isBinary && entry.size <= Self.sizeLimit && facts.wants(entry)
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let entry = file.entry
    let scope = facts.files.scopes.scope(of: entry.pathInRepository)
    guard scope != "vendored", scope != "generated" else { return }
    let bytes = try file.contents(limit: Self.sizeLimit)
    guard facts.mayNameModels(bytes) else { return }
    let settings = ModelSettingsRecording(facts: facts, entry: entry, scope: scope)
    let agents = AgentSettingsRecording(facts: facts, entry: entry, scope: scope)
    let resources = CloudResourceRecording(facts: facts, entry: entry, scope: scope)
    let learning = LearningSettingsRecording(facts: facts, entry: entry, scope: scope)
    let deployments = DeploymentRecording(facts: facts, entry: entry, scope: scope)
    let frameworks = FrameworkRecording(facts: facts, entry: entry, scope: scope)
    let embedded = EmbeddedSettings(facts: facts)
    for root in Self.documents(bytes, entry.fileExtension) {
      // Workflows of ComfyUI have a reader of their own.
      if entry.fileExtension == "json", ComfyNodes(root) != nil { continue }
      if facts.areResults(root) { continue }
      let indexes = settings.record(root, &record)
      frameworks.record(root, beside: indexes, &record)
      agents.record(root, &record)
      resources.record(root, &record)
      learning.record(root, &record)
      deployments.record(root, &record)
      for inner in embedded.documents(in: root) {
        settings.record(inner, &record)
        agents.record(inner, &record)
      }
    }
  }

  /// None where the file is not of the form that its name says: whoever it is meant for will tell.
  private static func documents(_ bytes: [UInt8], _ ending: String) -> [DocumentNode] {
    switch ending {
    case "json", "jsonc", "json5":
      return [try? JSONDocument.parse(bytes, dialect: .json5, limits: limits)].compactMap { $0 }
    case "yaml", "yml": return yaml(bytes)
    case "toml": return [try? TOMLDocument.parse(bytes, limits: limits)].compactMap { $0 }
    case "tf", "tfvars", "bicep", "bicepparam":
      return [BlockDocument.parse(bytes, limits: limits)]
    default: return [PropertiesDocument.parse(bytes)]
    }
  }

  /// Lines that are no YAML, as a program's own reader may take them, are left out.
  private static func yaml(_ bytes: [UInt8]) -> [DocumentNode] {
    var bytes = bytes
    for _ in 0..<mostBadLines {
      do {
        return try YAMLDocument.parse(bytes, limits: limits)
      } catch {
        guard case .syntax(let line, _) = error, blank(line, of: &bytes) else { return [] }
      }
    }
    return []
  }

  /// Writes spaces over a line; false where it holds nothing else.
  private static func blank(_ line: Int, of bytes: inout [UInt8]) -> Bool {
    var number = 1
    var isBlanked = false
    for index in bytes.indices {
      if bytes[index] == 0x0A {
        number += 1
        if number > line { break }
      } else if number == line, bytes[index] > 0x20 {
        bytes[index] = 0x20
        isBlanked = true
      }
    }
    return isBlanked
  }
}
