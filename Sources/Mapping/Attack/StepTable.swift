internal import Estate

/// The moves that each kind of relation allows, flat, so that millions of relations are turned into
/// steps without looking at their declarations again.
struct StepTable: Sendable {
  /// From one end of a relation to the other.
  struct Move: Sendable, Hashable {
    /// From head to tail.
    let isAgainst: Bool
    let from: AttackHold
    let to: AttackHold
  }

  private var moves: [Move] = []
  /// Range of the moves by kind, first as declared, then for a tail that is a pipeline of some form.
  private var ranges: [Range<Int>] = []
  let probabilities: [Double]
  let disclosureProbabilities: [Double?]
  /// Variants of all kinds of relation; the number of each is its bit.
  let variants: [ProbabilityVariant]
  /// Numbers of the variants by kind, in the order in which they are tried.
  private let variantRanges: [Range<Int>]

  init(_ schema: Schema) {
    probabilities = schema.relations.map(\.probability)
    disclosureProbabilities = schema.relations.map(\.disclosureProbability)
    variants = schema.relations.flatMap(\.variants)
    var end = 0
    variantRanges = schema.relations.map { declaration in
      end += declaration.variants.count
      return end - declaration.variants.count..<end
    }
    for (number, declaration) in schema.relations.enumerated() {
      let kind = RelationKind(rawValue: UInt8(number))
      let own = Self.moves(of: declaration.projection, kind)
      let added = declaration.pipelineProjection.map { Self.moves(of: $0, kind) } ?? []
      append(own)
      append(own + added.filter { !own.contains($0) })
    }
  }

  /// None for a relation that carries no attacker.
  func moves(of kind: RelationKind, fromPipeline: Bool) -> ArraySlice<Move> {
    moves[ranges[2 * Int(kind.rawValue) + (fromPipeline ? 1 : 0)]]
  }

  /// The variants whose condition the asset meets, whichever end it is.
  func variantsMet(by asset: Asset) -> UInt32 {
    if asset.properties.isEmpty { return 0 }
    var met: UInt32 = 0
    for (number, variant) in variants.enumerated()
    where asset.properties[variant.property] == variant.equals {
      met |= 1 << UInt32(number)
    }
    return met
  }

  /// The probability of the first variant of the kind that an end meets; nil where none does.
  func variant(of kind: RelationKind, tail: UInt32, head: UInt32) -> Double? {
    for number in variantRanges[Int(kind.rawValue)] {
      let met = variants[number].side == .tail ? tail : head
      if met & (1 << UInt32(number)) != 0 { return variants[number].probability }
    }
    return nil
  }

  /// Whether an attacker can go along or against such a relation at all.
  func isStep(_ kind: RelationKind) -> Bool { !ranges[2 * Int(kind.rawValue) + 1].isEmpty }

  private mutating func append(_ more: [Move]) {
    ranges.append(moves.count..<moves.count + more.count)
    moves += more
  }

  private static func moves(of projection: Projection, _ kind: RelationKind) -> [Move] {
    let disclosed = disclosers(kind).flatMap { hold in
      directions(projection.disclosure).map { Move(isAgainst: $0, from: hold, to: .disclosed) }
    }
    return directions(projection.influence)
      .map { Move(isAgainst: $0, from: .influenced, to: .influenced) }
      + directions(projection.control)
      .map { Move(isAgainst: $0, from: .controlled, to: .controlled) } + disclosed
  }

  /// Along (false), against (true) or both.
  private static func directions(_ direction: Projection.Direction) -> [Bool] {
    switch direction {
    case .none, .exit: []
    case .forward: [false]
    case .backward: [true]
    case .both: [false, true]
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
}
