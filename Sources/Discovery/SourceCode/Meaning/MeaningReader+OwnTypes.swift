import Formats

/// Types of the repository itself, in languages that know types by their names.
extension MeaningReader {
  /// The type of the repository that a name stands for in a file. Where the repository is that of a library
  /// of the catalogue, the library's types are what the catalogue says of them.
  func ownType(_ name: String, _ unit: SourceUnit) -> Meaning? {
    guard let found = project.modules.type(name, near: unit) else { return nil }
    if let home = project.units[found.unit].outline.home {
      let symbol = SymbolName(home, [name])
      if isKnown(symbol, in: unit.family) { return .external(symbol) }
    }
    return .definition(unit: found.unit, index: found.definition)
  }

  /// The type of the repository that an import of a module names.
  func ownType(_ name: String, of module: String, _ unit: SourceUnit) -> Meaning? {
    guard let found = project.modules.type(name, near: unit) else { return nil }
    let home = project.units[found.unit].outline.home
    guard home == module || !catalog.knows(module: module, in: unit.family) else { return nil }
    return .definition(unit: found.unit, index: found.definition)
  }

  /// Whether the catalogue says something of a name, or of members of it.
  func isKnown(_ symbol: SymbolName, in family: SourceFamily) -> Bool {
    catalog.knows(type: symbol.last, of: symbol.module, in: family)
      || constants.knows(type: symbol, in: family)
      || Construct.Form.allCases.contains {
        !constructs(for: symbol, $0, in: family).isEmpty
      }
  }
}
