import Formats

/// Whether constructs hold for calls.
extension MeaningReader {
  /// Whether a file imports one of the modules, or reads data for others of the repository that do.
  private func isBeside(_ modules: ModuleNames, _ call: CodeCall) -> Bool {
    let unit = call.unit
    if imports(unit, modules) { return true }
    guard unit.family == .python else { return false }
    if importedKnown.contains(where: modules.concerns),
      facts.readsData(String(unit.stem)) || unit.cells != nil
    {
      return true
    }
    guard let node = call.node, let function = unit.outline.scope(node).function else {
      return false
    }
    let calls = project.calls(named: unit.outline.functionName(function))
    return calls.count <= Self.mostReaders
      && calls.contains { imports(project.units[$0.unit], modules) }
  }

  private func imports(_ unit: SourceUnit, _ modules: ModuleNames) -> Bool {
    unit.imports.contains { modules.concerns($0.module) }
  }

  /// What is called from more places than this reads anything.
  private static let mostReaders = 24

  /// Whether the condition of a construct holds for a call.
  func holds(_ construct: Construct, _ call: CodeCall) -> Bool {
    if let modules = construct.beside, !isBeside(modules, call) { return false }
    return construct.conditions.allSatisfy { test in
      switch test.condition {
      // What is looked for may stand in any of them.
      case .contains:
        test.arguments.contains { test.holds(for: select([$0], of: call)) != nil }
      case .provider:
        test.arguments.contains { namesProvider(select([$0], of: call)) }
      default: test.holds(for: select(test.arguments, of: call)) != nil
      }
    }
  }

  /// Whether a value is an address of the API of a provider of models.
  private func namesProvider(_ values: [Meaning]) -> Bool {
    values.flatMap(\.texts).prefix(16).contains {
      $0.contains("://") && providers.provider(address: $0)?.servesModels == true
    }
  }
}
