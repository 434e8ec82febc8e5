/// How many of a set of groups each node leads to, or is led to from, for all nodes at once: exact
/// below `size`, estimated above (bottom-k sketch after Cohen, some 1/√(size − 2) off).
///
/// Groups are taken in a random order of fixed seed, sixteen at a time, and searched together: a node
/// passes on at once what several of them brought. A node that has been found by `size` of them is
/// full and passed by, because whatever leads to it is full as well; the rank of the last one found
/// is all that the estimate needs, so that a node takes four bytes.
struct ReachSketch: Sendable {
  static let size = 16

  /// How many groups found the node.
  private static let countBits: UInt32 = 5
  private static let countMask: UInt32 = 1 << countBits - 1

  /// For each node the count, and above it one more than the rank of the last group counted.
  private let marks: [UInt32]
  private let groupCount: Int

  /// Counts groups of nodes that lie ahead (`toTargets`) or behind (`fromSources`).
  init(in graph: CompressedGraph, _ direction: BestPaths.Direction, groups: [[Int32]]) {
    let forward = direction == .fromSources
    let starts = forward ? graph.starts : graph.reverseStarts
    let neighbors = forward ? graph.heads : graph.reverseTails
    var marks = [UInt32](repeating: 0, count: graph.nodeCount)
    var finds = Finds(nodeCount: graph.nodeCount)
    let order = Self.shuffled(groups.count)
    for first in stride(from: 0, to: order.count, by: Finds.groupCount) {
      for (number, group) in order[first...].prefix(Finds.groupCount).enumerated() {
        for node in groups[group] { finds.add(1 << UInt16(number), to: node) }
      }
      var waiting = finds.takeWaiting()
      while !waiting.isEmpty {
        for node in waiting {
          let news = finds.takeNews(of: node)
          for slot in Int(starts[Int(node)])..<Int(starts[Int(node) + 1]) {
            finds.add(news, to: neighbors[slot])
          }
        }
        waiting = finds.takeWaiting()
      }
      for node in finds.found {
        let mark = Self.mark(marks[Int(node)], finding: finds.groups(of: node), from: first)
        marks[Int(node)] = mark
        finds.forget(node, isFull: mark & Self.countMask == Self.size)
      }
      finds.found.removeAll(keepingCapacity: true)
    }
    self.marks = marks
    groupCount = groups.count
  }

  /// Counts groups, of which bit 0 is the one of rank `first`, until the node is full.
  private static func mark(_ mark: UInt32, finding groups: UInt16, from first: Int) -> UInt32 {
    var (count, last, rest) = (mark & countMask, mark >> countBits, groups)
    while rest != 0, count < size {
      last = UInt32(first + rest.trailingZeroBitCount) + 1
      count += 1
      rest &= rest - 1
    }
    return last << countBits | count
  }

  func isExact(_ node: Int32) -> Bool { marks[Int(node)] & Self.countMask < Self.size }

  func count(_ node: Int32) -> Int {
    let count = Int(marks[Int(node)] & Self.countMask)
    if count < Self.size { return count }
    // The k-th of n ranks drawn from N without replacement lies at k·(N + 1)/(n + 1).
    let last = marks[Int(node)] >> Self.countBits
    let estimate = Double(count * (groupCount + 1)) / Double(last) - 1
    return min(groupCount, max(count, Int(estimate.rounded())))
  }

  /// A permutation that is the same on every run.
  private static func shuffled(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    var state: UInt64 = 0x1505_BA12
    for index in stride(from: count - 1, to: 0, by: -1) {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      mixed ^= mixed >> 31
      order.swapAt(index, Int(mixed % UInt64(index + 1)))
    }
    return order
  }
}

/// Which of sixteen groups found which nodes.
private struct Finds {
  static let groupCount = 16

  /// For each node the groups that found it. Most edges lead to what is known already, so that this
  /// alone is looked at.
  private var known: [UInt16]
  /// For each node the groups that it has not passed on.
  private var news: [UInt16]
  /// Nodes that have something to pass on.
  private var waiting: [Int32] = []
  var found: [Int32] = []

  init(nodeCount: Int) {
    known = [UInt16](repeating: 0, count: nodeCount)
    news = known
  }

  mutating func add(_ groups: UInt16, to node: Int32) {
    let before = known[Int(node)]
    let more = groups & ~before
    if more == 0 { return }
    if before == 0 { found.append(node) }
    known[Int(node)] = before | more
    if news[Int(node)] == 0 { waiting.append(node) }
    news[Int(node)] |= more
  }

  /// Nodes that have something to pass on; empty where all is passed on.
  mutating func takeWaiting() -> [Int32] {
    var taken: [Int32] = []
    swap(&taken, &waiting)
    return taken
  }

  mutating func takeNews(of node: Int32) -> UInt16 {
    let taken = news[Int(node)]
    news[Int(node)] = 0
    return taken
  }

  func groups(of node: Int32) -> UInt16 { known[Int(node)] }

  /// Makes room for the next groups; a full node takes no more.
  mutating func forget(_ node: Int32, isFull: Bool) { known[Int(node)] = isFull ? .max : 0 }
}
