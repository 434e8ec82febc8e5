import TestSupport
import Testing

@testable import Mapping

/// Ten thousand small random graphs, each answer against the slow way of finding it.
@Suite("Algorithms agree with brute force")
struct BruteForceTests {
  private static let rounds = 10_000

  private func each(seed: UInt64, _ check: (RandomGraph) throws -> Void) rethrows {
    var generator = SeededGenerator(seed)
    for _ in 0..<Self.rounds { try check(RandomGraph(&generator)) }
  }

  @Test("The columns hold exactly the edges, in both directions")
  func columns() {
    each(seed: 11) { random in
      let graph = random.graph
      var forward: [Int32: Int] = [:]
      var backward: [Int32: Int] = [:]
      for node in random.nodes {
        for edge in graph.outgoing(node) {
          #expect(graph.tail(of: Int32(edge)) == node && random.edges[edge].tail == node)
          #expect(graph.heads[edge] == random.edges[edge].head)
          forward[Int32(edge), default: 0] += 1
        }
        for slot in graph.incoming(node) {
          let edge = graph.reverseEdges[slot]
          #expect(graph.heads[Int(edge)] == node)
          #expect(graph.reverseTails[slot] == graph.tail(of: edge))
          backward[edge, default: 0] += 1
        }
      }
      #expect(forward.count == random.edges.count && forward == backward)
    }
  }

