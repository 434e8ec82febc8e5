/// The schema as a page for people: `docs/schema.md`.
public enum SchemaPage {
  public static func markdown(of schema: Schema) -> String {
    var page = """
      # The schema

      Every kind of asset, its properties, and every relation. This page is made from
      `Catalog/schema.yaml` by `make docs`; a test keeps it current.

      ## Properties of every kind

      \(table(schema.common))

      ## Kinds

      """
    var group = ""
    for kind in schema.kinds {
      if kind.group != group {
        group = kind.group
        page += "\n### \(group)\n"
      }
      page += "\n**\(kind.name)**: \(kind.description)."
      if kind.isShared { page += " Shared: belongs to no one team." }
      page += "\n"
      if !kind.properties.isEmpty { page += "\n\(table(kind.properties))\n" }
    }
    page += """

      ## Relations

      Stored once, from tail to head. **I** influence: what the attacker feeds in changes behaviour at \
      the other end. **C** control: holding one end lets the attacker act as the other. **D** \
      disclosure: the attacker obtains the content of the other end. `→` follows the stored \
      direction, `←` goes against it, `exit` marks a way out for data. **p** is the probability of \
      one step.

      | relation | meaning | tails | heads | I | C | D | p |
      |---|---|---|---|---|---|---|---|

      """
    for relation in schema.relations { page += row(relation, in: schema) + "\n" }
    return page
  }

  private static func table(_ properties: [PropertyDeclaration]) -> String {
    let rows = properties.map { property in
      let values = property.values.isEmpty ? "" : ": " + property.values.joined(separator: ", ")
      return "| `\(property.name)` | \(property.type.rawValue)\(values) | \(property.description) |"
    }
    return (["| property | type | |", "|---|---|---|"] + rows).joined(separator: "\n")
  }

  private static func row(_ relation: RelationDeclaration, in schema: Schema) -> String {
    func names(_ kinds: [AssetKind]?) -> String {
      kinds?.map { schema.kinds[Int($0.rawValue)].name }.joined(separator: ", ") ?? "any"
    }
    func arrow(_ part: KeyPath<Projection, Projection.Direction>) -> String {
      let own = relation.projection[keyPath: part].arrow
      guard let pipeline = relation.pipelineProjection?[keyPath: part], pipeline != .none else {
        return own
      }
      return "\(own)\(own.isEmpty ? "" : "; ")\(pipeline.arrow) from a pipeline"
    }
    var probability = relation.dampens == nil ? decimal(relation.probability) : "multiplies"
    if relation.dampens == nil,
      relation.projection == Projection(influence: .none, control: .none, disclosure: .none)
    {
      probability = ""
    }
    if let disclosure = relation.disclosureProbability {
      probability += "; D \(decimal(disclosure))"
    }
    for variant in relation.variants {
      probability +=
        "; \(decimal(variant.probability)) where \(variant.side.rawValue) `\(variant.property)` is \(variant.equals.plain)"
    }
    return """
      | \(relation.name) | \(relation.meaning) | \(names(relation.tails)) | \(names(relation.heads)) \
      | \(arrow(\.influence)) | \(arrow(\.control)) | \(arrow(\.disclosure)) | \(probability) |
      """
  }

  private static func decimal(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}

extension Projection.Direction {
  fileprivate var arrow: String {
    switch self {
    case .none: ""
    case .forward: "→"
    case .backward: "←"
    case .both: "↔"
    case .exit: "exit"
    }
  }
}

extension Value {
  fileprivate var plain: String {
    switch self {
    case .boolean(let value): "\(value)"
    case .text(let value): value
    default: "\(self)"
    }
  }
}
