import Estate
import Formats

/// Finds what the files of a project make.
final class OccurrenceFinder {
  let project: SourceProject
  let reader: MeaningReader
  let catalog: ConstructCatalog
  var callers = CallerTable()
  var factories = FactoryTable()
  var parts = PartTable()

  init(project: SourceProject, reader: MeaningReader, catalog: ConstructCatalog) {
    self.project = project
    self.reader = reader
    self.catalog = catalog
  }

  /// The occurrences of a file, in the order of the text.
  func occurrences(in unit: SourceUnit) -> [Occurrence] {
    var found: [Occurrence] = []
    decorated(unit, &found)
    derived(unit, &found)
    called(unit, &found)
    stepped(unit, &found)
    hosted(unit, &found)
    return found
  }

  private func decorated(_ unit: SourceUnit, _ found: inout [Occurrence]) {
    let outline = unit.outline
    for definition in 0..<outline.classCount {
      for decorator in outline.classDecorators(definition) {
        add(
          decorator, unit, .definition(unit: unit.index, index: definition),
          outline.classLine(definition), &found
        ) { $0.definition = definition }
      }
    }
    for function in 0..<outline.functionCount {
      for decorator in outline.functionDecorators(function) {
        add(
          decorator, unit, .function(unit: unit.index, index: function),
          outline.functionLine(function), &found
        ) { $0.function = function }
      }
    }
  }

  private func add(
    _ decorator: SourceOutline.Expression, _ unit: SourceUnit, _ key: ThingKey, _ line: Int,
    _ found: inout [Occurrence], _ complete: (inout CodeCall) -> Void
  ) {
    let outline = unit.outline
    let kind = outline.kind(decorator)
    let isCall = kind == .call || kind == .opaque
    guard let callee = isCall ? outline.firstChild(decorator) : decorator else { return }
    let meaning = reader.meaning(callee, in: unit)
    let symbols = reader.symbols(ofCallee: meaning, in: unit.family) + overridden(by: meaning)
    for symbol in symbols {
      var call = CodeCall(unit: unit, node: isCall ? decorator : nil)
      if case .member(let instance, _) = meaning { call.receiver = .instance(instance) }
      complete(&call)
      guard
        let construct = reader.constructs(for: symbol, .decorator, in: unit.family)
          .first(where: { reader.holds($0, call) })
      else { continue }
      // Each text that stands on a function is a prompt of its own, and so is what is of another kind than what
      // stands on it before.
      let isPrompt = construct.product == .prompt
      let isSecond = found.suffix(Self.mostOnFunction).contains { other in
        other.key == key
          && (isPrompt || isCall && Self.areApart(other.construct.kind, construct.kind))
      }
      if !isPrompt { separatePrompt(on: key, &found) }
      found.append(
        Occurrence(
          construct: construct, symbol: symbol, calls: [call],
          key: isSecond ? .place(CodePlace(unit: unit.index, node: decorator)) : key,
          line: isPrompt ? outline.line(decorator) : line))
      return
    }
  }

  /// Decorators of one function that are looked back at.
  private static let mostOnFunction = 16

  private static func areApart(_ one: AssetKind?, _ other: AssetKind?) -> Bool {
    guard let one, let other, one != .prompt else { return false }
    return one != other
  }

  /// A prompt on a function that is something else too is known by its own place.
  private func separatePrompt(on key: ThingKey, _ found: inout [Occurrence]) {
    guard
      let index = found.firstIndex(where: { $0.key == key && $0.construct.product == .prompt }),
      let node = found[index].calls[0].node
    else { return }
    found[index].key = .place(CodePlace(unit: found[index].unit.index, node: node))
  }

  private func derived(_ unit: SourceUnit, _ found: inout [Occurrence]) {
    let initializers = initializers(in: unit)
    for definition in 0..<unit.outline.classCount {
      guard
        !unit.outline.bases(definition).isEmpty || reader.shape(ofClass: definition, unit) != nil
      else { continue }
      noteBases(ofClass: definition, in: unit)
      let key = ThingKey.definition(unit: unit.index, index: definition)
      guard !found.contains(where: { $0.key == key }) else { continue }
      for symbol in reader.externalBases(ofClass: definition, in: unit) {
        let name = unit.outline.className(definition)
        var call = CodeCall(
          unit: unit,
          node: unit.outline.bases(definition).first { unit.outline.kind($0) == .opaque })
        call.definition = definition
        guard
          var construct = reader.constructs(for: symbol, .subclass, in: unit.family)
            .first(where: { construct in
              (construct.classes.isEmpty
                || construct.classes.contains { Wildcard.matches(name, $0) })
                && reader.holds(construct, call)
            }) ?? toolConstruct(ofBase: symbol, in: unit),
          !construct.exceptClasses.contains(where: { Wildcard.matches(name, $0) })
        else { continue }
        var calls = [call]
        // What the class hands to its base says as much as a call of the base does.
        if let node = initializers[definition] {
          calls.append(CodeCall(unit: unit, node: node))
          if let made = reader.constructs(for: symbol, .call, in: unit.family).first,
            made.kind == construct.kind, construct.arguments.isEmpty
          {
            construct = made
          }
        }
        found.append(
          Occurrence(
            construct: construct, symbol: symbol, calls: calls, key: key,
            line: unit.outline.classLine(definition)))
        break
      }
    }
  }

  /// A class that derives from a tool of a library is one, as an instance of that is.
  private func toolConstruct(ofBase symbol: SymbolName, in unit: SourceUnit) -> Construct? {
    guard unit.family == .python, symbol.path.count == 1 else { return nil }
    return reader.constructs(for: symbol, .call, in: unit.family).first {
      $0.product == .tool && $0.conditions.isEmpty && $0.beside == nil && $0.named.isEmpty
    }
  }

  /// `super().__init__(…)`, `super(…)`, `parent::__construct(…)` and their like, by the class whose base is
  /// meant.
  private func initializers(in unit: SourceUnit) -> [Int: SourceOutline.Expression] {
    let outline = unit.outline
    var found: [Int: SourceOutline.Expression] = [:]
    for call in outline.calls where !outline.arguments(call).isEmpty {
      guard let callee = outline.firstChild(call) else { continue }
      let isInitializer: Bool
      switch (unit.family, outline.kind(callee)) {
      case (.python, .member):
        isInitializer =
          outline.text(callee) == "__init__"
          && outline.firstChild(callee).map {
            outline.kind($0) == .call && outline.firstChild($0).map { outline.text($0) } == "super"
          } ?? false
      case (.script, .name), (.java, .name): isInitializer = outline.text(callee) == "super"
      case (.php, .member), (.swift, .member):
        isInitializer =
          ["__construct", "init"].contains(outline.text(callee) ?? "")
          && ["parent", "super"].contains(
            outline.firstChild(callee).flatMap { outline.text($0) } ?? "")
      default: isInitializer = false
      }
      guard isInitializer,
        let owner = unit.enclosingClass(outline.scope(call))?.classDefinition
      else { continue }
      found[owner] = found[owner] ?? call
    }
    return found
  }
}
