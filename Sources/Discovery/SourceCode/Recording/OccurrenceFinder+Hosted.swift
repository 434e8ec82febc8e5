import Formats

/// Functions that a framework finds by their names and files: routes of a web server.
extension OccurrenceFinder {
  func hosted(_ unit: SourceUnit, _ found: inout [Occurrence]) {
    for construct in catalog.hostedConstructs(in: unit.family) {
      guard let hosting = construct.hosting,
        let path = hosting.path(ofFile: unit.pathInRepository)
      else { continue }
      for whole in hosting.names {
        // `default.fetch`: a key of the object that is exported.
        let steps = whole.split(separator: ".", maxSplits: 1).map(String.init)
        let name = steps[0]
        guard let binding = unit.bindings(of: name, in: .file).last else { continue }
        let exported = reader.exported(name, of: unit)
        guard let value = steps.count > 1 ? Self.entry(steps[1], of: exported) : exported else {
          continue
        }
        var call = CodeCall(unit: unit, node: nil)
        let (key, line): (ThingKey, Int)
        var handlers = [value]
        switch (value, binding) {
        case (.function(let home, let index, _), _) where home == unit.index:
          key = .function(unit: home, index: index)
          line = unit.outline.functionLine(index)
          call.function = index
        case (_, .value(let node)):
          // `export const POST = withAuth(handler)`
          key = .place(CodePlace(unit: unit.index, node: node))
          line = unit.outline.line(node)
          handlers += wrapped(by: node, in: unit)
        default: continue
        }
        guard !found.contains(where: { $0.key == key }) else { continue }
        found.append(
          Occurrence(
            construct: construct, symbol: SymbolName("", [name]), calls: [call], key: key,
            line: line, title: path, handlers: handlers))
      }
    }
  }

  /// What calls within one another are given: `withAuth(withLimits(handler))`.
  private func wrapped(
    by node: SourceOutline.Expression, in unit: SourceUnit, depth: Int = 0
  ) -> [Meaning] {
    guard unit.outline.kind(node) == .call, depth < 4 else { return [] }
    return unit.outline.arguments(node).flatMap { argument in
      [reader.meaning(argument, in: unit)] + wrapped(by: argument, in: unit, depth: depth + 1)
    }
  }

  private static func entry(_ key: String, of value: Meaning) -> Meaning? {
    guard case .object(let entries, _) = value else { return nil }
    return entries.last { $0.key == key }?.value
  }
}
