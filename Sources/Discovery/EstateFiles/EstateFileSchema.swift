public import Estate
import Foundation

/// The JSON Schema of estate files that people write, made from the schema of assets:
/// `docs/estate.schema.json`.
public struct EstateFileSchema: Sendable {
  private let schema: Schema

  public init(_ schema: Schema = .current) { self.schema = schema }

  public var text: String {
    get throws {
      let data = try JSONSerialization.data(
        withJSONObject: document, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
      return String(decoding: data, as: UTF8.self) + "\n"
    }
  }

  private typealias Object = [String: any Sendable]

  private var relationNames: [String] { schema.relations.map(\.name) }

  /// Common properties that no kind replaces by one of its own.
  private var shared: [PropertyDeclaration] {
    let own = Set(schema.kinds.flatMap { $0.properties.map(\.name) })
    return schema.common.filter { !own.contains($0.name) }
  }

  private var document: Object {
    let relations: Object = [
      "type": "array",
      "items": ["enum": relationNames] as Object,
    ]
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:isobar:estate:v1",
      "title": "Isobar estate, version 1",
      "description": "Assets and relations written by people: see docs/estate-files.md.",
      "type": "object",
      "required": ["format"],
      "additionalProperties": false,
      "properties": [
        "format": ["const": WrittenEstate.format] as Object,
        "description": ["type": "string"] as Object,
        "collected": [
          "description": "Relations that were looked for, though none may stand here",
          "anyOf": [["const": "all"] as Object, relations],
        ] as Object,
        "not_collected": relations,
        "assets": ["type": "array", "items": ["$ref": "#/$defs/asset"] as Object] as Object,
        "relations": ["type": "array", "items": relation] as Object,
      ] as Object,
      "$defs": ["id": id, "asset": asset] as Object,
    ]
  }

  private var id: Object {
    let kinds = schema.kinds.map { $0.name.lowercased() }.joined(separator: "|")
    return [
      "type": "string", "pattern": "^(\(kinds)):[^:\\s]+:\\S+$",
      "description": "kind:authority:name, such as agent:manual:support-bot",
    ]
  }

  private var relation: Object {
    let names = relationNames.joined(separator: "|")
    return [
      "anyOf": [
        [
          "type": "string", "pattern": "^\\S+\\s+-(\(names))->\\s+\\S+$",
          "description": "agent:manual:bot -CAN_CALL-> tool:manual:drop",
        ] as Object,
        [
          "type": "object", "required": ["from", "kind", "to"], "additionalProperties": false,
          "properties": [
            "from": ["$ref": "#/$defs/id"] as Object, "to": ["$ref": "#/$defs/id"] as Object,
            "kind": ["enum": relationNames] as Object,
            "basis": ["enum": Basis.allCases.map(\.rawValue)] as Object,
            "confidence": ["type": "number", "minimum": 0, "maximum": 1] as Object,
            "properties": ["type": "object"] as Object,
          ] as Object,
        ] as Object,
      ]
    ]
  }

  private var asset: Object {
    let details: Object = [
      "type": "array", "minItems": 1, "items": ["type": "object"] as Object,
    ]
    var properties: Object = [
      "id": ["$ref": "#/$defs/id"] as Object,
      "kind": ["enum": schema.kinds.map(\.name)] as Object,
      "name": ["type": "string"] as Object,
      "signals": ["type": "object", "additionalProperties": details] as Object,
    ]
    for property in shared { properties[property.name] = value(of: property) }
    return [
      "type": "object", "required": ["id"], "properties": properties,
      "allOf": schema.kinds.map(conditions), "unevaluatedProperties": false,
    ]
  }

  /// What an asset may say whose id begins with the kind.
  private func conditions(of kind: KindDeclaration) -> Object {
    let own = Set(kind.properties.map(\.name))
    let replaced = Set(shared.map(\.name))
    let common = schema.common.filter { !replaced.contains($0.name) && !own.contains($0.name) }
    var properties: Object = ["kind": ["const": kind.name] as Object]
    for property in kind.properties + common { properties[property.name] = value(of: property) }
    let identity: Object = ["id": ["pattern": "^\(kind.name.lowercased()):"] as Object]
    return [
      "if": ["properties": identity] as Object, "then": ["properties": properties] as Object,
    ]
  }

  private func value(of property: PropertyDeclaration) -> Object {
    var value: Object = ["description": property.description]
    switch property.type {
    case .text: value["type"] = "string"
    case .boolean: value["type"] = "boolean"
    case .integer: value["type"] = "integer"
    case .number: value["type"] = "number"
    case .time:
      value["type"] = "string"
      value["pattern"] = "^\\d{4}-\\d{2}-\\d{2}"
    case .list: value["type"] = "array"
    case .map: value["type"] = "object"
    }
    if !property.values.isEmpty { value["enum"] = property.values }
    return value
  }
}
