import Formats

/// Functions that give prompts.
extension SourceLinker {
  /// The prompt that a function gives which is called one: `def build_prompt(question): return f"…"`.
  func promptFunction(_ index: Int, named name: String, in unit: SourceUnit) {
    let line = unit.outline.functionLine(index)
    var pending = unit.returns(of: index).prefix(4).map { reader.meaning($0, in: unit) }
    pending.reverse()
    // What looks one of many up gives none of them.
    let isLookUp = pending.contains { value in
      if case .oneOf(let values) = value { values.count > Self.mostOfFunction } else { false }
    }
    var seen = 0
    while let next = pending.popLast(), seen < 16 {
      seen += 1
      var (pieces, place): ([TemplatePiece], CodePlace)
      switch next {
      case .text(let text, let at): (pieces, place) = ([.text(text)], at)
      case .template(let parts, let at): (pieces, place) = (parts, at)
      case .list(let values, _) where unit.family != .python && unit.family != .script:
        // Lines that a builder is given one after the other are one text.
        pending += joined(values, in: unit).map { [$0] } ?? values.reversed()
        continue
      case .oneOf(let values), .list(let values, _):
        pending += values.reversed()
        continue
      case .object(let entries, _):
        if let content = entries.last(where: { $0.key == "content" }) {
          pending.append(content.value)
        }
        continue
      default: continue
      }
      let length = pieces.reduce(0) { count, piece in
        if case .text(let text) = piece { count + text.utf8.count } else { count }
      }
      guard place.unit == unit.index, length >= 24 else { continue }
      let isSpoken =
        if case .text(let first)? = pieces.first {
          first.contains(" ") || pieces.count > 1
        } else {
          Self.speaks(pieces)
        }
      guard isSpoken, let thing = prompt(pieces, at: place, owner: name, role: "template") else {
        continue
      }
      if !isLookUp { asset(thing, line: line, in: unit) }
    }
  }

  /// Texts that a function may give and be each of them.
  private static let mostOfFunction = 3

  /// A prompt that a function gives is seen where its text stands, too, below what the function is for.
  func recordTexts(of prompt: Thing, givenBy function: Int, in unit: SourceUnit) {
    var pending = Array(
      unit.returns(of: function).prefix(4).map { reader.meaning($0, in: unit) }.reversed())
    var seen = 0
    while let next = pending.popLast(), seen < 16 {
      seen += 1
      switch next {
      case .text(_, let place), .template(_, let place):
        let line = unit.outline.line(place.node)
        if place.unit == unit.index, line - unit.outline.functionLine(function) > 2 {
          asset(prompt, line: line, in: unit)
        }
      case .list(let values, _), .oneOf(let values): pending += values.reversed()
      case .object(let entries, _):
        pending += entries.filter { $0.key == "content" || $0.key == "text" }.map(\.value)
      case .instance(let instance):
        // `Message(role="user", content="…")`
        guard let place = instance.place, place.unit == unit.index else { continue }
        let call = CodeCall(unit: unit, node: place.node)
        pending += reader.select(ArgumentSelector("content"), of: call)
      default: continue
      }
    }
  }

  /// The text that texts make one after the other, which begins where the first of the file stands; nil where
  /// something else is among them.
  private func joined(_ values: [Meaning], in unit: SourceUnit) -> Meaning? {
    var (pieces, first): ([TemplatePiece], CodePlace?) = ([], nil)
    for value in values {
      switch value {
      case .text(let text, let place):
        pieces.append(.text(text))
        if first == nil, place.unit == unit.index { first = place }
      case .template(let parts, let place):
        pieces += parts
        if first == nil, place.unit == unit.index { first = place }
      default: return nil
      }
    }
    return first.map { .template(pieces, $0) }
  }
}
