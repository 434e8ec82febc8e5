import Testing

@testable import Mapping

@Suite("Graphs at their worst")
struct LargeGraphTests {
  @Test("A node of a million edges")
  func hub() {
    let count: Int32 = 1_000_000
    let graph = CompressedGraph(nodeCount: Int(count) + 1) { emit in
      for leaf in 1...count { emit(0, leaf, 0, leaf) }
    }
    let best = BestPaths(in: graph, .fromSources, [.init(node: 0, cost: 0)])
    #expect(best.costs.allSatisfy { $0 == 0 })
    #expect(graph.reachable(from: [0]).count == Int(count) + 1)
    #expect(DominatorTree(of: graph, roots: [0]).parents.dropFirst().allSatisfy { $0 == 0 })
    let leaves = (1...Int32(10_000)).map { [$0] }
    let sketch = ReachSketch(in: graph, .toTargets, groups: leaves)
    #expect(!sketch.isExact(0))
    #expect((5_000...20_000).contains(sketch.count(0)))
    #expect(sketch.count(1) == 1 && sketch.count(count) == 0)
  }

  @Test("A chain of half a million steps and back overflows no stack")
  func chain() throws {
    let count: Int32 = 500_000
    let graph = CompressedGraph(nodeCount: Int(count)) { emit in
      for node in 1..<count { emit(node - 1, node, 0.001, node) }
      emit(count - 1, 0, 0, 0)
    }
    let best = BestPaths(in: graph, .fromSources, [.init(node: 0, cost: 0)])
    #expect(try #require(best.path(count - 1, in: graph)).count == Int(count) - 1)
    let tree = DominatorTree(of: graph, roots: [0])
    #expect(tree.parents[Int(count) - 1] == count - 2)
    #expect(graph.strongComponents().map(\.count) == [Int(count)])
    #expect(
      MinimumCut(of: graph, from: [0], to: [count - 1]) { _ in 1 }.edges?.count == 1)
  }

  @Test("A graph without nodes")
  func empty() {
    let graph = CompressedGraph(nodeCount: 0) { _ in }
    #expect(graph.edgeCount == 0 && graph.strongComponents().isEmpty)
    #expect(DominatorTree(of: graph, roots: []).order.isEmpty)
    #expect(BestPaths(in: graph, .fromSources, []).costs.isEmpty)
  }
}
