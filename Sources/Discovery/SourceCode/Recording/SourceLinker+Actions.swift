import Estate
import Formats

/// What tools do outside of the program. An action counts where the code of a tool reaches it.
extension SourceLinker {
  /// A tool and the line that it is declared at.
  private struct Owner: Hashable {
    let tool: Thing
    let line: Int
    let unit: Int
  }

  /// Calls from function to function that are followed from a tool to what it does.
  private static let deepest = 2

  func recordAction(_ occurrence: Occurrence) {
    // What an answer holds is asked nothing: `client.get(url).json().get("title")`.
    guard let type = occurrence.construct.facts["type"], case .place(let place) = occurrence.key,
      !occurrence.symbol.path.dropLast().contains(where: facts.reading.answerParts.contains)
    else { return }
    let unit = occurrence.unit
    var seen: Set<ThingKey> = []
    for owner in tools(around: unit.outline.scope(place.node), in: unit, 0, &seen) {
      let tool = owner.tool
      let native = tool.id.text.split(separator: ":", maxSplits: 2).last.map(String.init) ?? ""
      let action = Thing(
        AssetID(.action, "repo", "\(native.replacing("%25", with: "%"))/\(type)"), .action, type)
      asset(action, ["type": .text(type)], line: occurrence.line, in: unit)
      applySignals(occurrence, on: action)
      relation(.performs, from: tool.id, to: action.id, line: occurrence.line, in: unit)
      let effect = facts.texts.effects[type] ?? type
      asset(tool, toolProperties([effect]), line: owner.line, in: project.units[owner.unit])
    }
  }

  /// Whether a place is in the code of a tool, or of what a tool calls.
  func isInTool(_ place: CodePlace, in unit: SourceUnit) -> Bool {
    var seen: Set<ThingKey> = []
    return !tools(around: unit.outline.scope(place.node), in: unit, 0, &seen).isEmpty
  }

  /// The tools whose code holds a place, or calls the function that does.
  private func tools(
    around scope: Scope, in unit: SourceUnit, _ depth: Int, _ seen: inout Set<ThingKey>
  ) -> [Owner] {
    var scope = scope
    var functions: [ThingKey] = []
    while !scope.isFile {
      let (key, line): (ThingKey, Int) =
        if let function = scope.function {
          (.function(unit: unit.index, index: function), unit.outline.functionLine(function))
        } else {
          (
            .definition(unit: unit.index, index: scope.classDefinition ?? 0),
            unit.outline.classLine(scope.classDefinition ?? 0)
          )
        }
      let tools = ((owners[key] ?? []) + (known(key) ?? [])).filter { $0.kind == .tool }
      if !tools.isEmpty {
        return Set(tools).sorted { $0.id < $1.id }.map {
          Owner(tool: $0, line: line, unit: unit.index)
        }
      }
      if scope.function != nil { functions.append(key) }
      scope = unit.outline.parent(of: scope)
    }
    guard depth < Self.deepest, let outermost = functions.last, seen.insert(outermost).inserted
    else { return [] }
    var found: [Owner] = []
    for caller in callers[outermost] {
      let home = project.units[caller.unit]
      for owner in tools(around: home.outline.scope(caller.node), in: home, depth + 1, &seen)
      where !found.contains(owner) {
        found.append(owner)
      }
    }
    return found
  }
}
