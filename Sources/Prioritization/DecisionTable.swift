internal import Estate

/// What is done and how soon, from four questions. The table is printed in `docs/priority.md`.
struct DecisionTable: Sendable {
  enum Exploitation: String, Sendable, CaseIterable { case none, available, active }
  enum Reach: String, Sendable, CaseIterable { case no, unknown, yes }
  enum Stake: String, Sendable, CaseIterable { case other, high, crown }

  /// The answers for one finding.
  struct Answers: Sendable, Hashable {
    let exploitation: Exploitation
    let reach: Reach
    let stake: Stake
    let acts: Bool
  }

  struct Row: Sendable {
    let exploitation: Exploitation
    let reach: Reach
    let stake: Stake
    let decision: Decision
    /// Where it acts by itself, so that the attack needs no person.
    let automated: Decision

    init(
      _ exploitation: Exploitation, _ reach: Reach, _ stake: Stake, _ decision: Decision,
      _ automated: Decision
    ) {
      self.exploitation = exploitation
      self.reach = reach
      self.stake = stake
      self.decision = decision
      self.automated = automated
    }
  }

  static let rows: [Row] = [
    Row(.active, .yes, .crown, .act, .act),
    Row(.active, .yes, .high, .act, .act),
    Row(.active, .yes, .other, .attend, .act),
    Row(.active, .unknown, .crown, .act, .act),
    Row(.active, .unknown, .high, .attend, .act),
    Row(.active, .unknown, .other, .attend, .attend),
    Row(.active, .no, .crown, .attend, .attend),
    Row(.active, .no, .high, .trackClosely, .attend),
    Row(.active, .no, .other, .trackClosely, .trackClosely),
    Row(.available, .yes, .crown, .act, .act),
    Row(.available, .yes, .high, .attend, .act),
    Row(.available, .yes, .other, .trackClosely, .attend),
    Row(.available, .unknown, .crown, .attend, .act),
    Row(.available, .unknown, .high, .attend, .attend),
    Row(.available, .unknown, .other, .trackClosely, .trackClosely),
    Row(.available, .no, .crown, .trackClosely, .trackClosely),
    Row(.available, .no, .high, .track, .trackClosely),
    Row(.available, .no, .other, .track, .track),
    Row(.none, .yes, .crown, .attend, .act),
    Row(.none, .yes, .high, .trackClosely, .attend),
    Row(.none, .yes, .other, .track, .trackClosely),
    Row(.none, .unknown, .crown, .trackClosely, .attend),
    Row(.none, .unknown, .high, .trackClosely, .trackClosely),
    Row(.none, .unknown, .other, .track, .track),
    Row(.none, .no, .crown, .track, .track),
    Row(.none, .no, .high, .track, .track),
    Row(.none, .no, .other, .track, .track),
  ]

  static func decision(_ answers: Answers) -> Decision {
    let row = rows.first {
      $0.exploitation == answers.exploitation && $0.reach == answers.reach
        && $0.stake == answers.stake
    }
    return (answers.acts ? row?.automated : row?.decision) ?? .track
  }
}

extension DecisionTable.Answers {
  init(_ inputs: PriorityInputs) {
    self.init(
      exploitation: .init(inputs), reach: .init(inputs), stake: .init(inputs),
      acts: (inputs.autonomy?.unit ?? 0) >= 0.5)
  }
}

extension DecisionTable.Exploitation {
  /// A success rate or EPSS from which an attack is at hand.
  private static let measured = 0.3
  /// The same as the score gives to a public exploit.
  private static let authored = LikelihoodFactors.publicExploit

  init(_ inputs: PriorityInputs) {
    if inputs.observed || inputs.kev {
      self = .active
    } else if inputs.publicExploit {
      self = .available
    } else if let rate = inputs.attackSuccessRate?.unit {
      self = rate >= Self.measured ? .available : .none
    } else if let epss = inputs.epss?.unit {
      self = LikelihoodFactors.overHorizon(epss) >= Self.measured ? .available : .none
    } else {
      self = (inputs.exploitability?.unit ?? 0) >= Self.authored ? .available : .none
    }
  }
}

extension DecisionTable.Reach {
  /// A path less likely than this leads nowhere in practice.
  private static let negligible = 0.05

  init(_ inputs: PriorityInputs) {
    guard let probability = inputs.reachability?.unit else {
      self = .unknown
      return
    }
    self = probability > Self.negligible ? .yes : .no
  }
}

extension DecisionTable.Stake {
  init(_ inputs: PriorityInputs) {
    let crown = inputs.criticality == .crown || inputs.sensitivity == .restricted
    let high =
      crown || inputs.criticality == .high || inputs.sensitivity == .confidential
      || inputs.regulated == true
    switch inputs.severity {
    case .info, .low: self = .other
    case .medium, .high: self = crown ? .crown : high ? .high : .other
    case .critical: self = crown ? .crown : .high
    }
  }
}
