public import Assessment
import Estate

/// The answer to a query as JSON: `isobar.query/v1`. The same estate gives the same bytes.
public struct QueryDocument: Sendable {
  public static let format = "isobar.query/v1"

  private let query: String
  private let result: QueryResult

  public init(_ query: String, _ result: QueryResult) {
    self.query = query
    self.result = result
  }

  public var text: String {
    let head = [
      "\"format\":\(json(.text(Self.format)))", "\"query\":\(json(.text(query)))",
      "\"columns\":\(json(.texts(result.columns)))", "\"total\":\(result.total)",
      "\"unknown\":\(result.unknown)",
      "\"not_collected\":\(json(.texts(result.uncollected.map(\.name))))",
    ]
    let rows = result.rows.map(row).joined(separator: ",\n")
    return "{\(head.joined(separator: ",")),\n\"rows\":[\n\(rows)\n]}\n"
  }

  /// A row as an object, its keys in the order of RETURN.
  private func row(_ values: [QueryValue]) -> String {
    let members = zip(result.columns, values).map { column, value in
      "\(json(.text(column))):\(json(self.value(value)))"
    }
    return "{\(members.joined(separator: ","))}"
  }

  private func value(_ value: QueryValue) -> Value {
    switch value {
    case .unknown: .null
    case .value(let value): value
    case .asset(let id, let kind, let name):
      .map(["id": .text(id.text), "kind": .text(kind.name), "name": .text(name)])
    case .relation(let step): self.step(step)
    case .path(let nodes, let relations):
      .map(["nodes": .texts(nodes.map(\.text)), "relations": .list(relations.map(step))])
    }
  }

  private func step(_ step: PathStep) -> Value {
    .map([
      "from": .text(step.from.text), "kind": .text(step.relation.name), "to": .text(step.to.text),
    ])
  }

  private func json(_ value: Value) -> String { ValueJSON.encode(value) }
}
