/// Union-find over numbers, where some pairs must stay apart.
struct DisjointSets {
  private var parents: [Int]
  private var ranks: [UInt8]
  /// Numbers that must not come together with a set, by its root.
  private var foes: [Int: [Int]] = [:]

  init(count: Int) {
    parents = Array(0..<count)
    ranks = [UInt8](repeating: 0, count: count)
  }

  mutating func separate(_ a: Int, _ b: Int) {
    foes[find(a), default: []].append(b)
    foes[find(b), default: []].append(a)
  }

  mutating func find(_ number: Int) -> Int {
    var root = number
    while parents[root] != root { root = parents[root] }
    var next = number
    while parents[next] != root { (next, parents[next]) = (parents[next], root) }
    return root
  }

  /// Puts two sets together; false, and nothing changed, where some pair of them must stay apart.
  mutating func unite(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (find(a), find(b))
    if first == second { return true }
    guard !areApart(first, second) else { return false }
    let (root, child) = ranks[first] < ranks[second] ? (second, first) : (first, second)
    if ranks[root] == ranks[child] { ranks[root] += 1 }
    parents[child] = root
    if let moved = foes.removeValue(forKey: child) { foes[root, default: []] += moved }
    return true
  }

  /// Whether some pair of two sets must stay apart.
  mutating func areApart(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (find(a), find(b))
    let enemies = foes[first] ?? []
    return enemies.contains { find($0) == second }
  }
}
