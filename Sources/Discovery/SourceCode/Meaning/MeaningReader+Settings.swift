import Formats

/// Values that code reads from files of settings of the repository: `cfg["data"]["path"]`, `self.config.data_path`.
extension MeaningReader {
  /// What a file of settings says of the keys that lead to an expression, where the code says nothing.
  func configured(
    _ node: SourceOutline.Expression, _ unit: SourceUnit, _ place: CodePlace
  ) -> Meaning? {
    guard unit.family == .python, let last = key(of: node, unit), project.settings.holds(last),
      let keys = settingKeys(to: node, unit, depth: 0), !keys.isEmpty
    else { return nil }
    let values = project.settings.values(of: keys, in: unit.pathInRepository)
    return values.isEmpty ? nil : Self.either(values.map { .text($0, place) })
  }

  /// Whether a value says nothing of what it is worth, but perhaps its type.
  static func isOpen(_ value: Meaning) -> Bool {
    switch value {
    case .unknown, .member, .null: true
    case .instance(let instance): instance.place == nil
    case .oneOf(let values): values.allSatisfy(isOpen)
    default: false
    }
  }

  /// The key that a member or element of an object goes by.
  private func key(of node: SourceOutline.Expression, _ unit: SourceUnit) -> String? {
    let outline = unit.outline
    switch outline.kind(node) {
    case .member: return outline.text(node)
    case .subscript:
      let parts = Array(outline.children(node).prefix(2))
      guard parts.count == 2, outline.kind(parts[1]) == .string else { return nil }
      return outline.text(parts[1])
    default: return nil
    }
  }

  /// The keys from the root of the settings to an expression; nil where it does not stand for settings.
  private func settingKeys(
    to node: SourceOutline.Expression, _ unit: SourceUnit, depth: Int
  ) -> [String]? {
    let outline = unit.outline
    guard depth < 12 else { return nil }
    switch outline.kind(node) {
    case .name:
      let (name, scope) = (outline.text(node) ?? "", outline.scope(node))
      if let holder = unit.scope(binding: outline.textIndex(node), from: scope) {
        for case .value(let value) in unit.bindings(
          ofText: outline.textIndex(node), in: holder)
        where !unit.isInside(node, value) {
          if let keys = settingKeys(to: value, unit, depth: depth + 1) { return keys }
        }
      }
      return facts.namesSettings(name) ? [] : nil
    case .member, .subscript:
      guard let key = key(of: node, unit), let object = outline.firstChild(node) else { return nil }
      if let keys = settingKeys(to: object, unit, depth: depth + 1) { return keys + [key] }
      return facts.namesSettings(key) ? [] : nil
    case .call:
      guard let callee = outline.firstChild(node), let name = outline.text(callee) else {
        return nil
      }
      // `cfg.get("data")`
      if name == "get", outline.kind(callee) == .member, let object = outline.firstChild(callee),
        let first = outline.arguments(node).first, outline.kind(first) == .string,
        let key = outline.text(first),
        let keys = settingKeys(to: object, unit, depth: depth + 1)
      {
        return keys + [key]
      }
      return facts.readsSettings(name) ? [] : nil
    case .unary:
      return outline.firstChild(node).flatMap { settingKeys(to: $0, unit, depth: depth + 1) }
    default: return nil
    }
  }
}
