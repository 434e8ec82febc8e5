/// The first parts of the modules of patterns, to tell quickly that a symbol is none of theirs.
struct SymbolRoots: Sendable {
  private var names: Set<Substring> = []
  private var hasOpen = false

  mutating func insert(_ pattern: SymbolPattern) {
    if let roots = pattern.moduleRoots { names.formUnion(roots) } else { hasOpen = true }
  }

  /// The first part of a symbol.
  static func root(of symbol: SymbolName) -> Substring {
    ModuleNames.root(symbol.module.isEmpty ? symbol.path.first ?? "" : symbol.module)
  }

  func mayConcern(_ root: Substring) -> Bool { hasOpen || names.contains(root) }
}
