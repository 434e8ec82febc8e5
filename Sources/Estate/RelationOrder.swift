/// Numbers of relations in the order of tail, kind and head, whatever their own order.
struct RelationOrder: Sendable {
  let sorted: [Int32]

  /// Relations with an end below 0 are left out.
  init(kinds: [UInt8], tails: [Int32], heads: [Int32], assetCount: Int) {
    var next = [Int32](repeating: 0, count: assetCount + 1)
    for (tail, head) in zip(tails, heads) where tail >= 0 && head >= 0 { next[Int(tail) + 1] += 1 }
    for asset in 0..<assetCount { next[asset + 1] += next[asset] }
    // Counting sort by tail; what leaves one asset is then sorted by the rest.
    let starts = next
    var order = [Int32](repeating: 0, count: Int(starts[assetCount]))
    for number in tails.indices where tails[number] >= 0 && heads[number] >= 0 {
      let tail = Int(tails[number])
      order[Int(next[tail])] = Int32(number)
      next[tail] += 1
    }
    for asset in 0..<assetCount where starts[asset + 1] - starts[asset] > 1 {
      order[Int(starts[asset])..<Int(starts[asset + 1])].sort {
        (kinds[Int($0)], heads[Int($0)], $0) < (kinds[Int($1)], heads[Int($1)], $1)
      }
    }
    sorted = order
  }
}
