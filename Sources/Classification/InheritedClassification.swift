import Estate

/// Carries classifications along relations, as `InheritanceRules` say. Each value keeps the asset that it
/// comes from and loses confidence with each step. Cycles end, for nothing is passed on twice; the work
/// is linear in the relations, for confidences are whole thousandths and wait in one bucket each.
struct InheritedClassification {
  private let estate: Estate
  private let property: String
  private let rules: [InheritanceRules.Rule]
  /// Position of each value from the least to the worst; empty where values only differ.
  private let severities: [String: Int]
  private let excluded: Set<Int>

  /// Values that reach an asset and are kept, at most.
  private static let arrivalLimit = 4
  /// Thousandths below which a value is not worth telling.
  private static let leastConfidence = 50

  /// A value on its way.
  struct Arrival: Sendable {
    let value: String
    /// Thousandths.
    let confidence: Int
    /// Index of the asset that has it by itself.
    let source: Int
  }

  /// - Parameter excluded: assets that take nothing.
  init(
    _ estate: Estate, _ property: String, _ rules: InheritanceRules, excluding excluded: Set<Int>
  ) {
    self.estate = estate
    self.property = property
    self.rules = rules.rules[property] ?? []
    self.excluded = excluded
    let values = Schema.current.common.first { $0.name == property }?.values ?? []
    severities =
      rules.accumulating.contains(property)
      ? Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) }) : [:]
  }

  /// What reaches each asset and is not what it has by itself, the surest first.
  func arrivals() -> [Int: [Arrival]] {
    let direct = directValues()
    guard !severities.isEmpty else { return spread(direct.map(\.self), direct) }
    var all: [Int: [Arrival]] = [:]
    var reached: Set<Int> = []
    // The worst first: what it reaches no lesser value reaches.
    for (value, _) in severities.sorted(by: { $0.value > $1.value }) {
      let seeds = direct.filter { $0.value.value == value && !reached.contains($0.key) }
      for (asset, arrivals) in spread(seeds.map(\.self), direct) where all[asset] == nil {
        all[asset] = arrivals
        // One that says better of itself keeps its own value, and passes that on.
        if arrivals.contains(where: { $0.confidence > direct[asset]?.confidence ?? 0 }) {
          reached.insert(asset)
        }
      }
    }
    return all
  }

  private func directValues() -> [Int: Arrival] {
    var direct: [Int: Arrival] = [:]
    for (index, asset) in estate.assets.enumerated() {
      guard let value = asset.properties[property]?.text else { continue }
      let confidence = asset.claims.lazy
        .filter { $0.property == property && $0.value.text == value }
        .map(\.sighting.confidence).max()
      guard let confidence, confidence > 0 else { continue }
      direct[index] = Arrival(
        value: value, confidence: Int((min(confidence, 1) * 1000).rounded()), source: index)
    }
    return direct
  }

  /// Passes the values of some assets on, the surest first.
  private func spread(
    _ seeds: [(key: Int, value: Arrival)], _ direct: [Int: Arrival]
  ) -> [Int: [Arrival]] {
    var buckets = [[(asset: Int, arrival: Arrival)]](repeating: [], count: 1001)
    for (asset, arrival) in seeds { buckets[arrival.confidence].append((asset, arrival)) }
    var settled: Set<Int> = []
    var arrivals: [Int: [Arrival]] = [:]
    for confidence in (Self.leastConfidence...1000).reversed() {
      let bucket = buckets[confidence].sorted {
        ($0.asset, $0.arrival.value, $0.arrival.source)
          < ($1.asset, $1.arrival.value, $1.arrival.source)
      }
      for (asset, arrival) in bucket where settled.insert(asset).inserted {
        forEachTaker(of: asset) { taker, keep in
          let passed = Arrival(
            value: arrival.value, confidence: arrival.confidence * keep / 1000,
            source: arrival.source)
          guard passed.confidence >= Self.leastConfidence, taker != arrival.source,
            !excluded.contains(taker), isWorthTelling(passed, direct[taker])
          else { return }
          Self.note(passed, in: &arrivals[taker, default: []])
          // What an asset has by itself, and more surely, is what it passes on.
          if passed.confidence > direct[taker]?.confidence ?? 0, !settled.contains(taker) {
            buckets[passed.confidence].append((taker, passed))
          }
        }
      }
      buckets[confidence] = []
    }
    return arrivals
  }

  private func isWorthTelling(_ arrival: Arrival, _ own: Arrival?) -> Bool {
    guard let own else { return true }
    if severities.isEmpty { return arrival.value != own.value }
    return severities[arrival.value] ?? 0 > severities[own.value] ?? 0
  }

  private static func note(_ arrival: Arrival, in arrivals: inout [Arrival]) {
    if let known = arrivals.firstIndex(where: { $0.value == arrival.value }) {
      let other = arrivals[known]
      if (arrival.confidence, -arrival.source) > (other.confidence, -other.source) {
        arrivals[known] = arrival
      }
    } else if arrivals.count < arrivalLimit {
      arrivals.append(arrival)
    }
  }

  private func forEachTaker(of asset: Int, _ body: (_ taker: Int, _ keep: Int) -> Void) {
    let kind = estate.assets[asset].kind
    for rule in rules where rule.from.contains(kind) {
      if rule.givesFromTail {
        for relation in estate.outgoing(asset, rule.relation) {
          let taker = estate.head(ofRelationAt: relation)
          if rule.to.contains(estate.assets[taker].kind) { body(taker, rule.keep) }
        }
      } else {
        for relation in estate.incoming(asset, rule.relation) {
          let taker = estate.tail(ofRelationAt: Int(relation))
          if rule.to.contains(estate.assets[taker].kind) { body(taker, rule.keep) }
        }
      }
    }
  }
}
