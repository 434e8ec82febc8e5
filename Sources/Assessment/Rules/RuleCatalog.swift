public import Catalog
import Formats
import Foundation

/// All rules that apply: those built in, those of the user's folders, changed by overlays.
public enum RuleCatalog {
  /// Rules sorted by id, those that are switched off included. Folders hold `*.yaml` files of rules,
  /// at any depth; one with a `pack.yaml` (name, version) is a pack. Overlays are applied in order.
  public static func all(
    knowledge: Knowledge, folders: [String] = [], overlays: [RuleOverlay] = []
  ) throws(KnowledgeError) -> [Rule] {
    let mapping = try ControlMapping(knowledge)
    var rules: [Rule] = []
    for document in try knowledge.documents(under: "Rules") {
      rules += try self.rules(document.nodes, path: document.path, pack: nil)
    }
    for folder in folders { rules += try self.rules(inFolder: folder) }
    var known: [String: Rule] = [:]
    for rule in rules {
      if let earlier = known.updateValue(rule, forKey: rule.id) {
        throw KnowledgeError(path: rule.path, "'\(rule.id)' stands in \(earlier.path) already")
      }
      guard mapping.categories.contains(rule.category) else {
        let suggestion = Suggestion.sentence(for: rule.category, in: mapping.categories)
        throw KnowledgeError(
          path: rule.path, line: rule.document["category"]?.line,
          "unknown category '\(rule.category)'.\(suggestion)")
      }
    }
    rules.sort { $0.id < $1.id }
    for overlay in overlays { try overlay.apply(to: &rules) }
    return rules
  }

  /// The rules of a folder, or of one file.
  public static func rules(inFolder folder: String) throws(KnowledgeError) -> [Rule] {
    let files = try RuleFolder.files(in: folder)
    var packs: [String: RulePack] = [:]
    for file in files where file.isPack {
      let document = RuleDocument(
        path: file.path, node: try file.documents().first ?? .init(.null, line: 1))
      try document.check(keys: ["name", "version", "description"], of: "a pack")
      packs[file.folder] = RulePack(
        name: try document.text("name"), version: try document.text("version"))
    }
    var rules: [Rule] = []
    for file in files where !file.isPack {
      let pack = packs.filter { file.path.hasPrefix($0.key + "/") }.max {
        $0.key.count < $1.key.count
      }
      rules += try self.rules(try file.documents(), path: file.path, pack: pack?.value)
    }
    return rules
  }

  private static func rules(
    _ nodes: [DocumentNode], path: String, pack: RulePack?
  ) throws(KnowledgeError) -> [Rule] {
    var rules: [Rule] = []
    for node in nodes where !node.isNull {
      var rule = try RuleLoader.rule(node, path: path)
      rule.pack = pack
      rules.append(rule)
    }
    return rules
  }
}
