import Formats

/// What literals and operations are worth.
extension MeaningReader {
  private static let longestText = 64 << 10
  private static let wrappers: Set<String> = [
    "Optional", "Annotated", "Union", "Final", "ClassVar", "Required", "NotRequired",
  ]

  func template(
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

  /// A text; in Java and its like one may stand for a property, which settings give a value, or it has a default:
  /// `${app.model:gpt-4o}`.
  func property(_ text: String, _ unit: SourceUnit, _ place: CodePlace) -> Meaning {
    guard [.java, .kotlin, .scala].contains(unit.family), text.hasPrefix("${"), text.hasSuffix("}")
    else { return .text(text, place) }
    let whole = text.dropFirst(2).dropLast()
    let name = whole.prefix { $0 != ":" }
    let fallback = whole.dropFirst(name.count + 1)
    guard !name.isEmpty, !name.contains("}"), !fallback.contains("${") else {
      return .text(text, place)
    }
    let given = project.settings.values(
      of: name.split(separator: ".").map(String.init), in: unit.pathInRepository)
    let value = given.count == 1 ? given[0] : String(fallback)
    return .environment(String(name), value.isEmpty ? nil : .text(value, place))
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

  func object(
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

  func operation(
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
    case .none, .other, .membership:
      // `text % values`, `value as Type`, `a instanceof B`.
      guard let first = parts.first else { return .unknown }
      return parts.count == 1 || unit.outline.kind(first) == .string
        ? meaning(first, in: unit) : .unknown
    }
  }

  /// What the steps of a pipe make together, where a library says so.
  func pipe(_ values: [Meaning]) -> SymbolName? {
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

  func sum(
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

  /// Most entries of a dictionary of which any may be meant.
  private static let mostEntries = 16

  /// What any of the entries of a dictionary may be, where all are of one kind: texts, or what calls give.
  static func anyEntry(_ entries: [(key: String, value: Meaning)]) -> Meaning {
    guard (1...mostEntries).contains(entries.count) else { return .unknown }
    func isText(_ value: Meaning) -> Bool { if case .text = value { true } else { false } }
    func isMade(_ value: Meaning) -> Bool { if case .instance = value { true } else { false } }
    let values = entries.map(\.value)
    guard values.allSatisfy(isText) || values.allSatisfy(isMade) else { return .unknown }
    return either(values)
  }

  func element(_ node: SourceOutline.Expression, _ unit: SourceUnit) -> Meaning {
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
        let any = unit.family == .python ? Self.anyEntry(entries) : .unknown
        guard any.isUnknown else { return any }
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
}
