import Formats

/// Works out what expressions are worth: through variables, attributes, imports, defaults, functions of the
/// repository and the types of what calls make. Bounded in depth and in steps.
final class MeaningReader {
  let project: SourceProject
  let catalog: ConstructCatalog
  private let memory: ConstructMemory
  let facts: ReadingFacts
  let constants: ModelConstants
  let providers: ProviderCatalog

  private var known: KnownMeanings
  /// What names stand for that come from elsewhere, where that is sure: by file and number of the import,
  /// by file and name that it passes on, by file and number of a name that it does not define.
  var knownImports: [Int: Meaning] = [:]
  var knownExports: [ExportedName: Meaning] = [:]
  var knownForeign: [Int: Meaning] = [:]
  /// Arguments of the functions of the repository that are being followed.
  private(set) var frames: [Frame] = []
  private var depth = 0
  /// Callers that are being followed, one within another.
  var callersUnderWay = 0
  /// Properties whose members are asked for, one within another.
  var propertiesUnderWay = 0
  /// Whether a value is followed that a name had before the one that counts: ways do not branch again.
  var isOnOtherWay = false
  /// Names that are being looked up in files: re-exports may go in circles.
  var exportsUnderWay: Set<ExportedName> = []
  /// Files that have been asked for the name that is looked up.
  var exportSteps = 0
  /// Expressions looked at for the current question.
  private var steps = 0
  private(set) var certainty = Certainty()

  /// How far an answer holds: counted so that a part of the work can tell what happened in it.
  struct Certainty: Equatable {
    /// How often something was not followed to its end.
    var cuts = 0
    /// How often an answer depended on what functions are given.
    var frameUses = 0
  }

  struct ExportedName: Hashable {
    let unit: Int
    let name: String
  }

  static let deepest = 40
  static let mostProperties = 8
  private static let stepLimit = 20_000
  private static let knownLimit = 400_000
  /// Modules of the catalogue that files of the project import.
  private(set) lazy var importedKnown = project.importedModules.filter {
    catalog.knows(module: $0, in: .python)
  }

  /// Defaults of the options that files declare, by file and name.
  var optionsByUnit: [Int: [String: SourceOutline.Expression]] = [:]
  /// What functions of the repository make of what they are given; nil of those that make nothing so.
  var factories: [CodeFactory: MadeThing?] = [:]
  /// What functions of the repository hand to others under a name that they are given.
  var registrations: [CodeFactory: [MadeThing]] = [:]
  /// Fields that classes declare, by file and class, of files that were asked for one.
  var fieldsByUnit: [Int: [Int: [String]]] = [:]
  /// Calls that the catalogue may know, by file and function.
  var callsByFunction: [Int: [Int: [SourceOutline.Expression]]] = [:]

  struct Frame {
    let unit: Int
    let function: Int
    let arguments: [String: Meaning]
    let receiver: CodeInstance?
  }

  init(_ project: SourceProject, _ facts: SourceFacts) {
    self.project = project
    catalog = facts.constructs
    memory = ConstructMemory(facts.constructs)
    self.facts = facts.reading
    constants = facts.modelConstants
    providers = facts.providers
    known = KnownMeanings(units: project.units.count)
  }

  /// What was worked out of some files, to be handed on to one who reads on.
  struct WorkedOut: Sendable {
    let known: KnownMeanings
    let imports: [Int: Meaning]
    let exports: [ExportedName: Meaning]
    let foreign: [Int: Meaning]
    let factories: [CodeFactory: MadeThing?]
    let registrations: [CodeFactory: [MadeThing]]
  }

  func workedOut(of units: Range<Int>) -> WorkedOut {
    WorkedOut(
      known: known.only(units), imports: knownImports, exports: knownExports, foreign: knownForeign,
      factories: factories, registrations: registrations)
  }

  /// Takes over what another has worked out of some files, and besides what is not known here.
  func adopt(_ other: WorkedOut, of units: Range<Int>) {
    known.adopt(other.known, of: units)
    knownImports.merge(other.imports) { own, _ in own }
    knownExports.merge(other.exports) { own, _ in own }
    knownForeign.merge(other.foreign) { own, _ in own }
    factories.merge(other.factories) { own, _ in own }
    registrations.merge(other.registrations) { own, _ in own }
  }

  /// What an expression is worth.
  func meaning(_ node: SourceOutline.Expression, in unit: SourceUnit) -> Meaning {
    if depth == 0 { steps = 0 }
    let place = CodePlace(unit: unit.index, node: node)
    let number = known.number(place)
    if let entry = known.entry(number, at: place), entry.isFixed || frames.isEmpty {
      if !entry.isFixed { noteFrameUse() }
      return entry.meaning
    }
    steps += 1
    guard depth < Self.deepest, steps < Self.stepLimit, !known.isUnderWay(number) else {
      noteCut()
      return .unknown
    }
    let before = certainty
    known.begin(place, of: unit)
    depth += 1
    let meaning = read(node, unit, place)
    depth -= 1
    let isFixed = certainty.frameUses == before.frameUses
    let isWhole = certainty.cuts == before.cuts
    // An unknown value is kept where nothing was left out on the way.
    if frames.isEmpty ? isWhole || depth == 0 || !meaning.isUnknown : isWhole && isFixed {
      if known.count > Self.knownLimit { known.removeAll() }
      known.end(place, meaning, isFixed: isFixed)
    } else {
      known.end(place, number)
    }
    return meaning
  }

