import Formats

/// Paths of routes of which the class, the function or the router says a part: `@RequestMapping("/api")` over
/// `@GetMapping("/chat")`, `APIRouter(prefix="/api")`.
extension SourceLinker {
  /// The whole path; nil where only the decorator of the route says one.
  func routePath(_ occurrence: Occurrence) -> String? {
    let selectors = occurrence.construct.arguments["under"] ?? []
    guard !selectors.isEmpty, case .function(_, let function) = occurrence.key else { return nil }
    let outline = occurrence.unit.outline
    let owner = outline.functionScope(function).classDefinition
    let decorators =
      (owner.map { outline.classDecorators($0) } ?? []) + outline.functionDecorators(function)
    let above =
      decorators.compactMap { pathAbove(decorator: $0, selectors, occurrence) }
      + occurrence.calls.compactMap { pathOfRouter($0, selectors) }
    let route = literal(of: "name", occurrence) ?? ""
    // ASP.NET does not put the class's path before one that begins at the root.
    let isWhole =
      occurrence.unit.family == .csharp && (route.hasPrefix("/") || route.hasPrefix("~/"))
    guard !above.isEmpty, !isWhole else { return nil }
    let parts = (above + [route]).flatMap { part in
      part.split(separator: "/").map { segment in
        Self.filled(
          segment, controller: owner.map { outline.className($0) },
          action: outline.functionName(function))
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// What a decorator says that is not the route itself.
  private func pathAbove(
    decorator: SourceOutline.Expression, _ selectors: [ArgumentSelector], _ occurrence: Occurrence
  ) -> String? {
    let unit = occurrence.unit
    guard let callee = unit.outline.firstChild(decorator),
      let name = unit.outline.text(callee), occurrence.construct.under.contains(name),
      !occurrence.calls.contains(where: { $0.node == decorator })
    else { return nil }
    return path(selectors, CodeCall(unit: unit, node: decorator))
  }

  /// What the router says on which a route is set.
  private func pathOfRouter(_ call: CodeCall, _ selectors: [ArgumentSelector]) -> String? {
    guard case .instance(let router)? = call.receiver, let made = router.place else { return nil }
    return path(selectors, CodeCall(unit: project.units[made.unit], node: made.node))
  }

  private func path(_ selectors: [ArgumentSelector], _ call: CodeCall) -> String? {
    reader.select(selectors, of: call).lazy.compactMap(\.literal).first { !$0.isEmpty }
  }

  /// A part of a path without the words that ASP.NET puts in: `[controller]` of `ChatController` is `Chat`.
  private static func filled(
    _ segment: Substring, controller: String?, action: String
  ) -> String {
    switch segment {
    case "[controller]":
      let name = controller ?? String(segment)
      return name.hasSuffix("Controller") ? String(name.dropLast("Controller".count)) : name
    case "[action]": return action
    default: return String(segment)
    }
  }
}
