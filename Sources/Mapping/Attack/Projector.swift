internal import Estate
internal import Foundation

/// Turns the relations of an estate into the steps of an attacker, as the schema declares.
struct Projector: Sendable {
  private let estate: Estate
  private let safeguards: Safeguards
  private let rules: [RelationDeclaration]
  private let kinds: [AssetKind]

  init(_ estate: Estate) {
    self.estate = estate
    safeguards = Safeguards(estate)
    rules = RelationKind.all.map(\.declaration)
    kinds = estate.assets.map(\.kind)
  }

  /// All steps, in an order that depends on the estate alone.
  func emitSteps(_ emit: CompressedGraph.Emit) {
    for asset in kinds.indices { emitOwn(asset, emit) }
    for index in 0..<estate.relationCount {
      let kind = estate.kind(ofRelationAt: index)
      guard rules[Int(kind.rawValue)].isStep else { continue }
      emitSteps(of: estate.relation(at: index), at: index, emit)
    }
  }

  private func emitOwn(_ asset: Int, _ emit: CompressedGraph.Emit) {
    let controlled = AttackState(asset: asset, hold: .controlled).node
    let influenced = AttackState(asset: asset, hold: .influenced).node
    let disclosed = AttackState(asset: asset, hold: .disclosed).node
    let implied = AttackStep.implied.label(asset: asset)
    emit(controlled, influenced, 0, implied)
    emit(controlled, disclosed, 0, implied)
    if kinds[asset] == .agent {
      let probability = safeguards.hijack(of: Int32(asset))
      if let cost = Self.cost(probability) {
        emit(influenced, controlled, cost, AttackStep.hijack.label(asset: asset))
      }
    } else if kinds[asset] == .credential {
      emit(disclosed, controlled, 0, AttackStep.possession.label(asset: asset))
    }
  }

  private func emitSteps(of relation: Relation, at index: Int, _ emit: CompressedGraph.Emit) {
    let rule = rules[Int(relation.kind.rawValue)]
    guard relation.tail != relation.head else { return }
    let base = probability(of: relation, rule)
    func step(_ from: Int, _ holdFrom: AttackHold, _ to: Int, _ holdTo: AttackHold, _ p: Double) {
      guard let cost = Self.cost(p * relation.confidence) else { return }
      emit(
        AttackState(asset: from, hold: holdFrom).node, AttackState(asset: to, hold: holdTo).node,
        cost, Int32(index))
    }
    func both(_ direction: Projection.Direction, _ step: (_ from: Int, _ to: Int) -> Void) {
      if direction == .forward || direction == .both { step(relation.tail, relation.head) }
      if direction == .backward || direction == .both { step(relation.head, relation.tail) }
    }
    for projection in projections(of: relation, rule) {
      both(projection.influence) { from, to in
        step(from, .influenced, to, .influenced, influence(base, into: Int32(to)))
      }
      both(projection.control) { from, to in
        step(from, .controlled, to, .controlled, control(base, relation, into: Int32(to)))
      }
      both(projection.disclosure) { from, to in
        let probability = rule.disclosureProbability ?? base
        for hold in Self.disclosers(relation.kind) { step(from, hold, to, .disclosed, probability) }
      }
    }
  }

  /// What an attacker must have at one end to obtain the content of the other. Mostly that is control,
  /// as over a tool that reads a store. The content of a bucket, though, includes the dataset in it,
  /// and that of a repository the key in it; control implies both. A model tells what it remembers of
  /// its training to whoever questions it.
  private static func disclosers(_ kind: RelationKind) -> [AttackHold] {
    switch kind {
    case .storedIn, .materialisedAs, .containsSecret, .feeds, .derivedFrom: [.disclosed]
    case .trainedOn, .fineTunedOn: [.influenced, .disclosed]
    default: [.controlled]
    }
  }

  /// What the relation declares, and more where its tail is a pipeline of some form.
  private func projections(of relation: Relation, _ rule: RelationDeclaration) -> [Projection] {
    guard let more = rule.pipelineProjection else { return [rule.projection] }
    let kind = kinds[relation.tail]
    let isPipeline = kind == .trainingJob || kind == .notebook || kind == .pipeline
    return isPipeline ? [rule.projection, more] : [rule.projection]
  }

  private func probability(of relation: Relation, _ rule: RelationDeclaration) -> Double {
    for variant in rule.variants {
      let end = variant.side == .tail ? relation.tail : relation.head
      if estate.assets[end].properties[variant.property] == variant.equals {
        return variant.probability
      }
    }
    return rule.probability
  }

  /// A known weakness makes what is fed in likelier to work; guardrails and gateways make it less so.
  /// Those of an agent count once, at its hijack.
  private func influence(_ probability: Double, into asset: Int32) -> Double {
    let raised = max(probability, safeguards.weakness[asset] ?? 0)
    if kinds[Int(asset)] == .agent { return raised }
    return raised * (safeguards.passing[asset] ?? 1)
  }

  /// What is called only once a person has agreed is called less often.
  private func control(_ probability: Double, _ relation: Relation, into asset: Int32) -> Double {
    let calls: Bool =
      switch relation.kind {
      case .canCall, .provides, .performs, .delegatesTo: true
      default: false
      }
    return calls && safeguards.gated.contains(asset)
      ? probability * AttackPriors.approval : probability
  }

  /// −ln p; nil where the step cannot succeed.
  static func cost(_ probability: Double) -> Float? {
    guard probability > 0 else { return nil }
    return Float(Swift.max(0, -log(Swift.min(1, probability))))
  }
}

extension RelationDeclaration {
  /// Whether an attacker can go along or against it.
  var isStep: Bool {
    [projection, pipelineProjection].compactMap { $0 }.contains {
      $0.influence != .none || $0.control != .none || $0.disclosure.isTraversed
    }
  }
}

extension Projection.Direction {
  fileprivate var isTraversed: Bool { self != .none && self != .exit }
}
