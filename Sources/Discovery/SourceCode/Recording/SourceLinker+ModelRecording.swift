import Estate
import Formats

/// Records models and providers, and who uses them.
extension SourceLinker {
  /// Records a model where its name stands.
  func recordModel(
    _ model: ModelName, at place: CodePlace, role: String? = nil, variable: String? = nil,
    confidence: Double? = nil
  ) {
    let unit = project.units[place.unit]
    namedModels.insert(place)
    recordModel(
      model, line: unit.outline.line(place.node), in: unit, role: role, variable: variable,
      confidence: confidence)
  }

  func recordModel(
    _ model: ModelName, line: Int, in unit: SourceUnit, role: String? = nil,
    variable: String? = nil, confidence: Double? = nil
  ) {
    let place = unit.spot(line)
    var properties: [String: Value] = [:]
    if let role {
      properties["role"] = .text(role)
      note(role: role, of: model.id)
    }
    if let variable { properties["default_of_env"] = .text(PlainLine.of(variable, limit: 64)) }
    withRecorder(unit) {
      $0.model(
        model, scope: unit.scope, properties: properties, line: place.line, cell: place.cell,
        confidence: confidence ?? self.confidence(unit))
    }
  }

  func recordProvider(_ thing: Thing, line: Int, in unit: SourceUnit, credential: String? = nil) {
    var properties: [String: Value] = credential.map { ["credential_env": .texts([$0])] } ?? [:]
    if thing.kind == .saaSApp { properties["type"] = .text("tracing") }
    asset(thing, properties, line: line, in: unit, confidence: 0.9 * confidence(unit))
  }

  /// Records the models of a construct, or its provider, and their use.
  func recordModels(_ occurrence: Occurrence) {
    let unit = occurrence.unit
    let (things, uses) = modelUses(occurrence)
    let role = occurrence.construct.facts["role"]
    for use in uses {
      if let place = use.place {
        recordModel(use.model, at: place, role: role, variable: use.variable)
      }
      let isNear = use.place.map {
        $0.unit == unit.index && abs(unit.outline.line($0.node) - occurrence.line) < 1
      }
      if isNear != true {
        recordModel(
          use.model, line: line(of: "model", occurrence), in: unit, role: role,
          variable: use.variable,
          confidence: use.place == nil ? 0.7 * confidence(unit) : nil)
      }
      if let base = literal(of: "base", occurrence), let model = model(base, nil, nil) {
        recordModel(model, line: occurrence.line, in: unit)
        relation(.derivedFrom, from: use.model.id, to: model.id, line: occurrence.line, in: unit)
      }
    }
    recordProviders(of: uses, occurrence)
    if things.isEmpty {
      signalUsers(of: occurrence)
      if occurrence.construct.product == .call { noteUnnamedCall(occurrence) }
    }
    for thing in things {
      if thing.kind == .agent {
        noteUnnamedCall(occurrence, to: [thing])
        continue
      }
      if thing.kind == .provider { recordProvider(thing, line: occurrence.line, in: unit) }
      if thing.kind == .modelArtifact {
        asset(thing, line: occurrence.line, in: unit)
        applySignals(occurrence, on: thing)
        relateLoading(occurrence)
        continue
      }
      if uses.isEmpty, thing.kind == .model, thing == environmentModel(occurrence) {
        recordEnvironmentModel(thing, line: line(of: "model", occurrence), in: unit)
      } else if uses.isEmpty, thing == unnamedModel(occurrence) {
        asset(
          thing, role.map { ["role": .text($0)] } ?? [:], line: occurrence.line, in: unit,
          confidence: 0.6 * confidence(unit))
        contain(thing, line: occurrence.line, in: unit)
        recordInstances(of: thing, occurrence.key, confidence: 0.6)
      }
      let users = users(at: occurrence)
      let asking = askingLine(of: occurrence).flatMap { $0 - occurrence.line > 2 ? $0 : nil }
      for user in users {
        for line in [occurrence.line, asking].compactMap({ $0 }) {
          relation(.usesModel, from: user, to: thing.id, line: line, in: unit)
        }
      }
      applySignals(occurrence, on: thing)
    }
  }

  /// What a call without an asset of its own says is said of who makes it.
  func signalUsers(of occurrence: Occurrence) {
    let construct = occurrence.construct
    guard !construct.signals.isEmpty || construct.product == .artifact else { return }
    for user in users(at: occurrence) {
      applySignals(occurrence, on: Thing(user, user.kind ?? .application, ""))
    }
  }

  /// Who uses what stands at a place: the agents that its function is a part of, else the application.
  func users(at occurrence: Occurrence) -> [AssetID] {
    let unit = occurrence.unit
    guard case .place(let place) = occurrence.key else { return [application(unit)] }
    return users(at: place)
  }

  func users(at place: CodePlace) -> [AssetID] {
    let unit = project.units[place.unit]
    let agents = enclosingAgents(of: unit.outline.scope(place.node), unit)
    return agents.isEmpty ? [application(unit)] : agents.map(\.id).sorted()
  }
}
