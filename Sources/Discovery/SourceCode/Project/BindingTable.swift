import Formats

/// What the names of a file stand for in each scope.
///
/// Rows in the order of name and scope rather than a dictionary: names are looked up for every expression.
struct BindingTable: Sendable {
  private struct Row: Sendable {
    let name: Int32
    let scope: Int32
  }

  private var rows: [Row] = []
  private var bindings: [SourceUnit.Binding] = []
  private var pending: [(row: Row, binding: SourceUnit.Binding)] = []

  /// Adds one more meaning of a name, which is seen once the table is sealed.
  mutating func add(_ binding: SourceUnit.Binding, _ name: Int32, _ scope: Scope) {
    pending.append((Row(name: name, scope: scope.code), binding))
  }

  /// Puts what was added in its place, after what was there before.
  mutating func seal() {
    guard !pending.isEmpty else { return }
    let all = zip(rows, bindings).map { ($0, $1) } + pending.map { ($0.row, $0.binding) }
    let order = all.indices.sorted {
      (all[$0].0.name, all[$0].0.scope, $0) < (all[$1].0.name, all[$1].0.scope, $1)
    }
    rows = order.map { all[$0].0 }
    bindings = order.map { all[$0].1 }
    pending = []
  }

  /// The meanings of a name in just that scope, in the order in which they were added.
  subscript(name: Int32, scope: Scope) -> ArraySlice<SourceUnit.Binding> {
    let first = place(name, scope.code)
    var end = first
    while end < rows.count, rows[end].name == name, rows[end].scope == scope.code { end += 1 }
    return bindings[first..<end]
  }

  /// Place of the first row that is not before a name and scope.
  private func place(_ name: Int32, _ scope: Int32) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      let row = rows[middle]
      if row.name < name || row.name == name && row.scope < scope {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
