import Catalog
import Formats

/// What is known against versions of AI packages.
struct PackageAdvisories: Sendable {
  enum Kind: String, Sendable { case malicious, endOfLife = "end_of_life", vulnerable }

  enum Versions: Sendable {
    case all
    /// A comparison such as `>=1.0.16`.
    case comparison(String)
    case listed([String])
  }

  struct Advisory: Sendable {
    let id: String
    let kind: Kind
    let versions: Versions
    let replacement: String?

    /// Whether it holds for a version; nil where that depends on a version that is not known.
    func holds(for version: String?, _ scheme: VersionScheme) -> Bool? {
      switch versions {
      case .all: return true
      case .comparison(let comparison):
        return version.map { scheme.version($0, meets: comparison) }
      case .listed(let listed):
        return version.map { version in
          listed.contains { scheme.version(version, meets: "==\($0)") }
        }
      }
    }
  }

  private var advisories: [PackageEcosystem: [String: [Advisory]]] = [:]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    let path = "Catalog/package-advisories.yaml"
    guard let document = try knowledge.document(at: path) else { return }
    for node in document.root["advisories"]?.items ?? [] {
      func fail(_ message: String) -> KnowledgeError {
        KnowledgeError(path: document.path, line: node.line, message)
      }
      guard let ecosystem = node["ecosystem"]?.text.flatMap(PackageEcosystem.init) else {
        throw fail("unknown or missing 'ecosystem'")
      }
      guard let kind = node["kind"]?.text.flatMap(Kind.init) else {
        throw fail("'kind' is one of malicious, end_of_life, vulnerable")
      }
      guard let package = node["package"]?.text, let id = node["id"]?.text,
        let versions = node["versions"].flatMap(Self.versions)
      else { throw fail("an advisory needs 'package', 'id' and 'versions'") }
      advisories[ecosystem, default: [:]][ecosystem.normalized(package), default: []].append(
        Advisory(
          id: id, kind: kind, versions: versions, replacement: node["replacement"]?.text))
    }
  }

  private static func versions(_ node: DocumentNode) -> Versions? {
    if node.isSequence { return .listed(node.items.compactMap(\.scalar)) }
    return node.scalar.map { $0 == "all" ? .all : .comparison($0) }
  }

  /// The advisories on a package, whatever its version.
  func all(_ ecosystem: PackageEcosystem, _ name: String) -> [Advisory] {
    advisories[ecosystem]?[name] ?? []
  }

  /// Whether some advisory of that kind holds; nil where that depends on a version that is not known.
  func state(
    _ kind: Kind, _ ecosystem: PackageEcosystem, _ name: String, version: String?
  ) -> Bool? {
    let states = all(ecosystem, name).filter { $0.kind == kind }
      .map { $0.holds(for: version, VersionScheme(ecosystem)) }
    if states.contains(true) { return true }
    return states.contains(nil) ? nil : false
  }

  /// The advisories that are known to hold.
  func holding(
    _ ecosystem: PackageEcosystem, _ name: String, version: String?
  ) -> [Advisory] {
    all(ecosystem, name).filter { $0.holds(for: version, VersionScheme(ecosystem)) == true }
  }
}
