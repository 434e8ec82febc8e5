import Formats

/// What imports stand for, and names that a file does not define.
extension MeaningReader {
  func imported(_ item: Import, _ unit: SourceUnit) -> Meaning {
    guard !item.isTypeOnly || unit.family == .script else { return .unknown }
    if let target = project.unit(of: item, in: unit),
      !isLibrary(item, foundAt: project.units[target], by: unit)
    {
      let home = project.units[target]
      if let published = published(item, by: unit) { return published }
      guard let name = item.name else {
        if item.kind == .module, item.alias == nil, unit.family == .python,
          item.module.contains(".")
        {
          return .external(SymbolName(firstPart(item.module), []))
        }
        return .module(target)
      }
      let found = exported(name, of: home)
      if !found.isUnknown { return found }
      // `from package import module`
      if unit.family == .python {
        let path = item.module.isEmpty ? name : "\(item.module).\(name)"
        if let inner = project.modules.python(path, level: item.level, from: unit) {
          return .module(inner)
        }
      }
      if item.level > 0 || unit.family == .script { return .unknown }
    } else if unit.family == .python, let name = item.name {
      // A folder without `__init__`.
      let path = item.module.isEmpty ? name : "\(item.module).\(name)"
      let isOwn = project.ownModules.contains(firstPart(item.module))
      if !isOwn, let inner = project.modules.python(path, level: item.level, from: unit) {
        return .module(inner)
      }
      if item.level > 0 { return .unknown }
    }
    switch unit.family {
    case .python:
      if let name = item.name { return .external(SymbolName(item.module, [name])) }
      let module = item.alias == nil ? firstPart(item.module) : item.module
      return .external(SymbolName(module, []))
    case .script:
      if item.module.hasPrefix(".") { return .unknown }
      return .external(SymbolName(item.module, item.name.map { [$0] } ?? []))
    case .go:
      // What a library's own repository calls by its full path is the library's.
      if !catalog.knows(module: item.module, in: .go),
        let first = project.modules.goPackage(item.module).first
      {
        return .module(first)
      }
      return .external(SymbolName(item.module, []))
    default:
      let separators: (Character) -> Bool = { $0 == "." || $0 == ":" || $0 == "\\" }
      if let name = item.name {
        let symbol = SymbolName(plain(item.module), [name])
        if !isKnown(symbol, in: unit.family), let own = ownType(name, of: symbol.module, unit) {
          return own
        }
        return .external(symbol)
      }
      // A Swift module may hold a type of its name: `OpenAI(apiToken: key)`.
      if unit.family == .swift { return .external(SymbolName(item.module, [item.module])) }
      let parts = item.module.split(whereSeparator: separators).map(String.init)
      guard unit.family != .csharp, unit.family != .ruby, parts.count > 1
      else { return .external(SymbolName(plain(item.module), [])) }
      return .external(
        SymbolName(parts.dropLast().joined(separator: "."), [parts[parts.count - 1]]))
    }
  }

  /// Whether an import means a library, though a folder within the package of the file is called like it:
  /// `from agents import Agent` in `app/utils.py` beside `app/agents`, where `app` is a package.
  private func isLibrary(_ item: Import, foundAt home: SourceUnit, by unit: SourceUnit) -> Bool {
    guard unit.family == .python, item.level == 0, catalog.knows(module: item.module, in: .python)
    else { return false }
    var parts = home.pathInRepository.split(separator: "/")
    if home.stem == "__init__" { parts.removeLast() }
    let count = item.module.split(separator: ".").count
    guard parts.count > count else { return false }
    let root = parts.dropLast(count).joined(separator: "/")
    return project.modules.isPackage(root[...])
  }

  /// What the catalogue knows of a library that the repository itself publishes, by the name that others know it
  /// by: what an example or test of a script imports from beside it, what code of Python does by the full path.
  func published(_ item: Import, by unit: SourceUnit) -> Meaning? {
    if unit.family == .python, item.level == 0, let name = item.name,
      project.ownModules.contains(firstPart(item.module))
    {
      let symbol = SymbolName(item.module, [name])
      return constructs(for: symbol, .call, in: .python).isEmpty ? nil : .external(symbol)
    }
    guard unit.family == .script, unit.scope != "product", item.module.hasPrefix("../"),
      let name = item.name
    else { return nil }
    for package in project.ownModules.sorted() {
      let symbol = SymbolName(package, [name])
      if catalog.knows(type: name, of: package, in: .script)
        || !constructs(for: symbol, .call, in: .script).isEmpty
      {
        return .external(symbol)
      }
    }
    return nil
  }

