import Formats

/// What is known without the type of an object: methods by what the object is called, and functions by the
/// methods that they call together.
extension OccurrenceFinder {
  /// Whether the type of what is called on is not known, or of a library that the catalogue does not know.
  func isOfUnknown(_ callee: Meaning, _ unit: SourceUnit) -> Bool {
    switch callee {
    case .unknown: true
    case .member(_, let symbol):
      !symbol.module.isEmpty && !catalog.knows(module: symbol.module, in: unit.family)
        || unit.family == .csharp && !isCatalogued(symbol, unit)
    default: false
    }
  }

  /// Whether what a method is called on is made by what the catalogue knows. A type of C# may be of any of the
  /// namespaces that its file uses.
  private func isCatalogued(_ symbol: SymbolName, _ unit: SourceUnit) -> Bool {
    (1..<max(1, symbol.path.count)).contains { count in
      let part = SymbolName(symbol.module, Array(symbol.path.prefix(count)))
      return !reader.constructs(for: part, .call, in: unit.family).isEmpty
    }
  }

  /// A method of an object of unknown type, called as such objects are.
  func loose(
    _ node: SourceOutline.Expression, _ callee: SourceOutline.Expression, _ unit: SourceUnit
  ) -> Occurrence? {
    let outline = unit.outline
    guard outline.kind(callee) == .member, let method = outline.text(callee),
      let object = outline.firstChild(callee)
    else { return nil }
    let call = CodeCall(unit: unit, node: node)
    for construct in catalog.constructs(
      forMethod: method, besides: unit.imports, in: unit.family)
    where construct.on.admit(Self.name(of: object, unit))
      && reader.holds(construct, call)
    {
      return Occurrence(
        construct: construct, symbol: SymbolName("", [method]), calls: [call],
        key: .place(CodePlace(unit: unit.index, node: node)), line: outline.line(node))
    }
    return nil
  }

  /// Whether a call makes a part of a model: in the class of one, of another.
  func isPartOfModel(
    _ callee: Meaning, _ node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> Bool {
    guard unit.family == .python, case .definition(let home, let index) = callee,
      model(ofClass: index, in: project.units[home]) != nil
    else { return false }
    let around = unit.enclosingClass(unit.outline.scope(node))?.classDefinition
    let isInner = isInModel(node, unit)
    // A class that makes itself is no part.
    guard around.map({ home != unit.index || $0 != index }) ?? true else { return isInner }
    parts.note(.definition(unit: home, index: index), isInner: isInner)
    return isInner
  }

  /// A class that others derive from is a model only where it is made.
  func noteBases(ofClass index: Int, in unit: SourceUnit) {
    guard unit.family == .python else { return }
    for base in unit.outline.bases(index) {
      guard case .definition(let home, let inner) = reader.meaning(base, in: unit) else { continue }
      parts.note(.definition(unit: home, index: inner), isInner: true)
    }
  }

  /// An instance of a model that is a class of the repository.
  func instance(
    of callee: Meaning, _ node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> Occurrence? {
    guard unit.family == .python, case .definition(let home, let index) = callee,
      let construct = model(ofClass: index, in: project.units[home])
    else { return nil }
    return Occurrence(
      construct: construct.construct, symbol: construct.symbol,
      calls: [CodeCall(unit: unit, node: node)],
      key: .place(CodePlace(unit: unit.index, node: node)), line: unit.outline.line(node),
      madeOf: .definition(unit: home, index: index))
  }

  /// Whether an expression stands in the class of a model.
  func isInModel(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Bool {
    unit.enclosingClass(unit.outline.scope(node))?.classDefinition.map {
      model(ofClass: $0, in: unit, ofAnyName: true) != nil
    } ?? false
  }

  /// Whether classes that derive from one are models, but for some names.
  func catalogsModels(_ symbol: SymbolName, in unit: SourceUnit) -> Bool {
    catalog.constructs(for: symbol, .subclass, in: unit.family).first?.product == .model
  }

  func model(
    ofClass index: Int, in unit: SourceUnit, ofAnyName: Bool = false
  ) -> (construct: Construct, symbol: SymbolName)? {
    let name = unit.outline.className(index)
    for symbol in reader.externalBases(ofClass: index, in: unit) {
      guard
        let construct = reader.constructs(for: symbol, .subclass, in: unit.family).first,
        construct.product == .model,
        ofAnyName || !construct.exceptClasses.contains(where: { Wildcard.matches(name, $0) })
      else { continue }
      return (construct, symbol)
    }
    return nil
  }

  /// What an object is called; of an element the collection.
  static func name(of object: SourceOutline.Expression, _ unit: SourceUnit) -> String? {
    switch unit.outline.kind(object) {
    case .name, .member: unit.outline.text(object)
    case .subscript, .call: unit.outline.firstChild(object).flatMap { name(of: $0, unit) }
    default: nil
    }
  }

  /// Functions that call several methods which together make something: a loop of training.
  func stepped(_ unit: SourceUnit, _ found: inout [Occurrence]) {
    let outline = unit.outline
    for construct in catalog.steppedConstructs(besides: unit.imports, in: unit.family) {
      let steps = construct.steps.compactMap { unit.textNumbers.number(of: $0) }
      guard steps.count == construct.steps.count else { continue }
      var places: [Scope: [Int32: SourceOutline.Expression]] = [:]
      for call in outline.calls {
        guard let callee = outline.firstChild(call), outline.kind(callee) == .member,
          steps.contains(outline.textIndex(callee))
        else { continue }
        for scope in Self.scopes(around: outline.scope(call), outline)
        where places[scope]?[outline.textIndex(callee)] == nil {
          places[scope, default: [:]][outline.textIndex(callee)] = call
        }
      }
      let whole = places.filter { $0.value.count == steps.count }
      // The innermost that call all of them.
      let outer = Set(
        whole.keys.filter { !$0.isFile }.map(outline.parent).filter { !$0.isFile }
          .flatMap { Self.scopes(around: $0, outline) })
      for (scope, calls) in whole.sorted(by: { $0.key.code < $1.key.code })
      where !outer.contains(scope) {
        let nodes = calls.values.sorted()
        let key = ThingKey.place(CodePlace(unit: unit.index, node: nodes[0]))
        guard !found.contains(where: { $0.key == key }) else { continue }
        let line =
          scope.function.map(outline.functionLine) ?? scope.classDefinition.map(outline.classLine)
          ?? outline.line(nodes[0])
        found.append(
          Occurrence(
            construct: construct, symbol: SymbolName("", [construct.steps[0]]),
            calls: nodes.map { CodeCall(unit: unit, node: $0) }, key: key, line: line, scope: scope)
        )
      }
    }
  }

  /// The functions and classes around, from inside out; the file where there are none.
  private static func scopes(around scope: Scope, _ outline: SourceOutline) -> [Scope] {
    guard !scope.isFile else { return [scope] }
    var (found, current): ([Scope], Scope) = ([], scope)
    while !current.isFile, found.count < 16 {
      found.append(current)
      current = outline.parent(of: current)
    }
    return found
  }
}
