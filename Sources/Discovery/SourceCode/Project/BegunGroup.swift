import Formats
import Synchronization

/// The files of a group made ready to be understood together.
final class BegunGroup: Sendable {
  /// By which what the files say is remembered.
  let key: FileDigest?
  let project: SourceProject
  /// Places of the files in the order of the whole source.
  let places: [Int]
  /// Numbers of the files that themselves use AI.
  let relevant: Set<Int>
  /// What the files make, as far as that has been found.
  private let parts = Mutex<[FoundPart]>([])

  /// A group of less is done sooner than it is divided.
  static let leastWeight = 1 << 20
  /// In how many parts a group is looked through: always the same number, so that what is found never
  /// depends on the processors.
  static let parts = 4

  /// Makes the files ready, one after the other.
  convenience init(
    _ group: SourceGroup, _ key: FileDigest?, _ facts: SourceFacts
  ) throws(DamagedCache) {
    let files = try group.files.indices.map { number throws(DamagedCache) in
      try Self.fragment(number, of: group)
    }
    let known = files.indices.filter { files[$0] != nil }
    let units = known.enumerated().compactMap { index, number in
      files[number].map { Self.unit(index, number, of: group, $0) }
    }
    self.init(
      group, key, units, places: known.map { group.order[$0] },
      relevant: Set(known.indices.filter { files[known[$0]]?.isRelevant == true }))
  }

  private init(
    _ group: SourceGroup, _ key: FileDigest?, _ units: [SourceUnit], places: [Int],
    relevant: Set<Int>
  ) {
    self.key = key
    self.places = places
    self.relevant = relevant
    project = SourceProject(
      units: units, ownModules: group.layout.ownModules, settings: group.layout.settings)
  }

  /// Looks through the files on all processors, part after part.
  func find(_ facts: SourceFacts) {
    let found = Mutex<[FoundPart]>([])
    let ranges = Self.ranges(of: project.units, Self.parts)
    let (next, project) = (Counter(), project)
    Workers.run(count: min(Workers.count, ranges.count)) { _ in
      while case let number = next.next(), number < ranges.count {
        let part = FoundPart(in: ranges[number], of: project, facts)
        found.withLock { $0.append(part) }
      }
    }
    parts.withLock { parts in
      parts = found.withLock { $0.sorted { $0.units.lowerBound < $1.units.lowerBound } }
    }
  }

  /// What the files make; it is not kept here any longer.
  func takeParts() -> [FoundPart] {
    parts.withLock { parts in
      defer { parts = [] }
      return parts
    }
  }

  /// Makes the files ready on all processors.
  static func read(
    _ group: SourceGroup, _ key: FileDigest?, _ facts: SourceFacts
  ) throws(DamagedCache) -> BegunGroup {
    struct Read: Sendable {
      let number: Int
      let unit: SourceUnit
      let isRelevant: Bool
    }
    let all = Mutex<[Read]>([])
    let next = Counter()
    let damage = Mutex<DamagedCache?>(nil)
    Workers.run(count: min(Workers.count, group.files.count)) { _ in
      var read: [Read] = []
      while case let number = next.next(), number < group.files.count {
        do throws(DamagedCache) {
          guard let fragment = try fragment(number, of: group) else { continue }
          read.append(
            Read(
              number: number, unit: unit(number, number, of: group, fragment),
              isRelevant: fragment.isRelevant))
        } catch {
          return damage.withLock { $0 = error }
        }
      }
      all.withLock { $0 += read }
    }
    if let damage = damage.withLock({ $0 }) { throw damage }
    let read = all.withLock { $0.sorted { $0.number < $1.number } }
    // Files are known by their place among those that can be read.
    guard read.count == group.files.count else { return try BegunGroup(group, key, facts) }
    return BegunGroup(
      group, key, read.map(\.unit), places: group.order,
      relevant: Set(read.filter(\.isRelevant).map(\.number)))
  }

  private static func fragment(
    _ number: Int, of group: SourceGroup
  ) throws(DamagedCache) -> SourceFragment? {
    SourceFragment(encoded: try group.files[number].body())
  }

  private static func unit(
    _ index: Int, _ number: Int, of group: SourceGroup, _ fragment: SourceFragment
  ) -> SourceUnit {
    let path = String(group.files[number].pathInRepository)
    return SourceUnit(
      index: index, fragment: fragment, path: group.files[number].path,
      repository: group.repository, pathInRepository: path, scope: group.layout.scope(of: path))
  }

  /// Parts of about the same size, each of files that follow one another.
  private static func ranges(of units: [SourceUnit], _ count: Int) -> [Range<Int>] {
    let total = units.reduce(0) { $0 + $1.outline.expressionCount }
    var (ranges, start, seen): ([Range<Int>], Int, Int) = ([], 0, 0)
    for unit in units {
      seen += unit.outline.expressionCount
      guard seen * count >= total * (ranges.count + 1) || unit.index == units.count - 1 else {
        continue
      }
      ranges.append(start..<unit.index + 1)
      start = unit.index + 1
    }
    return ranges
  }
}
