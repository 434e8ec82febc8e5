import Estate
import Formats

/// What a call asks: the model, or the agent or chain that has one, behind what is called.
extension SourceLinker {
  func callee(_ value: Meaning, in unit: SourceUnit, depth: Int = 0) -> Callee {
    guard depth < 8 else { return Callee() }
    switch value {
    case .oneOf(let values), .list(let values, _):
      return values.prefix(16).reduce(Callee()) { $0 + callee($1, in: unit, depth: depth + 1) }
    case .instance(let instance): return callee(instance, in: unit, depth: depth)
    case .definition(let home, let index):
      return callee(things(for: .definition(unit: home, index: index)))
    case .function(let home, let index, let receiver):
      let found = callee(things(for: .function(unit: home, index: index)))
      guard !found.isModel else { return found }
      let value = reader.value(ofProperty: index, in: project.units[home], receiver)
      return callee(value, in: project.units[home], depth: depth + 1)
    default: return Callee()
    }
  }

  func callee(_ things: [Thing]) -> Callee {
    let targets = things.filter(Self.isAsked)
    return Callee(targets: targets, isModel: !targets.isEmpty)
  }

  private func callee(_ instance: CodeInstance, in unit: SourceUnit, depth: Int) -> Callee {
    if let place = instance.place, let occurrence = occurrence(for: key(of: place)) {
      let construct = occurrence.construct
      switch construct.product {
      case .model:
        guard !Self.isOwnModel(construct) else { return Callee() }
        return Callee(
          targets: modelUses(occurrence).things.filter(Self.isAsked), isModel: true,
          role: construct.facts["role"])
      case .agent:
        let agents = things(for: occurrence.key)
        guard agents.isEmpty else { return Callee(targets: agents, isModel: true) }
        // A chain that is no agent of its own.
        return values(of: "members", occurrence).prefix(16).reduce(Callee()) {
          $0 + callee($1, in: unit, depth: depth + 1)
        }
      case .call where isAgentCall(occurrence) && construct.returns != nil:
        return Callee(targets: things(for: occurrence.key), isModel: true)
      // A guardrail that a provider serves: `moderation.moderate(text)`.
      case .guardrail where construct.facts["provider"] != nil:
        return Callee(
          targets: [provider(of: occurrence)].compactMap { $0 }, isModel: true, role: "moderation")
      case .call where construct.returns != nil:
        return Callee(
          targets: modelUses(occurrence).things.filter(Self.isAsked), isModel: true,
          role: construct.facts["role"])
      case .prompt where construct.returns != nil:
        // A function that is made of a prompt: `kernel.CreateFunctionFromPrompt(…).InvokeAsync(…)`.
        return Callee(isModel: true)
      // A step of a program that asks what the program is set up with: `dspy.Predict(signature)`.
      case .binding where construct.returns != nil && construct.arguments["prompt"] != nil:
        return Callee(isModel: true)
      case .binding, nil: break
      default: return Callee()
      }
    }
    if let place = instance.place, project.units[place.unit].outline.kind(place.node) == .operation
    {
      // Steps that are chained within others.
      let home = project.units[place.unit]
      return home.outline.children(place.node).prefix(16).reduce(Callee()) {
        $0 + callee(reader.meaning($1, in: home), in: home, depth: depth + 1)
      }
    }
    switch instance.type {
    case .definition(let home, let index):
      return callee(things(for: .definition(unit: home, index: index)))
    case .external(let symbol):
      // What a model answers is no model.
      if symbol.path.count > 1, facts.reading[unit.family].invocations.contains(symbol.last) {
        return Callee()
      }
      if let origin = instance.origin {
        let found = callee(origin, in: unit, depth: depth + 1)
        if found.isModel || !found.targets.isEmpty || instance.place == nil { return found }
      }
      // A value whose type is declared, or known of what gives it.
      guard instance.place.map({ occurrence(for: key(of: $0)) == nil }) ?? true,
        let construct = reader.constructs(for: symbol, .call, in: unit.family).first
      else { return Callee() }
      let isModel =
        construct.product == .agent || construct.product == .model && !Self.isOwnModel(construct)
      return Callee(isModel: isModel, role: construct.facts["role"])
    }
  }

  static func isAsked(_ thing: Thing) -> Bool {
    [.model, .provider, .agent].contains(thing.kind) && !thing.isOwnModel
  }
}
