import Catalog
import Formats
import Matching
import Synchronization

/// The patterns of names of models. Compiled when they are first needed: most files name no model.
final class ModelNamePatterns: Sendable {
  struct Match: Sendable {
    let provider: String?
    let role: String?
  }

  private struct Family: Sendable {
    let match: Match
    let exceptions: [String]
  }

  private let families: [Family]
  private let roles: [String]
  private let patterns: [Pattern]
  /// By their patterns, as several detectors ask for the same.
  private static let databases = Mutex<[[Pattern]: PatternDatabase]>([:])
  /// What was asked before, as names repeat.
  private let known = Mutex<[String: Set<Int>]>([:])
  private static let knownLimit = 4096

  init(_ document: KnowledgeDocument) throws(KnowledgeError) {
    func expression(_ node: DocumentNode) throws(KnowledgeError) -> String {
      guard let text = node["expression"]?.text else {
        throw KnowledgeError(path: document.path, line: node.line, "'expression' is missing")
      }
      return text
    }
    var (families, roles, expressions): ([Family], [String], [String]) = ([], [], [])
    for node in document.root["families"]?.items ?? [] {
      families.append(
        Family(
          match: Match(provider: node["provider"]?.text, role: node["role"]?.text),
          exceptions: node["except"]?.scalars ?? []))
      expressions.append(try expression(node))
    }
    for node in document.root["roles"]?.items ?? [] {
      guard let role = node["role"]?.text else {
        throw KnowledgeError(path: document.path, line: node.line, "'role' is missing")
      }
      roles.append(role)
      expressions.append(try expression(node))
    }
    if let pinned = document.root["pinned"]?.text { expressions.append(pinned) }
    self.families = families
    self.roles = roles
    patterns = expressions.map {
      Pattern(name: "model-name", expression: "^(?:\($0))$", syntax: .regular, ignoresCase: true)
    }
  }

  /// The family that a whole name belongs to.
  func match(_ name: String) -> Match? {
    let lower = name.lowercased()
    return hits(name).sorted().first { number in
      guard number < families.count else { return false }
      return !families[number].exceptions.contains { exception in
        guard lower.hasPrefix(exception) else { return false }
        let next = lower.dropFirst(exception.count).first
        return next == nil || "-_.".contains(next ?? " ")
      }
    }.map { families[$0].match }
  }

  func role(of name: String) -> String? {
    let range = families.count..<(families.count + roles.count)
    return hits(name).filter(range.contains).min().map { roles[$0 - families.count] }
  }

  func isPinned(_ name: String) -> Bool {
    patterns.count > families.count + roles.count && hits(name).contains(patterns.count - 1)
  }

  private func hits(_ name: String) -> Set<Int> {
    if let known = known.withLock({ $0[name] }) { return known }
    let database = Self.databases.withLock { databases -> PatternDatabase? in
      if let known = databases[patterns] { return known }
      let compiled = try? PatternDatabase(
        patterns: patterns, cache: PatternCache.shared.withLock { $0 })
      databases[patterns] = compiled
      return compiled
    }
    guard let database, let scanner = try? PatternScanner(database) else { return [] }
    let found = Set(scanner.scan(Array(name.utf8)).hits.map(\.pattern))
    known.withLock { known in
      if known.count >= Self.knownLimit { known.removeAll() }
      known[name] = found
    }
    return found
  }
}
