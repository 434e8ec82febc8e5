import Catalog
import Formats

/// Reads the keys of a mapping with errors that name file and line, and what was meant.
struct RuleDocument {
  let path: String
  let node: DocumentNode

  func error(_ message: String, at node: DocumentNode? = nil) -> KnowledgeError {
    KnowledgeError(path: path, line: (node ?? self.node).line, message)
  }

  func inside(_ node: DocumentNode) -> RuleDocument { RuleDocument(path: path, node: node) }

  /// Rejects keys that are not known and keys that stand twice.
  func check(keys known: [String], of what: String) throws(KnowledgeError) {
    guard node.isMapping else { throw error("\(what) must be a mapping") }
    var seen: Set<String> = []
    for entry in node.entries {
      guard known.contains(entry.key) else {
        let suggestion = Suggestion.sentence(for: entry.key, in: known)
        throw KnowledgeError(
          path: path, line: entry.line, "unknown key '\(entry.key)' in \(what).\(suggestion)")
      }
      guard seen.insert(entry.key).inserted else {
        throw KnowledgeError(path: path, line: entry.line, "'\(entry.key)' stands twice")
      }
    }
  }

  func required(_ key: String) throws(KnowledgeError) -> DocumentNode {
    guard let value = node[key], !value.isNull else { throw error("'\(key)' is missing") }
    return value
  }

  func text(_ key: String) throws(KnowledgeError) -> String {
    let value = try required(key)
    guard let text = value.scalar, !text.isEmpty else {
      throw error("'\(key)' must be a text", at: value)
    }
    return text
  }

  func optionalText(_ key: String) throws(KnowledgeError) -> String? {
    guard let value = node[key], !value.isNull else { return nil }
    guard let text = value.scalar else { throw error("'\(key)' must be a text", at: value) }
    return text
  }

  func boolean(_ key: String) throws(KnowledgeError) -> Bool? {
    guard let value = node[key], !value.isNull else { return nil }
    guard let boolean = value.boolean else {
      throw error("'\(key)' must be true or false", at: value)
    }
    return boolean
  }

  /// The items of a list; empty where the key is absent.
  func items(_ key: String) throws(KnowledgeError) -> [DocumentNode] {
    guard let value = node[key], !value.isNull else { return [] }
    guard value.isSequence else { throw error("'\(key)' must be a list", at: value) }
    return value.items
  }

  func texts(_ key: String) throws(KnowledgeError) -> [String] {
    var texts: [String] = []
    for item in try items(key) {
      guard let text = item.scalar else { throw error("'\(key)' must list texts", at: item) }
      texts.append(text)
    }
    return texts
  }

  /// One of the cases of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _: Choice.Type
  ) throws(KnowledgeError) -> Choice where Choice.RawValue == String {
    let name = try text(key)
    guard let choice = Choice(rawValue: name) else {
      let suggestion = Suggestion.sentence(for: name, in: Choice.allCases.map(\.rawValue))
      throw error("unknown \(key) '\(name)'.\(suggestion)", at: node[key])
    }
    return choice
  }

  /// Runs what reads an expression or pattern, naming the line of its text on failure.
  func locating<Result>(
    _ node: DocumentNode?, _ read: () throws(ExpressionError) -> Result
  ) throws(KnowledgeError) -> Result {
    do {
      return try read()
    } catch {
      throw self.error(error.description, at: node)
    }
  }
}
