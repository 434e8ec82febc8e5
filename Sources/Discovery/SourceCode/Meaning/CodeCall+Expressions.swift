import Formats

/// Where the arguments of calls stand.
extension MeaningReader {
  /// The expression that the first of the selectors chooses which stands in the call itself.
  func expression(
    _ selectors: [ArgumentSelector], of call: CodeCall
  ) -> SourceOutline.Expression? {
    selectors.lazy.compactMap { self.expression($0, of: call) }.first
  }

  private func expression(
    _ selector: ArgumentSelector, of call: CodeCall
  ) -> SourceOutline.Expression? {
    guard let node = call.node else { return nil }
    var found: SourceOutline.Expression?
    switch selector.place {
    case .named(let key): found = expression(key, of: node, call.unit)
    case .position(let index):
      let positions = positional(call)
      found = positions.indices.contains(index) ? positions[index] : nil
    default: return nil
    }
    for key in selector.keys {
      found = found.flatMap { entry(key, of: $0, call.unit) }
    }
    return found
  }

  private func expression(
    _ key: String, of node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> SourceOutline.Expression? {
    let arguments = unit.outline.arguments(node)
    for argument in arguments where unit.outline.key(ofPair: argument) == key {
      return unit.outline.value(ofPair: argument)
    }
    for argument in arguments {
      if let found = entry(key, of: argument, unit) { return found }
    }
    let options = options(key, among: arguments, unit)
    return (options + steps(after: node, unit)).first { $0.name == key }?.arguments.first
  }

  /// The value of a key of an object, or of a literal of a type, that stands in the text.
  private func entry(
    _ key: String, of node: SourceOutline.Expression, _ unit: SourceUnit
  ) -> SourceOutline.Expression? {
    let outline = unit.outline
    switch outline.kind(node) {
    case .object:
      for pair in outline.children(node) {
        if outline.key(ofPair: pair) == key { return outline.value(ofPair: pair) }
        if outline.kind(pair) == .name, outline.text(pair) == key { return pair }
      }
      return nil
    case .unary, .spread: return outline.firstChild(node).flatMap { entry(key, of: $0, unit) }
    case .opaque, .call:
      return outline.arguments(node).lazy.compactMap { argument in
        outline.kind(argument) == .object
          ? self.entry(key, of: argument, unit)
          : outline.key(ofPair: argument) == key ? outline.value(ofPair: argument) : nil
      }.first
    default: return nil
    }
  }
}
