internal import Estate
internal import Foundation
internal import Mapping

/// An attack graph as lines for other programs: `a KIND` for each asset in order, `e STATE PROBABILITY`
/// for entry points, `t STATE` for targets, `s FROM TO PROBABILITY RELATION` for steps. A state is
/// three times the asset's number, plus 0 for influenced, 1 for controlled, 2 for disclosed.
struct AttackGraphText {
  private let analysis: AttackAnalysis

  init(_ analysis: AttackAnalysis) { self.analysis = analysis }

  func write(path: String) throws {
    let estate = analysis.graph.estate
    var lines = estate.assets.map { "a \($0.kind.name)" }
    lines += analysis.entries.map { "e \(number($0.state)) \($0.probability)" }
    for target in analysis.targets {
      lines += target.holds.map { "t \(number(AttackState(asset: target.asset, hold: $0)))" }
    }
    analysis.graph.forEachStep { from, to, step, probability in
      var relation = "-"
      if case .relation(let index) = step { relation = estate.kind(ofRelationAt: index).name }
      lines.append("s \(number(from)) \(number(to)) \(probability) \(relation)")
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path))
  }

  private func number(_ state: AttackState) -> Int { state.asset * 3 + Int(state.hold.rawValue) }
}
