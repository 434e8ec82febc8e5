import Estate
import Formats

/// What annotations of Java give to fields and parameters where no settings do: `@Value("${app.model:gpt-4o}")`.
extension SourceLinker {
  /// The default of a property that a text stands for, and the text of a prompt that it names.
  func propertyDefault(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    guard [.java, .kotlin, .scala].contains(unit.family), let text = unit.outline.text(node),
      text.hasPrefix("${"), text.hasSuffix("}"), let colon = text.firstIndex(of: ":")
    else { return }
    let key = String(text[text.index(text.startIndex, offsetBy: 2)..<colon])
    let value = String(text[text.index(after: colon)...].dropLast())
    let place = CodePlace(unit: unit.index, node: node)
    guard !value.isEmpty, known(.place(place)) == nil else { return }
    if names.namesModel(key), let model = propertyModel(value, key) {
      remember([Thing(model.id, .model, model.name)], for: .place(place))
      recordModel(model, at: place, confidence: 0.7 * confidence(unit))
      relation(
        .usesModel, from: application(unit), to: model.id, line: unit.outline.line(node),
        in: unit, basis: .inferred, confidence: 0.5)
    } else if value.utf8.count >= 24, value.contains(" "),
      names.namesPrompt(key) || facts.texts.prompts.addressesModel(value)
    {
      _ = prompt([.text(value)], at: place, owner: key)
    }
  }

  /// A model that is known, or any of a provider that the key names.
  private func propertyModel(_ value: String, _ key: String) -> ModelName? {
    guard !value.contains(where: \.isWhitespace) else { return nil }
    let provider = key.split(separator: ".").lazy.compactMap {
      self.facts.models.provider(prefix: String($0))
    }.first
    guard
      facts.models.recognized(value) != nil || provider != nil && value.contains(where: \.isNumber)
    else { return nil }
    return model(value, provider, nil)
  }
}