  /// The constructs that a symbol, used in that way, stands for, the most exactly named first.
  func constructs(
    for symbol: SymbolName, _ form: Construct.Form, in family: SourceFamily
  ) -> [Construct] {
    memory.constructs(for: symbol, form, in: family)
  }

  /// Notes that something was not followed to its end.
  func noteCut() { certainty.cuts += 1 }

  /// Notes that an answer depends on what functions are given.
  func noteFrameUse() { certainty.frameUses += 1 }

  /// Follows a function of the repository with its arguments.
  func within<Result>(_ frame: Frame, _ body: () -> Result) -> Result? {
    guard frames.count < 5,
      !frames.contains(where: { $0.unit == frame.unit && $0.function == frame.function })
    else {
      noteCut()
      return nil
    }
    frames.append(frame)
    defer { frames.removeLast() }
    return body()
  }

  private func read(
    _ node: SourceOutline.Expression, _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning {
    let outline = unit.outline
    func first() -> Meaning {
      outline.firstChild(node).map { meaning($0, in: unit) } ?? .unknown
    }
    switch outline.kind(node) {
    case .string: return property(outline.text(node) ?? "", unit, place)
    case .template: return template(node, unit, place)
    case .number: return .number(outline.text(node) ?? "")
    case .boolean: return .boolean(outline.text(node)?.lowercased() == "true")
    case .null: return .null
    case .tuple where unit.family != .python && outline.onlyChild(node) != nil: return first()
    case .list, .tuple, .set:
      return .list(outline.children(node).map { meaning($0, in: unit) }, place)
    case .object: return object(node, unit, place)
    case .name: return name(outline.textIndex(node), outline.scope(node), unit, place)
    case .member:
      let (name, object) = (outline.text(node) ?? "", first())
      // Methods of Ruby are called without parentheses: `"gpt-4o".freeze`.
      if unit.family == .ruby, case .text = object, facts[.ruby].methods.contains(name) {
        return object
      }
      if unit.family == .script, case .external(let symbol) = object, isEnvironment(symbol, .script)
      {
        return .environment(name, nil)
      }
      if let kept = state(name, of: node, in: unit) { return kept }
      let found = member(name, of: object)
      return Self.isOpen(found) ? configured(node, unit, place) ?? found : found
    case .call, .opaque: return call(node, unit, place)
    case .subscript:
      if unit.family == .python,
        let key = outline.children(node).dropFirst().first(where: { _ in true }),
        outline.kind(key) == .string, let name = outline.text(key),
        let kept = state(name, of: node, in: unit)
      {
        return kept
      }
      let found = element(node, unit)
      return Self.isOpen(found) ? configured(node, unit, place) ?? found : found
    case .spread, .keyword: return first()
    case .pair: return outline.value(ofPair: node).map { meaning($0, in: unit) } ?? .unknown
    case .unary: return first()
    case .conditional:
      let parts = Array(outline.children(node))
      guard parts.count == 3 else { return .unknown }
      let outcomes = unit.family == .python ? [parts[0], parts[2]] : [parts[1], parts[2]]
      return Self.either(outcomes.map { meaning($0, in: unit) })
    case .operation: return operation(node, unit, place)
    case .function:
      return .function(unit: unit.index, index: outline.definition(node), receiver: nil)
    case .classDefinition:
      return .definition(unit: unit.index, index: outline.definition(node))
    case .declared: return instance(ofType: first())
    case .block:
      // `instructions { "…" }`
      let steps = Array(outline.children(node).prefix(2))
      return steps.count == 1 ? meaning(steps[0], in: unit) : .unknown
    case .regularExpression, .element: return .unknown
    }
  }

  /// What programs keep under a name between requests: `app.state.model`, `st.session_state["chain"]`.
  private func state(
    _ name: String, of node: SourceOutline.Expression, in unit: SourceUnit
  ) -> Meaning? {
    guard unit.family == .python, let holder = unit.outline.firstChild(node),
      facts.stateAttributes.contains(unit.outline.text(holder) ?? "")
    else { return nil }
    let kept = project.values(ofMember: name).prefix(4)
    let found = Self.either(kept.map { meaning($0.node, in: project.units[$0.unit]) })
    return found.isUnknown ? nil : found
  }

  func isEnvironment(_ symbol: SymbolName, _ family: SourceFamily) -> Bool {
    facts[family].environment.contains(symbol)
  }
}
