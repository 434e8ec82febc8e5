/// Gathers hits while a block is scanned, in whatever order they come, and keeps the first ones.
///
/// Memory is bounded by twice the limit, and what is kept depends on the bytes alone: not on the
/// order in which the library reports, which differs between processors.
final class HitBuffer {
  private(set) var hits: [PatternHit] = []
  private(set) var isTruncated = false
  /// Added to the offsets within the block.
  var base = 0
  /// Ends, in the file, of the hits that are wanted of this block: after the first, up to the second.
  var window = Int.min...Int.max
  private let limit: Int
  /// The last hit that can still be kept.
  private var last: PatternHit?

  init(limit: Int) { self.limit = max(1, limit) }

  func add(pattern: UInt32, end: UInt64) {
    let hit = PatternHit(pattern: Int(pattern), end: base &+ Int(truncatingIfNeeded: end))
    guard window.contains(hit.end) else { return }
    if let last, last < hit {
      isTruncated = true
      return
    }
    hits.append(hit)
    if hits.count >= 2 * limit { settle() }
  }

  /// Sorts, drops repetitions, and holds to the limit.
  func settle() {
    if zip(hits, hits.dropFirst()).contains(where: { !($0 < $1) }) {
      hits.sort()
      var kept = 0
      for index in hits.indices where kept == 0 || hits[kept - 1] != hits[index] {
        hits[kept] = hits[index]
        kept += 1
      }
      hits.removeSubrange(kept...)
    }
    guard hits.count > limit else { return }
    isTruncated = true
    hits.removeSubrange(limit...)
    last = hits.last
  }

  func reset() {
    hits.removeAll(keepingCapacity: true)
    isTruncated = false
    last = nil
    base = 0
    window = Int.min...Int.max
  }
}
