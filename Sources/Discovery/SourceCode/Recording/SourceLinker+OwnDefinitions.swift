import Estate
import Formats

/// Guardrails, evaluations and vector stores that people write themselves, which no library tells of.
extension SourceLinker {
  func ownDefinitions(in unit: SourceUnit) {
    let outline = unit.outline
    for call in outline.calls { ownStore(call, in: unit) }
    for definition in 0..<outline.classCount where outline.classScope(definition).isFile {
      own(
        outline.className(definition), .definition(unit: unit.index, index: definition),
        line: outline.classLine(definition), in: unit)
      ownSource(definition, in: unit)
    }
    for function in 0..<outline.functionCount where outline.functionScope(function).isFile {
      own(
        unit.functionName(function), .function(unit: unit.index, index: function),
        line: outline.functionLine(function), in: unit)
    }
    for function in 0..<outline.functionCount { modelTest(function, in: unit) }
  }

  /// A method of a model's own class that tests the model for a framework: `validation_step` of Lightning.
  private func modelTest(_ function: Int, in unit: SourceUnit) {
    let outline = unit.outline
    let method = outline.functionName(function)
    guard unit.scope != "test", facts.texts.evaluationProof.isTest(method: method),
      let owner = outline.functionScope(function).classDefinition,
      things(for: .definition(unit: unit.index, index: owner)).contains(where: \.isOwnModel)
    else { return }
    let key = ThingKey.function(unit: unit.index, index: function)
    guard occurrence(for: key) == nil, known(key)?.isEmpty != false else { return }
    let name = "\(outline.className(owner)).\(method)"
    let symbol = symbol(name, for: key, .evaluation, unit)
    let thing = Thing(
      AssetID(.evaluation, "repo", "\(unit.native)#\(symbol)"), .evaluation, name)
    remember([thing], for: key)
    let line = outline.functionLine(function)
    asset(thing, line: line, in: unit, confidence: 0.7)
    contain(thing, line: line, in: unit)
  }

  /// An object of a class of the repository that keeps vectors, `new InMemoryVectorStore()`: of other languages than
  /// Python in a project that has no index otherwise.
  private func ownStore(_ call: SourceOutline.Expression, in unit: SourceUnit) {
    guard unit.scope != "test",
      let callee = unit.outline.firstChild(call),
      [.name, .member].contains(unit.outline.kind(callee)),
      let word = unit.outline.text(callee), facts.texts.namesVectorStore(word),
      unit.family == .python || !indexedProjects.contains(projectFolder(unit).native),
      case .definition(let home, let index) = reader.meaning(callee, in: unit),
      case let bases = reader.externalBases(ofClass: index, in: project.units[home]),
      // `ABC`, `Protocol` and their like say nothing of what a class keeps.
      !bases.contains(where: { facts.constructs.knows(module: $0.module, in: unit.family) })
    else { return }
    let key = ThingKey.place(CodePlace(unit: unit.index, node: call))
    guard occurrence(for: key) == nil, known(key)?.isEmpty != false else { return }
    let name = unit.givenName(call) ?? word
    let native = "\(projectFolder(unit).native)#store/\(word.prefix(120))"
    let thing = Thing(
      AssetID(.vectorIndex, "repo", native), .vectorIndex, String(name.prefix(120)))
    remember([thing], for: key)
    let line = unit.outline.line(call)
    asset(thing, ["engine": "in-process"], line: line, in: unit, confidence: 0.6)
    contain(thing, line: line, in: unit)
    // It is seen where its class is written, too.
    let owner = project.units[home]
    if owner.scope == unit.scope {
      asset(thing, line: owner.outline.classLine(index), in: owner, confidence: 0.6)
    }
  }

  private func own(_ name: String, _ key: ThingKey, line: Int, in unit: SourceUnit) {
    let kind: AssetKind
    var evaluation: Bool {
      guard unit.scope != "test" else { return false }
      // Names of results, `enum Evaluation { POSITIVE, NEGATIVE }`, test nothing.
      if case .definition(_, let index) = key, methods(ofClass: index, in: unit).isEmpty {
        return false
      }
      if facts.texts.evaluations.holds(name, in: unit.pathInRepository) { return true }
      guard case .function(_, let index) = key, facts.texts.evaluations.mayHold(name) else {
        return false
      }
      return testsModel(index, in: unit)
    }
    if facts.texts.guardrails.holds(name, in: unit.pathInRepository) {
      kind = .guardrail
    } else if evaluation {
      kind = .evaluation
    } else {
      return
    }
    // What is known to be something, such as a tool or what a decorator makes, is that.
    guard occurrence(for: key) == nil, known(key)?.isEmpty != false else { return }
    let symbol = symbol(name, for: key, kind, unit)
    let thing = Thing(AssetID(kind, "repo", "\(unit.native)#\(symbol)"), kind, name)
    remember([thing], for: key)
    asset(thing, line: line, in: unit, confidence: 0.6 * confidence(unit))
    contain(thing, line: line, in: unit)
    if unit.scope == "product" {
      recordInstances(of: thing, key, confidence: 0.6, within: ["product"])
    }
    guard kind == .evaluation else { return }
    switch key {
    case .function(_, let index): recordRuns(of: thing, index, in: unit)
    case .definition(_, let index):
      for method in 0..<unit.outline.functionCount
      where unit.outline.functionScope(method) == Scope(class: index)
        && facts.texts.evaluations.mayHold(unit.outline.functionName(method))
      {
        recordRuns(of: thing, method, in: unit)
      }
    default: break
    }
  }

  /// Whether a function tests a model: it computes measures, or asks a model, or measures by functions that people
  /// wrote themselves, and is given what the model should say.
  private func testsModel(_ index: Int, in unit: SourceUnit) -> Bool {
    let outline = unit.outline
    let scope = Scope(function: index)
    let callees = outline.calls.filter { outline.scope($0) == scope }.compactMap(outline.firstChild)
    let measures = callees.contains { callee in
      reader.symbols(ofCallee: reader.callee(callee, in: unit), in: unit.family).contains {
        facts.texts.evaluationProof.measures($0.module)
      }
    }
    let arguments = outline.parameters(index).map(\.name)
    if measures || learns && facts.texts.evaluationProof.triesModel(arguments) { return true }
    guard
      outline.parameters(index).contains(where: {
        facts.texts.evaluationProof.isReference($0.name)
      })
    else { return false }
    if uses(ofFunction: index, of: unit)?.contains(where: { $0.kind != .modelArtifact }) == true {
      return true
    }
    return callees.contains {
      outline.text($0).map(facts.texts.evaluationProof.isMeasure) == true
    }
  }

  /// An evaluation is seen where it is run, too.
  private func recordRuns(of thing: Thing, _ function: Int, in unit: SourceUnit) {
    let home = unit.outline.functionScope(function)
    for place in productCallers(ofFunction: function, in: unit).prefix(8) {
      let caller = project.units[place.unit]
      // What the methods of a class ask of one another is no run of it.
      let isOfClass =
        home.classDefinition != nil && caller.index == unit.index
        && unit.enclosingClass(unit.outline.scope(place.node)) == home
      guard !isOfClass else { continue }
      asset(
        thing, line: caller.outline.line(place.node), in: caller,
        confidence: 0.6 * confidence(caller))
    }
  }
}
