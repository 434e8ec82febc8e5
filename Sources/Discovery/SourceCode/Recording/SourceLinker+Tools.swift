import Estate
import Formats

/// Which tools a construct makes, and what they are called.
extension SourceLinker {
  /// The tools that one call makes of several functions in turn:
  /// `[FunctionTool.from_defaults(fn=fn) for fn in functions]`.
  func toolsOfFunctions(_ occurrence: Occurrence) -> [Thing]? {
    guard case .place = occurrence.key, literal(of: "name", occurrence) == nil else { return nil }
    var found: [Thing] = []
    for value in values(of: "function", occurrence) {
      guard case .oneOf(let functions) = value else { continue }
      for case .function(let home, let index, _) in functions.prefix(64)
      where !project.units[home].outline.functionName(index).isEmpty {
        let tool = rawTool(function: index, project.units[home])
        if !found.contains(tool) { found.append(tool) }
      }
    }
    return found.count > 1 ? found : nil
  }

  func tool(_ occurrence: Occurrence) -> Thing {
    // A tool of a server, or the function that it wraps.
    let name = readyMadeName(occurrence)
    let symbol = symbol(symbolBase(occurrence, name), for: occurrence.key, .tool, occurrence.unit)
    return Thing(
      AssetID(.tool, "repo", "\(native(occurrence.unit))#\(symbol)"), .tool, name)
  }

  /// What a tool looks up is its answer, no source of its own, but for what anybody may have written; so is a
  /// collection that it is told the name of.
  func isContentOfTool(_ occurrence: Occurrence) -> Bool {
    guard case .place(let place) = occurrence.key else { return false }
    switch occurrence.construct.product {
    case .source where occurrence.construct.facts["trust"] == "untrusted": return false
    case .source: break
    case .vectorIndex:
      guard argumentLabel("name", occurrence) != nil, namedIndex(occurrence) == nil else {
        return false
      }
    default: return false
    }
    var scope = occurrence.unit.outline.scope(place.node)
    while !scope.isFile {
      let key: ThingKey =
        if let function = scope.function {
          .function(unit: place.unit, index: function)
        } else {
          .definition(unit: place.unit, index: scope.classDefinition ?? 0)
        }
      if let around = self.occurrence(for: key), around.construct.kind == .tool { return true }
      scope = occurrence.unit.outline.parent(of: scope)
    }
    return false
  }

  /// Ready-made tools and loaders go by their class, not by the variable.
  func readyMadeName(_ occurrence: Occurrence) -> String {
    let isReadyMade =
      occurrence.construct.arguments["name"] == nil
      && occurrence.construct.arguments["function"] == nil && occurrence.unit.family == .python
      && occurrence.symbol.last.first?.isUppercase == true
    let agents = values(of: "agents", occurrence).flatMap {
      things(of: $0, .members, in: occurrence.unit, owner: "")
    }
    let isOfAgent =
      isReadyMade || occurrence.unit.family != .python && literal(of: "name", occurrence) == nil
    if isOfAgent, agents.count == 1 { return agents[0].name }
    if isReadyMade, case .place = occurrence.key {
      return occurrence.construct.facts["name"] ?? occurrence.symbol.last
    }
    return name(of: occurrence) ?? occurrence.symbol.typeName
  }

  /// Whether a tool is written anew for another library, with the name and the description that it has:
  /// `Tool(name=tool.name, description=tool.description, …)`.
  func isCopyOfTool(_ occurrence: Occurrence) -> Bool {
    guard occurrence.construct.product == .tool, occurrence.unit.family == .python,
      let call = occurrence.calls.first
    else { return false }
    let outline = call.unit.outline
    func owner(_ role: String) -> String? {
      guard let selectors = occurrence.construct.arguments[role],
        let node = reader.expression(selectors, of: call), outline.kind(node) == .member,
        outline.text(node) == role, let object = outline.firstChild(node),
        outline.kind(object) == .name, let owner = outline.text(object),
        ["tool", "t"].contains(NameWords.texts(of: owner).last ?? ""),
        MeaningReader.isOpen(reader.meaning(node, in: call.unit))
      else { return nil }
      return owner
    }
    let name = owner("name")
    return name != nil && name == owner("description")
  }
}
