import Formats

/// Members of values, classes and modules.
extension MeaningReader {
  func member(_ name: String, of object: Meaning) -> Meaning {
    switch object {
    case .external(let symbol): return .external(symbol.member(name))
    case .module(let index):
      let home = project.units[index]
      let found = exported(name, of: home)
      if !found.isUnknown || home.family != .go { return found }
      for neighbour in project.modules.neighbours(of: home) {
        let found = exported(name, of: project.units[neighbour])
        if !found.isUnknown { return found }
      }
      return .unknown
    case .instance(let instance): return member(name, of: instance)
    case .function(let home, let index, let receiver):
      // A property may give itself, or another that gives it.
      guard propertiesUnderWay < Self.mostProperties else {
        noteCut()
        return .unknown
      }
      propertiesUnderWay += 1
      defer { propertiesUnderWay -= 1 }
      return member(name, of: value(ofProperty: index, in: project.units[home], receiver))
    case .member(let instance, let symbol): return .member(of: instance, symbol.member(name))
    case .definition(let unit, let index):
      // `X.class`, `X::class`: the type itself.
      if name == "class" { return object }
      if let constant = constant(name, ofClass: index, project.units[unit]) { return constant }
      let found = attribute(name, ofClass: index, in: project.units[unit], receiver: nil)
      return found.isUnknown ? libraryMember(name, ofClass: index, project.units[unit]) : found
    case .object(let entries, _):
      return entries.last { $0.key == name }?.value ?? .unknown
    case .oneOf(let values): return Self.either(values.map { member(name, of: $0) })
    // Of a case of an enumeration.
    case .text where name == "value": return object
    case .text, .template, .list, .environment: return .unknown
    default: return .unknown
    }
  }

  /// What a property gives, which is a function without arguments that is not called.
  func value(ofProperty index: Int, in unit: SourceUnit, _ receiver: CodeInstance?) -> Meaning {
    guard unit.outline.functionScope(index).classDefinition != nil,
      unit.outline.parameters(index).allSatisfy({ SourceUnit.selfNames.contains($0.name) })
    else { return .unknown }
    let frame = Frame(unit: unit.index, function: index, arguments: [:], receiver: receiver)
    let values = within(frame) {
      unit.returns(of: index).prefix(4).map { meaning($0, in: unit) }
    }
    return Self.either(values ?? [])
  }

  /// A constant that names a model, of a type of a library whose repository this is.
  private func constant(_ name: String, ofClass index: Int, _ unit: SourceUnit) -> Meaning? {
    guard let home = unit.outline.home else { return nil }
    let names = unit.outline.qualifiedName(of: Scope(class: index)).split(separator: ".")
    let symbol = SymbolName(home, names.map(String.init) + [name])
    return constants.model(symbol, in: unit.family) == nil ? nil : .external(symbol)
  }

  /// A member that is not to be seen of a type of a library of the catalogue whose repository this is.
  private func libraryMember(_ name: String, ofClass index: Int, _ unit: SourceUnit) -> Meaning {
    guard let home = unit.outline.home, catalog.knows(module: home, in: unit.family) else {
      return .unknown
    }
    return .external(SymbolName(home, [unit.outline.className(index), name]))
  }

  private func member(_ name: String, of instance: CodeInstance) -> Meaning {
    switch instance.type {
    case .external(let symbol):
      if let value = option(name, of: instance, symbol) { return value }
      return .member(of: instance, symbol.member(name))
    case .definition(let unit, let index):
      let home = project.units[unit]
      if let given = given(name, to: instance, ofClass: index, in: home) { return given }
      var found = attribute(name, ofClass: index, in: home, receiver: instance)
      if found.isUnknown, let field = Self.field(ofGetter: name, home.family) {
        found = attribute(field, ofClass: index, in: home, receiver: instance)
      }
      guard found.isUnknown, let decorator = facts.gatheredAttributes[name] else { return found }
      return gathered(by: decorator, inClass: index, home)
    }
  }

