internal import Estate

/// The words for the hops of a path.
struct PathPhrase: Sendable {
  let estate: Estate

  func sentence(of path: AttackPath, clauses: [String]) -> String {
    let reason = path.entry.map(\.reason).flatMap { $0 == .supposed ? nil : $0.rawValue }
    let start = "From \(reason ?? name(path.start.asset))"
    let percent = Int((path.probability * 100).rounded())
    let end = "(likelihood \(percent == 0 ? "under 1" : "\(percent)") %)."
    guard !clauses.isEmpty else {
      return "\(start) an attacker holds \(name(path.start.asset)) \(end)"
    }
    return "\(start) an attacker can \(clauses.joined(separator: ", then ")) \(end)"
  }

  /// What the attacker does at one hop, and why it works.
  func clause(of hop: AttackPath.Hop) -> String {
    let target = name(hop.to.asset)
    guard case .relation(let index) = hop.step else {
      return "make \(target) act on what it was fed"
    }
    let verb =
      switch hop.to.hold {
      case .influenced: "influence"
      case .controlled: "control"
      case .disclosed: "obtain"
      }
    let relation = estate.relation(at: index)
    let reason =
      "\(estate.assets[relation.tail].name) \(meaning(of: relation.kind)) "
      + estate.assets[relation.head].name
    return "\(verb) \(target) (\(reason))"
  }

  /// What to do about the weakest hop: where the attack already hangs by a thread, one cut is enough.
  func fix(for path: AttackPath, weakest: AttackPath.Hop?) -> String {
    guard let weakest else {
      return
        "Take \(name(path.start.asset)) out of reach of \(path.entry?.reason.rawValue ?? "it")."
    }
    return cut(of: weakest) + "."
  }

  /// How one hop is cut.
  func cut(of hop: AttackPath.Hop) -> String {
    switch hop.step {
    case .relation(let index):
      let relation = estate.relation(at: index)
      guard let cut = relation.kind.declaration.cut else {
        return "Guard \(relation.kind.name) from \(name(relation.tail)) "
          + "to \(name(relation.head))"
      }
      return cut.replacing("{tail}", with: name(relation.tail))
        .replacing("{head}", with: name(relation.head))
    case .hijack, .implied, .possession:
      return
        "Put an enforced guardrail on \(name(hop.to.asset)), or a person's approval on its tools"
    }
  }

  /// Kind and name: `Agent mailbot`.
  func name(_ asset: Int) -> String {
    "\(estate.assets[asset].kind.name) \(estate.assets[asset].name)"
  }

  private func meaning(of kind: RelationKind) -> String {
    let meaning = kind.declaration.meaning
    return meaning.prefix(1).lowercased() + meaning.dropFirst()
  }
}
