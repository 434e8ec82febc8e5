/// A binary heap of nodes by cost; of equal costs the lower node comes first.
struct CostHeap: Sendable {
  private struct Entry: Sendable {
    let cost: Float
    let node: Int32

    func precedes(_ other: Entry) -> Bool {
      cost != other.cost ? cost < other.cost : node < other.node
    }
  }

  private var entries: [Entry] = []

  mutating func push(_ node: Int32, _ cost: Float) {
    let entry = Entry(cost: cost, node: node)
    var index = entries.count
    entries.append(entry)
    while index > 0 {
      let parent = (index - 1) / 2
      guard entry.precedes(entries[parent]) else { break }
      entries[index] = entries[parent]
      index = parent
    }
    entries[index] = entry
  }

  mutating func pop() -> (node: Int32, cost: Float)? {
    guard let top = entries.first, let last = entries.popLast() else { return nil }
    let count = entries.count
    if count > 0 {
      var index = 0
      while true {
        var child = 2 * index + 1
        if child >= count { break }
        if child + 1 < count, entries[child + 1].precedes(entries[child]) { child += 1 }
        guard entries[child].precedes(last) else { break }
        entries[index] = entries[child]
        index = child
      }
      entries[index] = last
    }
    return (top.node, top.cost)
  }
}
