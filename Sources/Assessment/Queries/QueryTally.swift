import Estate

/// Gathers the rows of a query: as they come, each once, or counted by group.
struct QueryTally {
  private struct Row {
    let cells: [QueryCell]
    let keys: [QueryCell]
  }

  private enum Count {
    case rows(Int)
    case values(Set<QueryCell>)

    var number: Int {
      switch self {
      case .rows(let count): count
      case .values(let values): values.count
      }
    }
  }

  private let query: Query
  private let evaluator: ExpressionEvaluator
  private let limit: Int
  private var rows: [Row] = []
  private var seen: Set<[QueryCell]> = []
  private var groups: [[QueryCell]: [Count]] = [:]
  /// Values kept by `count(DISTINCT x)`.
  private var counted = 0

  init(_ query: Query, _ evaluator: ExpressionEvaluator, limit: Int) {
    self.query = query
    self.evaluator = evaluator
    self.limit = limit
  }

  mutating func add(_ bindings: Bindings) throws(QueryError) {
    if query.isGrouped {
      count(bindings)
    } else {
      let cells = query.columns.map { cell($0.term, bindings) }
      if query.isDistinct, !seen.insert(cells).inserted { return }
      rows.append(Row(cells: cells, keys: query.orders.map { key($0, cells, bindings) }))
    }
    guard max(rows.count, groups.count + counted) <= limit else {
      throw QueryError("more than \(limit) rows; name kinds, add conditions, or count(*)")
    }
  }

  /// All rows in order: by ORDER BY, then by their columns from left to right.
  func finish() -> [[QueryCell]] {
    var rows = rows
    if query.isGrouped {
      var groups = groups
      if groups.isEmpty, query.columns.allSatisfy(\.term.counts) { groups[[]] = newCounts }
      rows = groups.map { group, counts in
        let cells = row(group, counts)
        return Row(
          cells: cells,
          keys: query.orders.map { order in
            if case .column(let column) = order.key { cells[column] } else { .unknown }
          })
      }
      if query.isDistinct {
        var seen: Set<[QueryCell]> = []
        rows = rows.filter { seen.insert($0.cells).inserted }
      }
    }
    return rows.sorted(by: precedes).map(\.cells)
  }

  private func precedes(_ left: Row, _ right: Row) -> Bool {
    for (order, (a, b)) in zip(query.orders, zip(left.keys, right.keys)) {
      let result = a.order(to: b)
      guard result != 0 else { continue }
      // What is unknown comes last either way.
      return order.isDescending && a != .unknown && b != .unknown ? result > 0 : result < 0
    }
    for (a, b) in zip(left.cells, right.cells) {
      let result = a.order(to: b)
      if result != 0 { return result < 0 }
    }
    return false
  }

  private func cell(_ term: QueryTerm, _ bindings: Bindings) -> QueryCell {
    switch term {
    case .asset(let variable): .asset(bindings.slots[variable.slot])
    case .relation(let variable): .relation(bindings.slots[variable.slot])
    case .path(let variable): bindings.paths[variable.slot].map(QueryCell.path) ?? .unknown
    case .expression(let expression):
      evaluator.value(expression, bindings).map { $0 == .null ? .unknown : .value($0) } ?? .unknown
    case .rows, .known: .unknown
    }
  }

  private func key(
    _ order: QueryOrder, _ cells: [QueryCell], _ bindings: Bindings
  ) -> QueryCell {
    switch order.key {
    case .column(let column): cells[column]
    case .term(let term): cell(term, bindings)
    }
  }

  private var newCounts: [Count] {
    query.columns.compactMap { column in
      switch column.term {
      case .rows, .known(_, isDistinct: false): .rows(0)
      case .known(_, isDistinct: true): .values([])
      default: nil
      }
    }
  }

  private mutating func count(_ bindings: Bindings) {
    let group = query.columns.filter { !$0.term.counts }.map { cell($0.term, bindings) }
    var counts = groups.removeValue(forKey: group) ?? newCounts
    var number = 0
    for column in query.columns where column.term.counts {
      var value: QueryCell?
      if case .known(let term, _) = column.term { value = cell(term, bindings) }
      switch counts[number] {
      case .rows(let count): counts[number] = .rows(value == .unknown ? count : count + 1)
      case .values(var values):
        counts[number] = .rows(0)
        if let value, value != .unknown, values.insert(value).inserted { counted += 1 }
        counts[number] = .values(values)
      }
      number += 1
    }
    groups[group] = counts
  }

  private func row(_ group: [QueryCell], _ counts: [Count]) -> [QueryCell] {
    var (keys, numbers) = (group.makeIterator(), counts.makeIterator())
    return query.columns.map { column in
      column.term.counts
        ? .value(.integer(numbers.next()?.number ?? 0)) : keys.next() ?? .unknown
    }
  }
}
