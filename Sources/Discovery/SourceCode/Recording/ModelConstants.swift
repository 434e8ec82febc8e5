import Catalog
import Formats

/// `Catalog/model-constants.yaml`: constants of client libraries that name models.
struct ModelConstants: Sendable {
  private struct Entry: Sendable {
    let pattern: SymbolPattern
    let model: String
  }

  private var entries: [String: [Entry]] = [:]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    guard let document = try knowledge.document(at: "Catalog/model-constants.yaml") else { return }
    for group in document.root["groups"]?.items ?? [] {
      let modules = group["modules"]?.scalars ?? []
      let names = group["names"]?.entries ?? []
      guard !modules.isEmpty, !names.isEmpty else {
        throw KnowledgeError(
          path: document.path, line: group.line, "a group needs 'modules' and 'names'")
      }
      let type = group["type"]?.text.map { "\($0)." } ?? ""
      for entry in names {
        guard let model = entry.value.scalar else {
          throw KnowledgeError(path: document.path, line: entry.line, "a constant needs a model")
        }
        let pattern = SymbolPattern(modules: modules, name: type + entry.key, exceptions: [])
        entries[entry.key, default: []].append(Entry(pattern: pattern, model: model))
      }
    }
  }

  /// The model that a constant names.
  func model(_ symbol: SymbolName) -> String? {
    entries[symbol.last]?.first { $0.pattern.matches(symbol) }?.model
  }
}
