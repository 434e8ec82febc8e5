/// Relations while their sightings are gathered: columns, and one pool of sightings for all.
struct RelationDrafts: Sendable {
  private(set) var kinds: [UInt8] = []
  private(set) var tails: [Int32] = []
  private(set) var heads: [Int32] = []
  private(set) var bases: [Basis] = []
  /// Properties of the few relations that have any.
  private(set) var properties: [Int32: [String: Value]] = [:]
  private var pool: [PackedSighting] = []
  /// The newest sighting of each relation, and the one before each sighting; −1 at the first.
  private var newest: [Int32] = []
  private var before: [Int32] = []
  /// Numbers of relations by hash of kind and ends, open addressing, a power of two long; −1 where
  /// free.
  private var slots: [Int32] = []

  var count: Int { kinds.count }

  /// The sightings of a relation, in no order, some perhaps twice.
  func sightings(of number: Int) -> [PackedSighting] {
    var sightings: [PackedSighting] = []
    var next = newest[number]
    while next >= 0 {
      sightings.append(pool[Int(next)])
      next = before[Int(next)]
    }
    return sightings
  }

  mutating func add(
    _ kind: UInt8, from tail: Int32, to head: Int32, _ basis: Basis, _ more: [String: Value],
    _ sighting: PackedSighting
  ) {
    let number = Int(number(of: kind, from: tail, to: head))
    bases[number] = max(bases[number], basis)
    if !more.isEmpty { properties[Int32(number), default: [:]].merge(more) { max($0, $1) } }
    // What is told twice is mostly told twice in a row.
    if newest[number] >= 0, pool[Int(newest[number])] == sighting { return }
    pool.append(sighting)
    before.append(newest[number])
    newest[number] = Int32(pool.count - 1)
  }

  /// Adds all that was gathered of a relation under other numbers of its ends.
  mutating func absorb(_ number: Int, of other: RelationDrafts, from tail: Int32, to head: Int32) {
    let properties = other.properties[Int32(number)] ?? [:]
    for sighting in other.sightings(of: number) {
      add(other.kinds[number], from: tail, to: head, other.bases[number], properties, sighting)
    }
  }

  private mutating func number(of kind: UInt8, from tail: Int32, to head: Int32) -> Int32 {
    if 4 * (count + 1) > 3 * slots.count { grow() }
    var position = slot(kind, tail, head)
    while slots[position] >= 0 {
      let number = Int(slots[position])
      if tails[number] == tail, heads[number] == head, kinds[number] == kind {
        return slots[position]
      }
      position = (position + 1) & (slots.count - 1)
    }
    slots[position] = Int32(count)
    kinds.append(kind)
    tails.append(tail)
    heads.append(head)
    bases.append(.inferred)
    newest.append(-1)
    return slots[position]
  }

  private func slot(_ kind: UInt8, _ tail: Int32, _ head: Int32) -> Int {
    var hasher = Hasher()
    hasher.combine(UInt64(UInt32(bitPattern: tail)) << 32 | UInt64(UInt32(bitPattern: head)))
    hasher.combine(kind)
    return hasher.finalize() & (slots.count - 1)
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: max(16, 2 * slots.count))
    for number in kinds.indices {
      var position = slot(kinds[number], tails[number], heads[number])
      while slots[position] >= 0 { position = (position + 1) & (slots.count - 1) }
      slots[position] = Int32(number)
    }
  }
}
