internal import Estate
internal import Foundation

/// Turns the relations of an estate into the steps of an attacker, as the schema declares.
struct Projector: Sendable {
  private let estate: Estate
  private let safeguards: Safeguards
  private let table = StepTable(.current)
  private let kinds: [AssetKind]
  /// For each asset one bit for each of the schema's variants whose condition it meets.
  private let variants: [UInt32]

  init(_ estate: Estate, _ traits: AttackTraits) {
    self.estate = estate
    safeguards = Safeguards(estate)
    kinds = estate.assets.map(\.kind)
    variants = traits.variants
  }

  /// All steps, in an order that depends on the estate alone.
  func emitSteps(_ emit: CompressedGraph.Emit) {
    for asset in kinds.indices { emitOwn(asset, emit) }
    for index in 0..<estate.relationCount where table.isStep(estate.kind(ofRelationAt: index)) {
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
    guard relation.tail != relation.head else { return }
    let base = probability(of: relation)
    let tail = kinds[relation.tail]
    let isPipeline = tail == .trainingJob || tail == .notebook || tail == .pipeline
    for move in table.moves(of: relation.kind, fromPipeline: isPipeline) {
      let from = move.isAgainst ? relation.head : relation.tail
      let to = move.isAgainst ? relation.tail : relation.head
      let probability =
        switch move.to {
        case .influenced: influence(base, into: Int32(to))
        case .controlled: control(base, relation.kind, from: from, to: to)
        case .disclosed: table.disclosureProbabilities[Int(relation.kind.rawValue)] ?? base
        }
      guard let cost = Self.cost(probability * relation.confidence) else { continue }
      emit(
        AttackState(asset: from, hold: move.from).node, AttackState(asset: to, hold: move.to).node,
        cost, Int32(index))
    }
  }

  private func probability(of relation: Relation) -> Double {
    table.variant(
      of: relation.kind, tail: variants[relation.tail], head: variants[relation.head]
    ) ?? table.probabilities[Int(relation.kind.rawValue)]
  }

  /// A known weakness makes what is fed in likelier to work; guardrails and gateways make it less so.
  /// Those of an agent count once, at its hijack.
  private func influence(_ probability: Double, into asset: Int32) -> Double {
    let raised = max(probability, safeguards.weakness[asset] ?? 0)
    if kinds[Int(asset)] == .agent { return raised }
    return raised * (safeguards.passing[asset] ?? 1)
  }

  /// What is called only once a person has agreed is called less often.
  private func control(
    _ probability: Double, _ kind: RelationKind, from caller: Int, to called: Int
  ) -> Double {
    let calls =
      kind == .canCall || kind == .provides || kind == .performs || kind == .delegatesTo
    return calls && safeguards.isGated(from: caller, to: called)
      ? probability * AttackPriors.approval : probability
  }

  /// −ln p; nil where the step cannot succeed.
  static func cost(_ probability: Double) -> Float? {
    guard probability > 0 else { return nil }
    return Float(max(0, -log(min(1, probability))))
  }
}
