import Estate
import GRDB

/// Reads the properties of all assets that have some of those asked for.
struct ClaimReader {
  let reader: EstateReader
  let properties: Set<String>

  /// By place in the roll.
  func read(_ roll: AssetRoll, _ database: Database) throws -> [Int: [String: Value]] {
    let names = try numbers(database)
    guard !names.isEmpty else { return [:] }
    let list = names.keys.sorted().map(String.init).joined(separator: ", ")
    var merger = Merger(reader: reader, names: names, roll: roll)
    var facts: [Fact] = []
    var apart: [Int: [Fact]] = [:]
    try reader.forEach(.claim, where: "property IN (\(list)) AND \(reader.held) ORDER BY asset") {
      guard let place = try roll.place($0.subject) else { return }
      if roll.shared.contains(place) {
        apart[place, default: []].append($0)
        return
      }
      if let first = facts.first, first.subject != $0.subject {
        try merger.merge(facts)
        facts.removeAll(keepingCapacity: true)
      }
      facts.append($0)
    }
    try merger.merge(facts)
    for facts in apart.values { try merger.merge(facts) }
    return merger.properties
  }

  private func numbers(_ database: Database) throws -> [Int32: String] {
    let select = try PreparedStatement(database, "SELECT number FROM text WHERE text = ?")
    var numbers: [Int32: String] = [:]
    for property in properties {
      select.bind(property, 0)
      if let number = try select.first({ $0.number(0) }) { numbers[number] = property }
    }
    return numbers
  }
}

/// Makes properties of the facts on one asset after the other.
private struct Merger {
  let reader: EstateReader
  /// Of properties, by number.
  let names: [Int32: String]
  let roll: AssetRoll
  private(set) var properties: [Int: [String: Value]] = [:]
  /// What many assets in a row have is made once.
  private var last: (fact: Fact, kind: AssetKind, properties: [String: Value])?

  init(reader: EstateReader, names: [Int32: String], roll: AssetRoll) {
    (self.reader, self.names, self.roll) = (reader, names, roll)
  }

  mutating func merge(_ facts: [Fact]) throws {
    guard let first = facts.first, let place = try roll.place(first.subject) else { return }
    let kind = roll.kinds[place]
    if facts.count == 1, let last, last.kind == kind, last.fact.kind == first.kind,
      last.fact.value == first.value
    {
      properties[place] = last.properties
      return
    }
    let merged = PropertyClaim.merged(try claims(facts), of: kind)
    if facts.count == 1 { last = (first, kind, merged) }
    properties[place] = merged
  }

  /// Where a property is claimed once, whoever says so makes no difference.
  private func claims(_ facts: [Fact]) throws -> [PropertyClaim] {
    var counts: [Int32: Int] = [:]
    for fact in facts { counts[fact.kind, default: 0] += 1 }
    return try facts.map { fact in
      PropertyClaim(
        property: names[fact.kind] ?? "", value: try ValueJSON.decode(fact.value),
        sighting: counts[fact.kind] == 1
          ? Sighting(source: "", detector: "") : try reader.sighting(fact))
    }
    .sorted()
  }
}
