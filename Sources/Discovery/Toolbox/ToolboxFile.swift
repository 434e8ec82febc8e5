import Formats

/// What a file of the MCP Toolbox for Databases declares, in either of its forms: sections that hold everything by its
/// name, or a document for each thing.
struct ToolboxFile: Sendable {
  struct Part: Sendable {
    let name: String
    /// Such as `postgres-sql`.
    let kind: String
    let node: DocumentNode
    let line: Int
  }

  private(set) var sources: [Part] = []
  private(set) var tools: [Part] = []
  private(set) var models: [Part] = []
  private(set) var prompts: [Part] = []

  private static let limit = 2000

  /// Nil where none of the tools is of a kind that the toolbox has.
  init?(_ documents: [DocumentNode], _ facts: ToolboxFacts) {
    for root in documents.prefix(Self.limit) {
      if let section = root["kind"]?.text, let name = root["name"], let text = name.text {
        add(
          Part(name: text, kind: root["type"]?.text ?? "", node: root, line: name.line), to: section
        )
        continue
      }
      for section in root.entries where section.value.isMapping {
        for entry in section.value.entries.prefix(Self.limit) where entry.value.isMapping {
          let kind = entry.value["kind"]?.text ?? ""
          add(
            Part(name: entry.key, kind: kind, node: entry.value, line: entry.line), to: section.key)
        }
      }
    }
    let known = Set(sources.filter { facts.engine($0.kind) != nil }.map(\.name))
    tools = tools.filter { tool in
      let source = tool.node["source"]?.text
      return source.map(known.contains) == true
        || facts.isTool(tool.kind) && (source != nil || tool.kind == "http")
    }
    guard !tools.isEmpty else { return nil }
  }

  private mutating func add(_ part: Part, to section: String) {
    switch section {
    case "sources", "source": sources.append(part)
    case "tools", "tool": tools.append(part)
    case "embeddingModels", "embeddingModel": models.append(part)
    case "prompts", "prompt": prompts.append(part)
    default: break
    }
  }
}
