public import Assessment
import Estate
public import Terminal

/// The answer to a query as a table, with what is not known beneath it.
public struct QueryTable: Sendable {
  private let result: QueryResult
  private let canvas: Canvas

  public init(_ result: QueryResult, canvas: Canvas) {
    self.result = result
    self.canvas = canvas
  }

  public func render() -> String {
    var lines: [String] = []
    if !result.rows.isEmpty {
      var table = TextTable(result.columns, flexible: Set(result.columns.indices))
      for row in result.rows { table.add(row.map(cell)) }
      lines = table.render(on: canvas)
    }
    lines += notes.map { canvas.paint($0, .faint) }
    return lines.joined(separator: "\n") + "\n"
  }

  private var notes: [String] {
    var notes: [String] = []
    let shown = result.rows.count
    if result.total == 0 {
      notes.append("No rows.")
    } else {
      notes.append(
        shown == result.total ? Self.count(shown) : "\(shown) of \(Self.count(result.total))")
    }
    if result.unknown > 0 {
      notes.append("\(Self.count(result.unknown)) unknown: what WHERE asks was not seen.")
    }
    if !result.uncollected.isEmpty {
      let names = result.uncollected.map(\.name).joined(separator: ", ")
      notes.append("No source looked for \(names): that there is none is not known.")
    }
    return notes
  }

  private static func count(_ rows: Int) -> String { rows == 1 ? "1 row" : "\(rows) rows" }

  private func cell(_ value: QueryValue) -> TextTable.Cell {
    switch value {
    case .unknown: .init("unknown", .faint)
    case .value(let value): .init(text(value))
    case .asset(let id, _, _): .init(id.text, .cyan)
    case .relation(let step): .init("\(step.from) -\(step.relation.name)-> \(step.to)")
    case .path(let nodes, let relations): .init(path(nodes, relations))
    }
  }

  private func text(_ value: Value) -> String {
    switch value {
    case .text(let text): text
    case .list(let items): items.map(text).joined(separator: ", ")
    default: ValueJSON.encode(value)
    }
  }

  private func path(_ nodes: [AssetID], _ relations: [PathStep]) -> String {
    var text = nodes.first?.text ?? ""
    for (node, step) in zip(nodes.dropFirst(), relations) {
      text += step.to == node ? " -\(step.relation.name)-> " : " <-\(step.relation.name)- "
      text += node.text
    }
    return text
  }
}
