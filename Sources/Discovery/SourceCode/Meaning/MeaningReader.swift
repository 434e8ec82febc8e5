import Formats

/// Works out what expressions are worth: through variables, attributes, imports, defaults, functions of the
/// repository and the types of what calls make. Bounded in depth and in steps.
final class MeaningReader {
  let project: SourceProject
  let catalog: ConstructCatalog
  private let memory: ConstructMemory
  let facts: ReadingFacts
  let constants: ModelConstants

  private var known: KnownMeanings
  /// What names stand for that come from elsewhere, where that is sure: by file and number of the import,
  /// by file and name that it passes on, by file and number of a name that it does not define.
  private var knownImports: [Int: Meaning] = [:]
  private var knownExports: [ExportedName: Meaning] = [:]
  private var knownForeign: [Int: Meaning] = [:]
  /// Arguments of the functions of the repository that are being followed.
  private(set) var frames: [Frame] = []
  private var depth = 0
  /// Callers that are being followed, one within another.
  var callersUnderWay = 0
  /// Names that are being looked up in files: re-exports may go in circles.
  var exportsUnderWay: Set<ExportedName> = []
  /// Expressions looked at for the current question.
  private var steps = 0
  private var certainty = Certainty()

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

  private static let longestText = 64 << 10

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
    known = KnownMeanings(units: project.units.count)
  }

  /// What an expression is worth.
  func meaning(_ node: SourceOutline.Expression, in unit: SourceUnit) -> Meaning {
    if depth == 0 { steps = 0 }
    let place = CodePlace(unit: unit.index, node: node)
    let number = known.number(place)
    if let entry = known.entry(number), entry.isFixed || frames.isEmpty {
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

  /// What an import stands for.
  func imported(at index: Int, _ unit: SourceUnit) -> Meaning {
    let key = unit.index << 32 | index
    if let known = knownImports[key] { return known }
    let before = certainty
    let found = imported(unit.imports[index], unit)
    if certainty == before { knownImports[key] = found }
    return found
  }

  /// What a file calls by a name, and passes on to those who import it.
  func exported(_ name: String, of unit: SourceUnit) -> Meaning {
    let key = ExportedName(unit: unit.index, name: name)
    if let known = knownExports[key] { return known }
    guard exportsUnderWay.count < 24, exportsUnderWay.insert(key).inserted else {
      noteCut()
      return .unknown
    }
    let before = certainty
    let found = lookedUpExport(name, of: unit)
    exportsUnderWay.remove(key)
    if certainty == before { knownExports[key] = found }
    return found
  }

  /// A name that the file does not define.
  func foreign(_ number: Int32, _ unit: SourceUnit) -> Meaning {
    let key = unit.index << 32 | Int(number)
    if let known = knownForeign[key] { return known }
    guard let text = unit.outline.text(at: number) else { return .unknown }
    let before = certainty
    let found = foreign(text, unit)
    if certainty == before { knownForeign[key] = found }
    return found
  }

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
    case .string: return .text(outline.text(node) ?? "", place)
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
      if unit.family == .script, case .external(let symbol) = object, isEnvironment(symbol, .script)
      {
        return .environment(name, nil)
      }
      if unit.family == .python, let holder = outline.firstChild(node),
        facts.stateAttributes.contains(outline.text(holder) ?? "")
      {
        let kept = project.values(ofMember: name).prefix(4)
        let found = Self.either(kept.map { meaning($0.node, in: project.units[$0.unit]) })
        if !found.isUnknown { return found }
      }
      return member(name, of: object)
    case .call, .opaque: return call(node, unit, place)
    case .subscript: return element(node, unit)
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

  // MARK: Literals

  private func template(
    _ node: SourceOutline.Expression, _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning {
    var pieces: [TemplatePiece] = []
    for part in unit.outline.children(node) {
      if unit.outline.kind(part) == .string {
        pieces.append(.text(unit.outline.text(part) ?? ""))
        continue
      }
      switch meaning(part, in: unit) {
      case .text(let text, _), .environment(_, .text(let text, _)?), .number(let text):
        pieces.append(.text(text))
      case .template(let inner, _): pieces += inner
      default: pieces.append(.hole(Self.label(part, unit)))
      }
    }
    return Self.joined(pieces, place)
  }

  /// What stands in a hole, in a few words.
  static func label(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> String {
    var (names, current): ([String], SourceOutline.Expression?) = ([], node)
    while let node = current, names.count < 6 {
      switch unit.outline.kind(node) {
      case .name, .member: if let name = unit.outline.text(node) { names.append(name) }
      default: break
      }
      current = unit.outline.firstChild(node)
    }
    return names.isEmpty ? "…" : names.reversed().joined(separator: ".")
  }

  static func joined(_ pieces: [TemplatePiece], _ place: CodePlace) -> Meaning {
    var (merged, length): ([TemplatePiece], Int) = ([], 0)
    for piece in pieces {
      if case .text(let text) = piece {
        length += text.utf8.count
        if length > longestText { break }
        if case .text(let before)? = merged.last {
          merged[merged.count - 1] = .text(before + text)
          continue
        }
      }
      merged.append(piece)
    }
    if merged.isEmpty { return .text("", place) }
    if merged.count == 1, case .text(let text) = merged[0] { return .text(text, place) }
    return .template(merged, place)
  }

  private func object(
    _ node: SourceOutline.Expression, _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning {
    var entries: [(key: String, value: Meaning)] = []
    for child in unit.outline.children(node) {
      switch unit.outline.kind(child) {
      case .pair, .keyword:
        guard let key = unit.outline.key(ofPair: child),
          let value = unit.outline.value(ofPair: child)
        else { continue }
        entries.append((key, meaning(value, in: unit)))
      case .spread:
        switch meaning(child, in: unit) {
        case .object(let more, _): entries += more
        // All that something gives: `{...(await client.tools())}`.
        case let value: entries.append(("…", value))
        }
      case .name:
        if let key = unit.outline.text(child) { entries.append((key, meaning(child, in: unit))) }
      default: break
      }
      if entries.count > 4096 { break }
    }
    return .object(entries, place)
  }

  private func operation(
    _ node: SourceOutline.Expression, _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning {
    let parts = Array(unit.outline.children(node).prefix(256))
    switch unit.outline.operation(node) {
    case .alternative:
      let values = parts.map { meaning($0, in: unit) }
      if case .environment(let name, nil)? = values.first, values.count > 1 {
        return .environment(name, Self.either(Array(values.dropFirst())))
      }
      return Self.either(values)
    case .assignment: return parts.last.map { meaning($0, in: unit) } ?? .unknown
    case .pipe:
      let values = parts.map { meaning($0, in: unit) }
      return pipe(values).map { .instance(CodeInstance(.external($0), at: place)) }
        ?? .list(values, place)
    case .add: return sum(parts, unit, place)
    case .divide: return joinedPath(parts, unit, place)
    case .none, .other:
      // `text % values`, `value as Type`, `a instanceof B`.
      guard let first = parts.first else { return .unknown }
      return parts.count == 1 || unit.outline.kind(first) == .string
        ? meaning(first, in: unit) : .unknown
    }
  }

  /// What the steps of a pipe make together, where a library says so.
  private func pipe(_ values: [Meaning]) -> SymbolName? {
    for value in values {
      guard case .instance(let instance) = value, case .external(let symbol) = instance.type,
        instance.place != nil || instance.origin != nil
      else { continue }
      if let known = facts.pipes.first(where: { symbol.module.hasPrefix($0.module) }) {
        return known.type
      }
    }
    return nil
  }

  private func sum(
    _ parts: [SourceOutline.Expression], _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning {
    let values = parts.map { meaning($0, in: unit) }
    let hasList = values.contains { if case .list = $0 { true } else { false } }
    if hasList {
      return .list(
        values.flatMap { value in
          if case .list(let items, _) = value { return items }
          return [value]
        }, place)
    }
    var (pieces, hasText): ([TemplatePiece], Bool) = ([], false)
    for (value, part) in zip(values, parts) {
      switch value {
      case .text(let text, _):
        hasText = true
        pieces.append(.text(text))
      case .template(let inner, _):
        hasText = true
        pieces += inner
      case .environment(_, .text(let text, _)?), .number(let text): pieces.append(.text(text))
      default: pieces.append(.hole(Self.label(part, unit)))
      }
    }
    return hasText ? Self.joined(pieces, place) : .unknown
  }

  static func either(_ values: [Meaning]) -> Meaning {
    var flat: [Meaning] = []
    for value in values {
      switch value {
      case .oneOf(let more): flat += more
      case .unknown, .null: break
      default: flat.append(value)
      }
    }
    switch flat.count {
    case 0: return .unknown
    case 1: return flat[0]
    default: return .oneOf(Array(flat.prefix(16)))
    }
  }

  private func element(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Meaning {
    let parts = Array(unit.outline.children(node))
    guard let first = parts.first else { return .unknown }
    var base = meaning(first, in: unit)
    if base.isUnknown, let name = unit.outline.text(first),
      let path = facts.configurationAttributes[name]
    {
      base = .text(path, CodePlace(unit: unit.index, node: first))
    }
    let index = parts.count > 1 ? meaning(parts[1], in: unit) : .unknown
    switch base {
    case .object(let entries, _):
      guard parts.count > 1 else { return .unknown }
      guard case .text(let key, _) = index else {
        // Of an unknown key, what there is.
        return Self.either(entries.filter { $0.key == Self.anyKey }.map(\.value))
      }
      if let entry = entries.last(where: { $0.key == key }) { return entry.value }
      return Self.either(entries.filter { $0.key == Self.anyKey }.map(\.value))
    case .text(let path, _):
      guard case .text(let key, _) = index, path.hasSuffix(".yaml") || path.hasSuffix(".yml") else {
        return .unknown
      }
      return .entry(path: path, key: key)
    case .list(let items, _):
      guard case .number(let text) = index, let number = Int(text), items.indices.contains(number)
      else { return Self.either(items) }
      return items[number]
    case .external(let symbol):
      if case .text(let key, _) = index, isEnvironment(symbol, unit.family) {
        return .environment(key, nil)
      }
      // `Optional[X]`, `list[X]`: a type with arguments.
      let inner = parts.dropFirst().map { meaning($0, in: unit) }
      return Self.wrappers.contains(symbol.last) ? Self.either(inner) : base
    case .instance(let instance):
      return .instance(CodeInstance(instance.type, at: nil, from: base))
    default: return .unknown
    }
  }

  private static let wrappers: Set<String> = [
    "Optional", "Annotated", "Union", "Final", "ClassVar", "Required", "NotRequired",
  ]

  func isEnvironment(_ symbol: SymbolName, _ family: SourceFamily) -> Bool {
    facts[family].environment.contains(symbol)
  }
}
