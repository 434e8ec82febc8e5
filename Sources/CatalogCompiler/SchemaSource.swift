import Foundation
import Yams

/// Swift source of the schema: a constant a kind and a relation, and the table behind them.
enum SchemaSource {
  static func generate(from url: URL) throws -> String {
    let text = try String(contentsOf: url, encoding: .utf8)
    guard let root = try Yams.load(yaml: text) as? [String: Any],
      let common = root["common"] as? [String: [String: Any]],
      let kinds = root["kinds"] as? [[String: Any]],
      let relations = root["relations"] as? [[String: Any]]
    else { throw CompilerError("\(url.path): needs common, kinds and relations") }
    let names = try kinds.map { try string($0, "kind") }
    guard Set(names).count == names.count else { throw CompilerError("\(url.path): a kind twice") }
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })

    var out = "// Made from Catalog/schema.yaml by CatalogCompiler.\n\nextension AssetKind {\n"
    for (number, kind) in kinds.enumerated() {
      out += "  /// \(try string(kind, "description")).\n"
      out += "  public static let \(constant(names[number])) = AssetKind(rawValue: \(number))\n"
    }
    out += "}\n\nextension RelationKind {\n"
    for (number, relation) in relations.enumerated() {
      let name = try string(relation, "relation")
      out += "  /// \(try string(relation, "meaning")).\n"
      out += "  public static let \(constant(name)) = RelationKind(rawValue: \(number))\n"
    }
    out += "}\n\nextension Schema {\n"
    out += "  /// The schema of this version of Isobar.\n"
    out +=
      "  public static let current = Schema(\n    common: \(try properties(common)),\n    kinds: [\n"
    for kind in kinds { out += try "      \(declaration(of: kind)),\n" }
    out += "    ],\n    relations: [\n"
    for relation in relations {
      out += try "      \(declaration(ofRelation: relation, numbers)),\n"
    }
    out += "    ])\n}\n"
    return out
  }

  private static func declaration(of kind: [String: Any]) throws -> String {
    let own = kind["properties"] as? [String: [String: Any]] ?? [:]
    return """
      KindDeclaration(name: \(try quoted(kind, "kind")), group: \(try quoted(kind, "group")), \
      description: \(try quoted(kind, "description")), isShared: \(kind["shared"] as? Bool ?? false), \
      needsApproval: \(kind["needs_approval"] as? Bool ?? false), \
        properties: \(try properties(own)))
      """
  }

  private static func properties(_ declared: [String: [String: Any]]) throws -> String {
    let entries = try declared.sorted { $0.key < $1.key }.map { name, property in
      let type = try string(property, "type")
      let merge = property["merge"] as? String ?? (type == "list" ? "union" : "surest")
      let values = (property["values"] as? [Any] ?? []).map { "\"\($0)\"" }.joined(separator: ", ")
      return """
        PropertyDeclaration(name: \"\(name)\", type: .\(type), merge: .\(merge), \
        values: [\(values)], description: \(try quoted(property, "description")))
        """
    }
    return "[\(entries.joined(separator: ", "))]"
  }

  private static func declaration(
    ofRelation relation: [String: Any], _ numbers: [String: Int]
  ) throws -> String {
    let tails = try kinds(relation["tails"], numbers)
    let heads = try kinds(relation["heads"], numbers)
    let variants = try (relation["variants"] as? [[String: Any]] ?? []).map(variant)
    let pipeline = (relation["pipeline"] as? [String: Any]).map(projection) ?? "nil"
    let dampens = (relation["dampens"] as? String).map { ".\($0)" } ?? "nil"
    let cut = relation["cut"] == nil ? "nil" : try quoted(relation, "cut")
    return """
      RelationDeclaration(name: \(try quoted(relation, "relation")), \
      meaning: \(try quoted(relation, "meaning")), tails: \(tails), heads: \(heads), \
      projection: \(projection(relation)), pipelineProjection: \(pipeline), \
      probability: \(number(relation["probability"]) ?? 0), \
      disclosureProbability: \(number(relation["disclosure_probability"]).map { "\($0)" } ?? "nil"), \
      variants: [\(variants.joined(separator: ", "))], dampens: \(dampens), cut: \(cut))
      """
  }

  private static func projection(_ relation: [String: Any]) -> String {
    func direction(_ key: String) -> String {
      (relation[key] as? String).map { ".\($0)" } ?? ".none"
    }
    return """
      Projection(influence: \(direction("influence")), control: \(direction("control")), \
      disclosure: \(direction("disclosure")))
      """
  }

  private static func variant(_ variant: [String: Any]) throws -> String {
    for side in ["tail", "head"] {
      guard let condition = variant[side] as? [String: Any], let (name, value) = condition.first,
        condition.count == 1
      else { continue }
      let literal = (value as? Bool).map { ".boolean(\($0))" } ?? ".text(\"\(value)\")"
      return """
        ProbabilityVariant(side: .\(side), property: \"\(name)\", equals: \(literal), \
        probability: \(number(variant["probability"]) ?? 0))
        """
    }
    throw CompilerError("a variant needs one condition on the tail or the head")
  }

  private static func kinds(_ value: Any?, _ numbers: [String: Int]) throws -> String {
    if value as? String == "any" { return "nil" }
    guard let names = value as? [String] else { throw CompilerError("kinds: a list or 'any'") }
    let raw = try names.map { name in
      guard let number = numbers[name] else { throw CompilerError("unknown kind '\(name)'") }
      return "AssetKind(rawValue: \(number))"
    }
    return "[\(raw.joined(separator: ", "))]"
  }

  private static func number(_ value: Any?) -> Double? {
    (value as? Double) ?? (value as? Int).map(Double.init)
  }

  private static func string(_ map: [String: Any], _ key: String) throws -> String {
    guard let value = map[key] as? String else { throw CompilerError("missing '\(key)' in \(map)") }
    return value
  }

  private static func quoted(_ map: [String: Any], _ key: String) throws -> String {
    "\"" + (try string(map, key)).replacingOccurrences(of: "\"", with: "\\\"") + "\""
  }

  /// `McpServer` → `mcpServer`, `CAN_CALL` → `canCall`, `SaaSApp` → `saaSApp`.
  private static func constant(_ name: String) -> String {
    if name.contains("_") || name == name.uppercased() {
      let words = name.lowercased().split(separator: "_")
      return words.prefix(1).joined() + words.dropFirst().map(\.capitalized).joined()
    }
    if name == "OAuthGrant" { return "oauthGrant" }
    return name.prefix(1).lowercased() + name.dropFirst()
  }
}
