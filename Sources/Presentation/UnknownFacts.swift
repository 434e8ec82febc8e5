import Estate

/// What is missing for the judgements that could not be made: what would settle most of them first.
struct UnknownFacts {
  private struct Gap: Hashable {
    let rule: String
    let missing: [String]
  }

  private static let limit = 5

  private let gaps: [(gap: Gap, count: Int)]

  init(_ judgements: [UnknownJudgement]) {
    let counts = judgements.reduce(into: [Gap: Int]()) { counts, judgement in
      counts[Gap(rule: judgement.rule, missing: judgement.missing), default: 0] += 1
    }
    gaps = counts.map { (gap: $0.key, count: $0.value) }.sorted { left, right in
      if left.count != right.count { return left.count > right.count }
      return (left.gap.rule, left.gap.missing.joined())
        < (right.gap.rule, right.gap.missing.joined())
    }
  }

  /// Such as `ISO-SHD-003 on 12 assets: approval`.
  var lines: [String] {
    gaps.prefix(Self.limit).map { gap, count in
      let facts = gap.missing.map { name in
        name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? name
      }
      return "  \(gap.rule) on \(count) asset\(count == 1 ? "" : "s"): "
        + facts.joined(separator: ", ")
    }
  }
}
