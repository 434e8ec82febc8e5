import Estate
import Formats

/// Models that are the defaults of options of a command line.
extension SourceLinker {
  /// The default of an option of a command line: `add_argument("--model", default="gpt-4o")`.
  func optionDefault(_ node: SourceOutline.Expression, in unit: SourceUnit) {
    let outline = unit.outline
    let arguments = outline.arguments(node)
    if unit.family == .ruby { columnDefault(arguments, in: unit) }
    guard
      let value = arguments.first(where: { outline.key(ofPair: $0) == "default" })
        .flatMap({ outline.value(ofPair: $0) }),
      let option = arguments.lazy.compactMap({
        outline.kind($0) == .string ? outline.text($0) : nil
      })
      .first(where: { $0.hasPrefix("--") })
    else { return }
    let name = String(option.drop { $0 == "-" }.prefix { $0 != " " && $0 != "=" && $0 != "/" })
    if names.sense(of: name).contains(.artifactPath) { mentionedArtifact(value, in: unit) }
    guard names.namesModel(name) else { return }
    mention(value, named: name, in: unit)
    // What is not told by its name alone is told by the option.
    guard case .text(let text, let place) = reader.meaning(value, in: unit),
      place.unit == unit.index, known(.place(place)) == nil, text.contains("-"),
      let model = model(text, nil, nil) ?? model(text, "huggingface", nil)
    else { return }
    remember([Thing(model.id, .model, model.name)], for: .place(place))
    recordModel(model, at: place, confidence: 0.6 * confidence(unit))
  }

  /// The default of a column of a table: `t.string :llm_model, default: "gpt-4o"`.
  private func columnDefault(
    _ arguments: [SourceOutline.Expression], in unit: SourceUnit
  ) {
    let outline = unit.outline
    guard
      let value = arguments.first(where: { outline.key(ofPair: $0) == "default" })
        .flatMap({ outline.value(ofPair: $0) }),
      outline.kind(value) == .string
    else { return }
    for argument in arguments.prefix(2) where outline.kind(argument) != .keyword {
      guard let name = reader.meaning(argument, in: unit).literal, names.namesModel(name) else {
        continue
      }
      mention(value, named: name, in: unit)
    }
  }
}