  /// The field behind a getter that is not written in the code, as Lombok's are: `getModel` of `model`.
  private static func field(ofGetter name: String, _ family: SourceFamily) -> String? {
    guard family == .java || family == .kotlin, name.hasPrefix("get"), name.utf8.count > 3 else {
      return nil
    }
    let field = name.dropFirst(3)
    return field.prefix(1).lowercased() + field.dropFirst()
  }

  /// The methods of a class that a decorator of that name stands on.
  private func gathered(by decorator: String, inClass index: Int, _ unit: SourceUnit) -> Meaning {
    let outline = unit.outline
    var (methods, place): ([Meaning], CodePlace?) = ([], nil)
    for function in 0..<outline.functionCount
    where outline.functionScope(function) == Scope(class: index) {
      for expression in outline.functionDecorators(function)
      where outline.text(expression) == decorator {
        methods.append(.function(unit: unit.index, index: function, receiver: nil))
        place = CodePlace(unit: unit.index, node: expression)
      }
    }
    return place.map { .list(methods, $0) } ?? .unknown
  }

  /// An attribute or method of a class of the repository, inherited ones included.
  func attribute(
    _ name: String, ofClass index: Int, in unit: SourceUnit, receiver: CodeInstance?,
    depth: Int = 0
  ) -> Meaning {
    guard depth < 8 else {
      noteCut()
      return .unknown
    }
    let bindings = unit.bindings(of: name, in: Scope(class: index))
    if !bindings.isEmpty {
      for case .function(let function) in bindings {
        return .function(unit: unit.index, index: function, receiver: receiver)
      }
      let found = value(of: bindings, usedAt: .max, unit)
      if !found.isUnknown { return found }
    }
    for base in unit.outline.bases(index) {
      switch Self.baseType(meaning(base, in: unit)) {
      case .definition(let home, let inner) where home != unit.index || inner != index:
        let found = attribute(
          name, ofClass: inner, in: project.units[home], receiver: receiver, depth: depth + 1)
        if !found.isUnknown { return found }
      case .external(let symbol):
        if catalog.knows(module: symbol.module, in: unit.family) {
          let instance =
            receiver ?? CodeInstance(.definition(unit: unit.index, index: index), at: nil)
          return .member(of: instance, symbol.member(name))
        }
      default: break
      }
    }
    return .unknown
  }

  /// The class that a base is, given arguments or not.
  private static func baseType(_ base: Meaning) -> Meaning {
    guard case .instance(let instance) = base else { return base }
    switch instance.type {
    case .external(let symbol): return .external(symbol)
    case .definition(let unit, let index): return .definition(unit: unit, index: index)
    }
  }

  /// The base classes of others that a class comes from, nearest first.
  func externalBases(ofClass index: Int, in unit: SourceUnit) -> [SymbolName] {
    var (found, pending, seen): ([SymbolName], [(Int, Int)], Set<[Int]>) =
      ([], [(unit.index, index)], [])
    var shapes: [SymbolName] = []
    while !pending.isEmpty, seen.count < 32 {
      let (home, definition) = pending.removeFirst()
      guard seen.insert([home, definition]).inserted else { continue }
      let unit = project.units[home]
      if let shape = shape(ofClass: definition, unit) { shapes.append(shape) }
      for base in unit.outline.bases(definition) {
        var base = base
        if unit.family == .python, unit.outline.kind(base) == .subscript {
          base = unit.outline.firstChild(base) ?? base
        }
        // `class X(Base[T])`, `class X(make_base())`, `class X : Base(x)`
        switch Self.baseType(meaning(base, in: unit)) {
        case .definition(let next, let inner): pending.append((next, inner))
        case .external(let symbol): found.append(symbol)
        default: break
        }
      }
    }
    return found + shapes.prefix(1)
  }

  /// What a class is by its methods, of whatever it derives: one that fits and predicts is an estimator.
  func shape(ofClass index: Int, _ unit: SourceUnit) -> SymbolName? {
    facts[unit.family].shapes.first { shape in
      shape.methods.allSatisfy { name in
        unit.bindings(of: name, in: Scope(class: index)).contains {
          if case .function = $0 { true } else { false }
        }
      }
    }?.type
  }
}
