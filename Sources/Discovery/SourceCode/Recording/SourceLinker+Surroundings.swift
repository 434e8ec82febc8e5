import Estate
import Formats

/// What stands in a function that is a part of something else.
extension SourceLinker {
  /// What the handler of a server lists is the server's; what a node of a graph asks or waits for is the
  /// graph's.
  func attachToSurroundings(_ thing: Thing, _ occurrence: Occurrence) {
    guard case .place(let place) = occurrence.key else { return }
    let unit = occurrence.unit
    for owner in surrounding(unit.outline.scope(place.node), unit) where owner != thing {
      let isPart =
        switch owner.kind {
        case .mcpServer: [.tool, .contentSource, .prompt].contains(thing.kind)
        case .agent: [.prompt, .approvalGate].contains(thing.kind)
        default: false
        }
      if isPart { relate(owner, thing, role: "receiver", line: occurrence.line, in: unit) }
    }
  }

  /// Servers and agents that the functions around a scope are a part of, of the innermost that is one.
  private func surrounding(_ scope: Scope, _ unit: SourceUnit) -> [Thing] {
    var scope = scope
    while !scope.isFile {
      if let function = scope.function,
        let owners = owners[.function(unit: unit.index, index: function)], !owners.isEmpty
      {
        return owners
      }
      scope = unit.outline.parent(of: scope)
    }
    return []
  }
}
