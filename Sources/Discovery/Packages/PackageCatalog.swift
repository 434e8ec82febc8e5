import Catalog
import Formats

/// The AI packages of the catalogue, by ecosystem and name.
struct PackageCatalog: Sendable {
  /// More than one where what counts depends on the optional set.
  private var exact: [PackageEcosystem: [String: [PackageEntry]]] = [:]
  /// By first byte, longest first.
  private var prefixes: [PackageEcosystem: [UInt8: [(prefix: String, entry: PackageEntry)]]] = [:]
  /// Families known by how their names end: `*-haystack`.
  private var suffixes: [PackageEcosystem: [(suffix: String, entry: PackageEntry)]] = [:]
  private var companions: [PackageEcosystem: Set<String>] = [:]

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    for document in try knowledge.documents(under: "Catalog/packages") {
      let root = document.root
      guard let ecosystem = root["ecosystem"]?.text.flatMap(PackageEcosystem.init) else {
        throw KnowledgeError(path: document.path, line: root.line, "unknown or missing 'ecosystem'")
      }
      for node in root["packages"]?.items ?? [] {
        // Without a package it is a module, known by its import only.
        guard let name = node["package"]?.text else { continue }
        guard let groups = node["groups"]?.items.compactMap(\.text), !groups.isEmpty else {
          throw KnowledgeError(path: document.path, line: node.line, "'\(name)' needs 'groups'")
        }
        add(entry(name, groups, node, ecosystem), ecosystem)
      }
    }
    prefixes = prefixes.mapValues { buckets in
      buckets.mapValues { bucket in
        bucket.sorted { ($1.prefix.utf8.count, $0.prefix) < ($0.prefix.utf8.count, $1.prefix) }
      }
    }
  }

  private func entry(
    _ name: String, _ groups: [String], _ node: DocumentNode, _ ecosystem: PackageEcosystem
  ) -> PackageEntry {
    PackageEntry(
      pattern: name, groups: groups, provider: node["provider"]?.text, extra: node["extra"]?.text,
      companions: node["with"]?.items.compactMap { $0.text.map(ecosystem.normalized) } ?? [],
      isConditional: node["when"] != nil, isWeak: node["weak"]?.boolean == true)
  }

  private mutating func add(_ entry: PackageEntry, _ ecosystem: PackageEcosystem) {
    companions[ecosystem, default: []].formUnion(entry.companions)
    if entry.pattern.hasSuffix("*") {
      let prefix = ecosystem.normalized(String(entry.pattern.dropLast()))
      prefixes[ecosystem, default: [:]][prefix.utf8.first ?? 0, default: []].append((prefix, entry))
    } else if entry.pattern.hasPrefix("*") {
      let suffix = ecosystem.normalized(String(entry.pattern.dropFirst()))
      suffixes[ecosystem, default: []].append((suffix, entry))
    } else {
      let name = Self.lookup(ecosystem, ecosystem.normalized(entry.pattern))
      exact[ecosystem, default: [:]][name, default: []].append(entry)
    }
  }

  /// The entry that a dependency counts for, given the names that stand in the same manifest.
  func entry(for dependency: DeclaredDependency, among names: Set<String>) -> PackageEntry? {
    entries(dependency.ecosystem, dependency.name).first { $0.counts(dependency, among: names) }
  }

  /// The entries for a normalized name: the exact ones, else that of the longest prefix, else of an ending.
  private func entries(_ ecosystem: PackageEcosystem, _ name: String) -> [PackageEntry] {
    let name = Self.lookup(ecosystem, name)
    if let entries = exact[ecosystem]?[name] { return entries }
    let bucket = prefixes[ecosystem]?[name.utf8.first ?? 0] ?? []
    if let found = bucket.first(where: { name.hasPrefix($0.prefix) }) { return [found.entry] }
    return suffixes[ecosystem]?.first { name.hasSuffix($0.suffix) }.map { [$0.entry] } ?? []
  }

  /// Whether a manifest must keep the package: it is in the catalogue, or a companion of one that is.
  func wants(_ ecosystem: PackageEcosystem, _ name: String) -> Bool {
    !entries(ecosystem, name).isEmpty || companions[ecosystem]?.contains(name) == true
  }

  /// The name as the catalogue has it: Go modules without their major version, Swift packages without
  /// their host.
  private static func lookup(_ ecosystem: PackageEcosystem, _ name: String) -> String {
    switch ecosystem {
    case .golang:
      guard let slash = name.lastIndex(of: "/") else { return name }
      let last = name[name.index(after: slash)...]
      let isMajor =
        last.hasPrefix("v") && last.count > 1 && last.dropFirst().allSatisfy(\.isNumber)
      return isMajor ? String(name[..<slash]) : name
    case .swift: return name.hasPrefix("github.com/") ? String(name.dropFirst(11)) : name
    default: return name
    }
  }
}
