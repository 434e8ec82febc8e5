import Formats

/// The source files of one repository together.
final class SourceProject {
  let units: [SourceUnit]
  let modules: ModuleIndex
  /// Packages that the repository itself publishes: their modules are theirs, not the application's.
  let ownModules: Set<String>

  init(units: [SourceUnit], ownModules: Set<String>) {
    self.units = units
    self.ownModules = ownModules
    modules = ModuleIndex(units)
  }

  /// The file that an import brings names from; nil for a module of another's.
  func unit(of item: Import, in unit: SourceUnit) -> Int? {
    switch unit.family {
    case .python:
      if item.level == 0, let root = item.module.split(separator: ".").first,
        ownModules.contains(String(root))
      {
        return nil
      }
      return modules.python(item.module, level: item.level, from: unit)
    case .script: return modules.script(item.module, from: unit)
    default: return nil
    }
  }
}
