internal import Foundation

/// One fix, and the share of all path risk that is left after it and those before it.
public struct Fix: Sendable, Hashable {
  /// What would be cut.
  public let hop: AttackPath.Hop
  /// Number of best paths that go through it.
  public let paths: Int
  /// Share of the first risk that is left, 0 to 1.
  public let remaining: Double
}

extension RouteMap {
  /// "Fix these k things": each fix is what carries most risk (value × probability, over the best path
  /// of each target) once all fixes before it are made.
  public func fixes(limit: Int = 5) -> [Fix] {
    var removed: Set<Int32> = []
    var fixes: [Fix] = []
    var load = pathLoad(without: removed)
    let first = load.total
    while fixes.count < limit, first > 0, let heaviest = load.heaviest {
      removed.insert(heaviest.label)
      let next = pathLoad(without: removed)
      fixes.append(
        Fix(hop: hop(heaviest.edge), paths: heaviest.paths, remaining: next.total / first))
      load = next
    }
    return fixes
  }

  private struct Load {
    struct Entry {
      var edge: Int32
      var label: Int32
      var risk: Double
      var paths: Int
    }

    var total = 0.0
    var heaviest: Entry?
  }

  /// Risk on every label, by the best path of each target.
  private func pathLoad(without removed: Set<Int32>) -> Load {
    let best = BestPaths(in: part.graph, .fromSources, sources, without: removed)
    var load = Load()
    var entries: [Int32: Load.Entry] = [:]
    for target in targets {
      let ends = numbers(of: target)
      guard let end = ends.min(by: { (best.costs[Int($0)], $0) < (best.costs[Int($1)], $1) }),
        let path = best.path(end, in: part.graph)
      else { continue }
      let risk = target.value * exp(-Double(best.costs[Int(end)]))
      load.total += risk
      var seen: Set<Int32> = []
      for edge in path {
        let label = part.graph.labels[Int(edge)]
        guard AttackStep.isCuttable(label: label), seen.insert(label).inserted else { continue }
        entries[label, default: .init(edge: edge, label: label, risk: 0, paths: 0)].risk += risk
        entries[label]?.paths += 1
      }
    }
    load.heaviest = entries.values.max { left, right in
      left.risk != right.risk ? left.risk < right.risk : left.label > right.label
    }
    return load
  }
}
