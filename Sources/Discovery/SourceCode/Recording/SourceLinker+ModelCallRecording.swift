import Estate
import Formats

/// Records who asks which model where.
extension SourceLinker {
  /// A construct that asks a model which the code does not name.
  func noteUnnamedCall(_ occurrence: Occurrence, to agents: [Thing] = []) {
    note(
      ModelCall(
        targets: agents, users: users(at: occurrence), line: occurrence.line,
        unit: occurrence.unit, role: occurrence.construct.facts["role"],
        named: askingLine(of: occurrence)))
  }

  /// Where the step of a chain stands that asks: `client.prompt()`, `.user(question)`, `.call()`.
  func askingLine(of occurrence: Occurrence) -> Int? {
    guard occurrence.construct.product == .call, let call = occurrence.calls.first,
      let node = call.node, call.unit.index == occurrence.unit.index
    else { return nil }
    let (unit, names) = (call.unit, facts.reading[call.unit.family].invocations)
    var current = node
    for _ in 0..<64 {
      guard let member = unit.parent(of: current), unit.outline.kind(member) == .member,
        let next = unit.parent(of: member), unit.outline.kind(next) == .call,
        unit.outline.firstChild(next) == member
      else { return nil }
      if let name = unit.outline.text(member), names.contains(name) {
        return unit.outline.line(member)
      }
      current = next
    }
    return nil
  }

  /// Who makes a call: classes that turned out to be agents since it was found among them.
  private func askers(_ call: ModelCall) -> [AssetID] { call.place.map(users(at:)) ?? call.users }

  /// What may be asked; of more models than tell anything their few providers.
  private func fewest(_ candidates: [AssetID]) -> [AssetID] {
    guard candidates.count > ModelUseTable.choices else { return candidates }
    let providers = Set(
      candidates.compactMap { id in
        id.kind == .provider ? id : self.facts.providers[Self.authority(id)]?.id
      })
    return providers.count > ModelUseTable.providerChoices ? [] : providers.sorted()
  }

  /// Who names the model: mostly the slug of whose it is.
  private static func authority(_ id: AssetID) -> String {
    let parts = id.text.split(separator: ":", maxSplits: 2)
    return parts.count > 1 ? String(parts[1]) : ""
  }

  /// Records who asks which model where, when it is known what agents and projects use; in a chain of several lines
  /// where that begins, and where the method's name stands.
  func record(_ call: ModelCall) {
    record(call, line: call.line)
    // To run what tests is to test.
    for target in call.targets where target.kind == .agent {
      for evaluation in evaluatedWith[target.id] ?? [] {
        asset(evaluation, line: call.line, in: call.unit)
      }
    }
    if let named = call.named, named - call.line > 2 { record(call, line: named) }
  }

  private func record(_ call: ModelCall, line: Int) {
    var isKnown = false
    for target in call.targets {
      guard target.kind == .agent else {
        isKnown = true
        for user in askers(call) {
          relation(.usesModel, from: user, to: target.id, line: line, in: call.unit)
        }
        continue
      }
      for model in modelUse.models(of: target.id) {
        isKnown = true
        relation(.usesModel, from: target.id, to: model, line: line, in: call.unit)
      }
    }
    guard !isKnown else { return }
    let users = call.targets.isEmpty ? askers(call) : call.targets.map(\.id)
    let candidates = fewest(
      modelUse.candidates(
        inFile: call.unit.index, of: projectFolder(call.unit).native,
        in: call.unit.repository.native, role: call.role))
    for model in candidates {
      for user in users {
        relation(
          .usesModel, from: user, to: model, line: line, in: call.unit, basis: .inferred,
          confidence: 0.4)
      }
    }
    let isOfAgents = !call.targets.isEmpty && call.targets.allSatisfy { $0.kind == .agent }
    let usual =
      call.usual ?? (isOfAgents ? usualProviders[projectFolder(call.unit).native] : nil)
    if candidates.isEmpty, let provider = usual.flatMap({ facts.providers[$0] }) {
      recordProvider(
        Thing(provider), line: line, in: call.unit)
      for user in users {
        relation(
          .usesModel, from: user, to: provider.id, line: line, in: call.unit,
          basis: .inferred, confidence: 0.4)
      }
    }
  }
}