  /// A module name with dots, however the language writes it.
  func plain(_ module: String) -> String {
    module.split(whereSeparator: { $0 == ":" || $0 == "\\" || $0 == "." }).joined(separator: ".")
  }

  func firstPart(_ module: String) -> String {
    module.split(separator: ".").first.map(String.init) ?? module
  }

  func lookedUpExport(_ name: String, of unit: SourceUnit) -> Meaning {
    let bindings = unit.bindings(of: name, in: .file)
    if !bindings.isEmpty {
      let found = value(of: bindings, usedAt: .max, unit)
      if !found.isUnknown { return found }
    }
    for item in unit.openImports {
      if let target = project.unit(of: item, in: unit), target != unit.index {
        let found = exported(name, of: project.units[target])
        if !found.isUnknown { return found }
      } else if catalog.knows(module: item.module, in: unit.family), unit.family == .python {
        return .external(SymbolName(item.module, [name]))
      }
    }
    return .unknown
  }

  /// A name that the file does not define: of an open import, a neighbour, or the language itself.
  func foreign(_ text: String, _ unit: SourceUnit) -> Meaning {
    for item in unit.openImports {
      if let target = project.unit(of: item, in: unit), target != unit.index {
        let found = exported(text, of: project.units[target])
        if !found.isUnknown { return found }
      }
    }
    switch unit.family {
    case .python, .script: break
    case .go:
      for index in project.modules.neighbours(of: unit) where project.units[index].family == .go {
        let bindings = project.units[index].bindings(of: text, in: .file)
        if !bindings.isEmpty {
          return value(of: bindings, usedAt: .max, project.units[index])
        }
      }
    default:
      if let own = ownType(text, unit) { return own }
    }
    for module in project.openModules(of: unit) {
      let symbol = SymbolName(plain(module), [text])
      if isKnown(symbol, in: unit.family) { return .external(symbol) }
    }
    if unit.family == .swift,
      let constant = constants.constant(text, of: unit.imports.map(\.module), in: .swift)
    {
      return .external(constant)
    }
    if facts[unit.family].transparent.contains(text) {
      return .external(SymbolName("", [text]))
    }
    if namesModule(text, in: unit.family) { return .external(SymbolName(text, [])) }
    if let first = unit.openImports.first(where: {
      catalog.knows(module: plain($0.module), in: unit.family)
    }), text.first?.isUppercase == true {
      return .external(SymbolName(plain(first.module), [text]))
    }
    // Constants of Ruby's gems and classes of PHP's root are there without an import.
    if unit.family == .ruby || unit.family == .php,
      let module = catalog.home(ofType: text, in: unit.family)
    {
      return .external(SymbolName(module, [text]))
    }
    return builtIn(text, unit)
  }

  /// Whether a name begins one that is written out: `new OpenAI.Chat.ChatClient(…)`.
  func namesModule(_ text: String, in family: SourceFamily) -> Bool {
    switch family {
    case .csharp, .php: text.first?.isUppercase == true && catalog.knows(module: text, in: family)
    case .java, .kotlin, .scala:
      text.first?.isLowercase == true && catalog.knows(module: text, in: family)
    default: false
    }
  }

  func builtIn(_ text: String, _ unit: SourceUnit) -> Meaning {
    if catalog.namesBuiltIn(text, in: unit.family) {
      return .external(
        SymbolName(unit.family == .script ? SymbolName.globals : SymbolName.builtIns, [text]))
    }
    let facts = facts[unit.family]
    let isKnown =
      facts.transparent.begins(with: text) || facts.pairings.contains(text)
      || facts.countings.contains(text) || facts.environment.begins(with: text)
      || facts.attributes.contains(text)
    return isKnown ? .external(SymbolName("", [text])) : .unknown
  }
}
