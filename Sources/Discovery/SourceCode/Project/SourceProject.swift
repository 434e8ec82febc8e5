import Formats

/// The source files of one repository together.
final class SourceProject: Sendable {
  let units: [SourceUnit]
  let modules: ModuleIndex
  /// Packages that the repository itself publishes: their modules are theirs, not the application's.
  let ownModules: Set<String>
  /// What files of settings give to the keys that the code reads.
  let settings: ProjectSettings
  private let globalUsings: [(folder: String, module: String)]

  private let callsByName: [String: [CodePlace]]
  /// The modules that its files of Python import.
  let importedModules: Set<String>
  private let valuesByMember: [String: [CodePlace]]

  init(units: [SourceUnit], ownModules: Set<String>, settings: ProjectSettings) {
    self.units = units
    self.ownModules = ownModules
    self.settings = settings
    modules = ModuleIndex(units)
    globalUsings = Self.globalUsings(units)
    callsByName = Self.callsByName(units)
    importedModules = Set(
      units.filter { $0.family == .python }.flatMap { $0.imports.map(\.module) })
    valuesByMember = Self.valuesByMember(units)
  }

  /// The modules whose names a file knows without saying where they are from: those that it opens, and
  /// those that its project opens for all files.
  func openModules(of unit: SourceUnit) -> [String] {
    let own = unit.openImports.map(\.module)
    guard unit.family == .csharp else { return own }
    return own + globalUsings.filter { unit.pathInRepository.hasPrefix($0.folder) }.map(\.module)
  }

  /// `global using`: for all files of the folder.
  private static func globalUsings(_ units: [SourceUnit]) -> [(folder: String, module: String)] {
    units.filter { $0.family == .csharp }.flatMap { unit in
      var parts = unit.folder.split(separator: "/")
      if parts.last == "Properties" { parts.removeLast() }
      let folder = parts.isEmpty ? "" : parts.joined(separator: "/") + "/"
      return unit.imports.filter { $0.kind == .reexport }.map { (folder, $0.module) }
    }
  }

  /// The file that an import brings names from; nil for a module of another's.
  func unit(of item: Import, in unit: SourceUnit) -> Int? {
    switch unit.family {
    case .python:
      // Examples and tests use a library as others do.
      if item.level == 0, unit.scope != "product",
        let root = item.module.split(separator: ".").first, ownModules.contains(String(root))
      {
        return nil
      }
      return modules.python(item.module, level: item.level, from: unit)
    case .script: return modules.script(item.module, from: unit)
    default: return nil
    }
  }

  /// The calls of what goes by the name of a function of the repository.
  func calls(named name: String) -> [CodePlace] { callsByName[name] ?? [] }

  /// What attributes of that name of objects that are not `self` are given: `app.state.model = x`.
  func values(ofMember name: String) -> [CodePlace] { valuesByMember[name] ?? [] }

  private static func valuesByMember(_ units: [SourceUnit]) -> [String: [CodePlace]] {
    var found: [String: [CodePlace]] = [:]
    for unit in units where unit.family == .python {
      let outline = unit.outline
      for index in 0..<outline.assignmentCount {
        let assignment = outline.assignment(index)
        guard let object = outline.firstChild(assignment.target), outline.kind(object) == .member,
          let name = memberName(assignment.target, outline)
        else { continue }
        found[name, default: []].append(CodePlace(unit: unit.index, node: assignment.value))
      }
    }
    return found
  }

  /// `x` of `app.state.x` and of `app.state["x"]`.
  private static func memberName(
    _ target: SourceOutline.Expression, _ outline: SourceOutline
  ) -> String? {
    switch outline.kind(target) {
    case .member: return outline.text(target)
    case .subscript:
      guard let key = outline.children(target).dropFirst().first(where: { _ in true }),
        outline.kind(key) == .string
      else { return nil }
      return outline.text(key)
    default: return nil
    }
  }

  private static func callsByName(_ units: [SourceUnit]) -> [String: [CodePlace]] {
    var numbers: [String: Int] = [:]
    for unit in units where unit.family == .python || unit.family == .script {
      for index in 0..<unit.outline.functionCount
      where unit.outline.hasParameters(index) {
        let name = unit.outline.functionName(index)
        if numbers[name] == nil { numbers[name] = numbers.count }
      }
    }
    var found = [[CodePlace]](repeating: [], count: numbers.count)
    for unit in units where unit.family == .python || unit.family == .script {
      let outline = unit.outline
      // By number of the text, from 1, -1 of those that are no function's: most are called more than once.
      var known = [Int](repeating: 0, count: outline.textCount)
      for call in outline.calls {
        guard let callee = outline.firstChild(call),
          outline.kind(callee) == .name || outline.kind(callee) == .member,
          case let text = Int(outline.textIndex(callee)), text >= 0
        else { continue }
        if known[text] == 0 {
          known[text] = outline.text(callee).flatMap { numbers[$0] }.map { $0 + 1 } ?? -1
        }
        guard known[text] > 0 else { continue }
        found[known[text] - 1].append(CodePlace(unit: unit.index, node: call))
      }
    }
    return numbers.mapValues { found[$0] }
  }
}
