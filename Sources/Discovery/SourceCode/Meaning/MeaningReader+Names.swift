import Formats

/// What names stand for.
extension MeaningReader {
  func name(
    _ number: Int32, _ scope: Scope, _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning {
    let outline = unit.outline
    if unit.isSelf(number), let owner = unit.enclosingClass(scope)?.classDefinition {
      return selfInstance(unit, owner)
    }
    var current = scope
    var isInnermost = true
    while true {
      let skips = current.classDefinition != nil && !isInnermost && unit.family == .python
      var bindings = skips ? [] : unit.bindings(ofText: number, in: current)
      // The decorator of a method of the same name is none of the class's own.
      if isInnermost, !bindings.isEmpty, current.classDefinition != nil, unit.family == .python {
        let line = outline.line(place.node)
        bindings.removeAll { binding in
          if case .function(let index) = binding {
            outline.functionLine(index) >= line
          } else {
            false
          }
        }
      }
      if let first = bindings.first {
        let meaning = value(of: bindings, usedAt: outline.line(place.node), unit, at: place.node)
        if !meaning.isUnknown || current.isFile { return meaning }
        if case .parameter = first { return meaning }
        // What a function of Python gives a value to is its own, whatever the file calls so.
        let isOwn = bindings.contains {
          switch $0 {
          case .value, .element: true
          default: false
          }
        }
        if isOwn, unit.family == .python, current.function != nil { return meaning }
      }
      if current.isFile { break }
      isInnermost = false
      current = outline.parent(of: current)
    }
    return foreign(number, unit)
  }

  /// The instance that `self` stands for: of the class that is followed, else of the one around.
  private func selfInstance(_ unit: SourceUnit, _ owner: Int) -> Meaning {
    noteFrameUse()
    if let frame = frames.last, frame.unit == unit.index, let receiver = frame.receiver {
      return .instance(receiver)
    }
    return .instance(CodeInstance(.definition(unit: unit.index, index: owner), at: nil))
  }

  /// What a name stands for at a line: the last value given before, with what was added to it.
  ///
  /// - Parameter use: where it is used; its own new value, as in `data = data.map(f)`, does not count there.
  func value(
    of bindings: ArraySlice<SourceUnit.Binding>, usedAt line: Int, _ unit: SourceUnit,
    at use: SourceOutline.Expression? = nil
  ) -> Meaning {
    var (chosen, additions): (SourceUnit.Binding?, [SourceOutline.Expression]) = (nil, [])
    var declared: SourceOutline.Expression?
    var entries: [SourceOutline.Expression] = []
    for binding in bindings {
      switch binding {
      case .value(let node) where unit.outline.kind(node) == .declared: declared = node
      // `X = None` where the import of X fails.
      case .value(let node)
      where unit.outline.kind(node) == .null && isImported(bindings) && unit.family == .python:
        break
      case .addition(let values): additions += values
      case .entry(let value): entries.append(value)
      // That there is nothing yet, or no more, says nothing of what there is.
      case .value(let node) where unit.outline.kind(node) == .null && bindings.count > 1:
        if chosen == nil { chosen = binding }
      case .value(let node), .element(of: let node, _):
        if let use, bindings.count > 1, unit.isInside(use, node) { continue }
        // Of values given later only the first counts, where none came before.
        if chosen == nil || unit.outline.line(node) <= line { chosen = binding }
      // `const { Client } = require("x")` is an import.
      case .part: if chosen == nil { chosen = binding }
      case .imported(let index):
        if chosen == nil || unit.imports[index].line <= line { chosen = binding }
      default: if chosen == nil || !isParameter(binding) { chosen = binding }
      }
    }
    var base = chosen.map { value(of: $0, unit) } ?? .unknown
    if base.isUnknown, let declared { base = meaning(declared, in: unit) }
    if case .object(let known, let place) = base, !entries.isEmpty {
      let more = entries.prefix(16).map { (key: Self.anyKey, value: meaning($0, in: unit)) }
      base = .object(known + more, place)
    }
    guard !additions.isEmpty else { return base }
    let more = additions.map { meaning($0, in: unit) }
    let place = CodePlace(unit: unit.index, node: additions[0])
    switch base {
    case .list(let items, let place): return .list(items + more, place)
    case .unknown: return .list(more, place)
    default: return base
    }
  }

  private func isImported(_ bindings: ArraySlice<SourceUnit.Binding>) -> Bool {
    bindings.contains { if case .imported = $0 { true } else { false } }
  }

  private func isParameter(_ binding: SourceUnit.Binding) -> Bool {
    if case .parameter = binding { true } else { false }
  }

  private func value(of binding: SourceUnit.Binding, _ unit: SourceUnit) -> Meaning {
    switch binding {
    case .value(let node): return meaning(node, in: unit)
    case .element(let node, let parts):
      return parts.reduce(meaning(node, in: unit)) { Self.element($1, of: $0) }
    case .addition, .entry: return .unknown
    case .part(let node, let key): return part(key, of: meaning(node, in: unit), unit)
    case .imported(let index): return imported(at: index, unit)
    case .function(let index):
      return .function(unit: unit.index, index: index, receiver: nil)
    case .definition(let index): return .definition(unit: unit.index, index: index)
    case .parameter(let function, let index): return parameter(index, of: function, unit)
    }
  }

  /// The key of entries that may have any.
  static let anyKey = "[]"

  /// One of so many parts of a value; all of it where it is not known by its parts.
  private static func element(_ part: SourceUnit.Part, of value: Meaning) -> Meaning {
    switch value {
    case .list(let items, _) where items.count == part.count: items[part.index]
    case .oneOf(let values): either(values.map { element(part, of: $0) })
    default: value
    }
  }

  /// What a pattern takes out of a value. What calls of libraries give is more than its parts say.
  private func part(_ key: String, of value: Meaning, _ unit: SourceUnit) -> Meaning {
    switch value {
    case .external(let symbol) where isEnvironment(symbol, unit.family):
      return .environment(key, nil)
    case .object, .module: return member(key, of: value)
    case .instance(let instance):
      if case .definition = instance.type { return member(key, of: value) }
      return .unknown
    default: return .unknown
    }
  }

  private func parameter(_ index: Int, of function: Int, _ unit: SourceUnit) -> Meaning {
    let parameters = unit.outline.parameters(function)
    guard parameters.indices.contains(index) else { return .unknown }
    let parameter = parameters[index]
    noteFrameUse()
    if let frame = frames.last(where: { $0.unit == unit.index && $0.function == function }),
      let argument = frame.arguments[parameter.name]
    {
      return argument
    }
    var found: [Meaning] = []
    if let value = parameter.value { found.append(meaning(value, in: unit)) }
    if let annotation = parameter.annotation {
      found.append(instance(ofType: meaning(annotation, in: unit)))
    }
    if parameter.value == nil,
      let given = optionDefault(parameter.name, ofFunction: function, unit)
    {
      return given
    }
    let known = Self.either(found)
    return known.isUnknown ? givenByCallers(index, of: function, unit) : known
  }

  /// A value of a declared type.
  func instance(ofType type: Meaning) -> Meaning {
    switch type {
    case .external(let symbol): return .instance(CodeInstance(.external(symbol), at: nil))
    case .definition(let unit, let index):
      return .instance(CodeInstance(.definition(unit: unit, index: index), at: nil))
    case .list(let items, _), .oneOf(let items):
      return items.first.map { instance(ofType: $0) } ?? .unknown
    default: return .unknown
    }
  }

  // MARK: Imports

  func imported(_ item: Import, _ unit: SourceUnit) -> Meaning {
    guard !item.isTypeOnly || unit.family == .script else { return .unknown }
    if let target = project.unit(of: item, in: unit) {
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

  /// What an example or test of a library imports from beside it, by the name that others know it by.
  private func published(_ item: Import, by unit: SourceUnit) -> Meaning? {
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

  private func firstPart(_ module: String) -> String {
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
  private func namesModule(_ text: String, in family: SourceFamily) -> Bool {
    switch family {
    case .csharp, .php: text.first?.isUppercase == true && catalog.knows(module: text, in: family)
    case .java, .kotlin, .scala:
      text.first?.isLowercase == true && catalog.knows(module: text, in: family)
    default: false
    }
  }

  private func builtIn(_ text: String, _ unit: SourceUnit) -> Meaning {
    if catalog.namesBuiltIn(text, in: unit.family) {
      return .external(
        SymbolName(unit.family == .script ? SymbolName.globals : SymbolName.builtIns, [text]))
    }
    let facts = facts[unit.family]
    let isKnown =
      facts.transparent.begins(with: text) || facts.pairings.contains(text)
      || facts.countings.contains(text) || facts.environment.begins(with: text)
    return isKnown ? .external(SymbolName("", [text])) : .unknown
  }
}