  @Test("Reachability, forward and backward")
  func reachability() {
    each(seed: 12) { random in
      #expect(
        Set(random.graph.reachable(from: random.sources).members)
          == random.closure(from: random.sources))
      let reaching = random.nodes.filter { node in
        !random.closure(from: [node]).isDisjoint(with: random.targets)
      }
      #expect(random.graph.reaching(random.targets).members == reaching)
    }
  }

  @Test("Cost of the best path, and that the path has that cost")
  func bestPaths() throws {
    try each(seed: 13) { random in
      let sources = random.sources.map { BestPaths.Source(node: $0, cost: 0) }
      let best = BestPaths(in: random.graph, .fromSources, sources)
      for (node, cost) in random.costs().enumerated() {
        #expect(best.costs[node] == cost || abs(best.costs[node] - cost) < 1e-5)
        guard cost < .infinity else {
          #expect(best.path(Int32(node), in: random.graph) == nil)
          continue
        }
        let path = try #require(best.path(Int32(node), in: random.graph))
        #expect(abs(random.graph.cost(of: path) - cost) < 1e-5)
        #expect(isPath(path, to: [Int32(node)], in: random))
      }
    }
  }

  @Test("Best way towards targets is the best way from sources of the reversed graph")
  func towardsTargets() throws {
    try each(seed: 14) { random in
      let ends = random.targets.map { BestPaths.Source(node: $0, cost: 0) }
      let best = BestPaths(in: random.graph, .toTargets, ends)
      for node in random.nodes {
        let forward = BestPaths(in: random.graph, .fromSources, [.init(node: node, cost: 0)])
        let cost = random.targets.map { forward.costs[Int($0)] }.min() ?? .infinity
        #expect(best.costs[Int(node)] == cost || abs(best.costs[Int(node)] - cost) < 1e-5)
        if cost < .infinity {
          let path = try #require(best.path(node, in: random.graph))
          #expect(abs(random.graph.cost(of: path) - cost) < 1e-5)
        }
      }
    }
  }

  @Test("A dominator is a node without which the other cannot be reached")
  func dominators() {
    each(seed: 15) { random in
      let tree = DominatorTree(of: random.graph, roots: random.sources)
      let reached = random.closure(from: random.sources)
      for node in random.nodes {
        guard reached.contains(node) else {
          #expect(tree.parents[Int(node)] == -2)
          continue
        }
        var above: Set<Int32> = []
        var current = tree.parents[Int(node)]
        while current >= 0, above.insert(current).inserted { current = tree.parents[Int(current)] }
        let expected = random.nodes.filter { other in
          other != node && reached.contains(other)
            && !random.closure(from: random.sources, withoutNode: other).contains(node)
        }
        #expect(above == Set(expected))
      }
    }
  }

  @Test("The smallest cut parts sources from targets, and nothing smaller does")
  func minimumCut() throws {
    try each(seed: 16) { random in
      let cut = MinimumCut(of: random.graph, from: random.sources, to: random.targets) { _ in 1 }
      let edges = random.edges.indices
      func parts(_ removed: Set<Int>) -> Bool {
        random.closure(from: random.sources, withoutEdges: removed)
          .isDisjoint(with: random.targets)
      }
      guard Set(random.sources).isDisjoint(with: random.targets) else {
        #expect(cut.edges == nil)
        return
      }
      let found = try #require(cut.edges).map(Int.init)
      #expect(parts(Set(found)))
      // No cut with one edge fewer: all of that size while they are few.
      guard found.count > 0, found.count <= 3 else { return }
      for first in edges {
        if found.count == 1 { break }
        if found.count == 2 { #expect(!parts([first])) }
        if found.count == 3 {
          for second in edges { #expect(!parts([first, second])) }
        }
      }
      if found.count == 1 { #expect(!parts([])) }
    }
  }

  @Test("Edges that cannot be cut are not, and if no cut is left there is none")
  func uncuttable() {
    each(seed: 17) { random in
      let cut = MinimumCut(of: random.graph, from: random.sources, to: random.targets) {
        $0 % 2 == 0 ? 1 : nil
      }
      let odd = random.edges.indices.filter { $0 % 2 == 0 }
      let possible = random.closure(from: random.sources, withoutEdges: Set(odd))
        .isDisjoint(with: random.targets)
      #expect((cut.edges != nil) == possible)
      #expect(cut.edges?.allSatisfy { $0 % 2 == 0 } ?? true)
    }
  }

  @Test("Diverse paths are real, different and led by the best")
  func diversePaths() {
    each(seed: 18) { random in
      let sources = random.sources.map { BestPaths.Source(node: $0, cost: 0) }
      let paths = random.graph.diversePaths(from: sources, to: random.targets, limit: 5)
      let apart = Set(random.sources).isDisjoint(with: random.targets)
      let cheapest = random.targets.map { random.costs()[Int($0)] }.min() ?? .infinity
      #expect(paths.count <= 5 && Set(paths).count == paths.count)
      if apart { #expect(paths.isEmpty == (cheapest == .infinity)) }
      for path in paths { #expect(isPath(path, to: random.targets, in: random)) }
      let costs = paths.map(random.graph.cost)
      #expect(costs == costs.sorted())
      if apart, let first = costs.first { #expect(abs(first - cheapest) < 1e-5) }
    }
  }

  @Test("Nodes are in one strong component where each leads to the other")
  func strongComponents() {
    each(seed: 19) { random in
      let reach = random.nodes.map { random.closure(from: [$0]) }
      var expected: Set<[Int32]> = []
      for node in random.nodes {
        let mutual = random.nodes.filter {
          reach[Int(node)].contains($0) && reach[Int($0)].contains(node)
        }
        if mutual.count > 1 { expected.insert(mutual) }
      }
      #expect(Set(random.graph.strongComponents()) == expected)
    }
  }

  @Test("The sketch counts exactly as long as there are few")
  func sketch() {
    each(seed: 20) { random in
      let groups = random.targets.map { [$0] }
      let sketch = ReachSketch(in: random.graph, .toTargets, groups: groups)
      for node in random.nodes {
        let reached = random.closure(from: [node])
        #expect(sketch.isExact(node))
        #expect(sketch.count(node) == random.targets.filter(reached.contains).count)
      }
    }
  }

  @Test("A subgraph keeps what lies within, with the numbers of the whole")
  func subgraph() throws {
    try each(seed: 21) { random in
      let members = random.graph.reachable(from: random.sources)
      let part = Subgraph(of: random.graph, within: members)
      #expect(part.nodes == members.members)
      for node in part.nodes {
        let number = try #require(part.number(of: node))
        for edge in part.graph.outgoing(number) {
          let whole = random.edges[Int(part.edges[edge])]
          #expect(whole.tail == node && whole.head == part.nodes[Int(part.graph.heads[edge])])
        }
      }
      let within = random.edges.filter { members.contains($0.tail) && members.contains($0.head) }
      #expect(part.graph.edgeCount == within.count)
    }
  }

  private func isPath(_ path: [Int32], to ends: [Int32], in random: RandomGraph) -> Bool {
    guard let first = path.first, let last = path.last else {
      return !Set(ends).isDisjoint(with: random.sources)
    }
    let joined = zip(path, path.dropFirst()).allSatisfy {
      random.edges[Int($0)].head == random.edges[Int($1)].tail
    }
    return joined && random.sources.contains(random.edges[Int(first)].tail)
      && ends.contains(random.edges[Int(last)].head)
  }
}
