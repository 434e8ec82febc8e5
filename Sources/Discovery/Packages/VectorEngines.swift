import Catalog
import Formats

/// The vector stores whose clients are in the catalogue.
struct VectorEngines: Sendable {
  struct Engine: Sendable {
    let slug: String
    let name: String
  }

  private var engines: [PackageEcosystem: [String: Engine]] = [:]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    guard let document = try knowledge.document(at: "Catalog/vector-stores.yaml") else { return }
    for node in document.root["engines"]?.items ?? [] {
      guard let slug = node["engine"]?.text, let name = node["name"]?.text else {
        throw KnowledgeError(
          path: document.path, line: node.line, "an engine needs 'engine' and 'name'")
      }
      for package in node["packages"]?.items.compactMap(\.text) ?? [] {
        let parts = package.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let ecosystem = PackageEcosystem(rawValue: String(parts[0])) else {
          throw KnowledgeError(
            path: document.path, line: node.line, "'\(package)' is not <ecosystem>/<name>")
        }
        engines[ecosystem, default: [:]][ecosystem.normalized(String(parts[1]))] = Engine(
          slug: slug, name: name)
      }
    }
  }

  /// The engine that a package is a client of.
  func engine(_ ecosystem: PackageEcosystem, _ name: String) -> Engine? {
    engines[ecosystem]?[name]
  }
}
