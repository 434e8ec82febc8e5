import Estate

/// What needs what, as it follows from the relations among components and services.
struct DependencyGraph: Sendable {
  /// Indices of components and services, in the order of ids.
  let members: [Int]
  /// By index of the asset, what it needs, sorted.
  let needs: [[Int]]
  /// What nothing else needs, so that all is reached from these; of a ring the first.
  let roots: [Int]

  init(_ bill: BillOfMaterials) {
    let estate = bill.estate
    let nodes = bill.roles.map(Self.isNode)
    var needs = [Set<Int>](repeating: [], count: estate.assets.count)
    var isNeeded = [Bool](repeating: false, count: estate.assets.count)
    for relation in 0..<estate.relationCount {
      let (tail, head) = (
        estate.tail(ofRelationAt: relation), estate.head(ofRelationAt: relation)
      )
      guard nodes[tail], nodes[head], tail != head else { continue }
      let ends: (from: Int, to: Int)
      switch RelationMeaning.of(estate.kind(ofRelationAt: relation)).dependency {
      case .none: continue
      case .tailOnHead: ends = (tail, head)
      case .headOnTail: ends = (head, tail)
      }
      needs[ends.from].insert(ends.to)
      isNeeded[ends.to] = true
    }
    members = nodes.indices.filter { nodes[$0] }
    self.needs = needs.map { $0.sorted() }
    let first = members.filter { !isNeeded[$0] }
    roots = (first + Self.rings(beside: first, members, self.needs)).sorted()
  }

  private static func isNode(_ role: ComponentRole) -> Bool {
    switch role {
    case .component, .service: true
    case .vulnerability, .supplier, .leftOut: false
    }
  }

  /// The first of every ring that no path from the roots leads to.
  private static func rings(
    beside roots: [Int], _ members: [Int], _ needs: [[Int]]
  ) -> [Int] {
    var seen = [Bool](repeating: false, count: needs.count)
    func visit(_ start: Int) {
      var stack = [start]
      while let next = stack.popLast() {
        if seen[next] { continue }
        seen[next] = true
        stack += needs[next].filter { !seen[$0] }
      }
    }
    for root in roots { visit(root) }
    var rings: [Int] = []
    for member in members where !seen[member] {
      rings.append(member)
      visit(member)
    }
    return rings
  }
}
