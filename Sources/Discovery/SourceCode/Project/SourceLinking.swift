import Estate
import Synchronization

/// Works out what the source files of all repositories of a source mean, group after group, on all
/// processors.
struct SourceLinking: Sendable {
  private let facts: SourceFacts
  private let linking: Linking
  private let detector: String

  init(_ facts: SourceFacts, _ linking: Linking, detector: String) {
    self.facts = facts
    self.linking = linking
    self.detector = detector
  }

  /// What the files say, in the order of the repositories, and of their paths.
  func link(_ fragments: [FileFragment]) throws(DamagedCache) -> [Observations] {
    // The dearest first, so that no processor is left with it in the end.
    let groups = groups(of: fragments).sorted {
      ($1.weight, $0.order.first ?? 0) < ($0.weight, $1.order.first ?? 0)
    }
    guard let dearest = groups.first else { return [] }
    // All processors begin it, as the others are done before it is.
    let begun = Mutex(try dearest.begin(facts, linking, detector: detector))
    let next = Counter()
    let found = Mutex<[SourceGroup.Linked]>([])
    let damage = Mutex<DamagedCache?>(nil)
    Workers.run(count: min(Workers.count, groups.count)) { _ in
      while case let number = next.next(), number < groups.count {
        do throws(DamagedCache) {
          let begun = number == 0 ? begun.withLock { $0.take() } : nil
          let linked = try groups[number].link(facts, linking, detector: detector, begun: begun)
          found.withLock { $0 += linked }
        } catch {
          return damage.withLock { $0 = error }
        }
      }
    }
    if let damage = damage.withLock({ $0 }) { throw damage }
    return found.withLock { $0.sorted { $0.order < $1.order }.map(\.observations) }
  }

  private func groups(of fragments: [FileFragment]) -> [SourceGroup] {
    var repositories: [(identity: RepositoryIdentity, fragments: [FileFragment])] = []
    var places: [AssetID: Int] = [:]
    for fragment in fragments {
      let id = fragment.repository.id
      if let place = places[id] {
        repositories[place].fragments.append(fragment)
      } else {
        places[id] = repositories.count
        repositories.append((fragment.repository, [fragment]))
      }
    }
    var groups: [SourceGroup] = []
    var first = 0
    for (identity, fragments) in repositories {
      defer { first += fragments.count }
      let projects = fragments.compactMap { fragment in
        ProjectFragment(encoded: fragment.head).map { (String(fragment.pathInRepository), $0) }
      }
      let layout = ProjectLayout(projects, of: identity, facts)
      let digest = linking.memory.map { _ in layout.digest() }
      groups += members(of: fragments, layout).map { numbers in
        SourceGroup(
          repository: identity, files: numbers.map { fragments[$0] },
          order: numbers.map { first + $0 }, layout: layout, layoutDigest: digest,
          weight: numbers.reduce(0) { $0 + fragments[$1].size })
      }
    }
    return groups
  }

  /// Numbers of the fragments of each group, which all heads together decide: where none of them has
  /// changed, none is looked into.
  private func members(of fragments: [FileFragment], _ layout: ProjectLayout) -> [[Int]] {
    guard fragments.contains(where: { SourceHead.isRelevant($0.head) }) else { return [] }
    guard let memory = linking.memory else { return SourceGroups.groups(of: fragments, layout) }
    var writer = ByteWriter(reserving: fragments.count * 256)
    writer.counted("\(detector) groups".utf8)
    for fragment in fragments {
      writer.counted(fragment.pathInRepository.utf8)
      writer.counted(fragment.head)
    }
    let key = FileDigest(of: writer.bytes[...])
    if let known = memory.bytes(key), let groups = Self.groups(known, below: fragments.count) {
      return groups
    }
    let groups = SourceGroups.groups(of: fragments, layout)
    var kept = ByteWriter()
    for group in groups {
      kept.number(group.count)
      for number in group { kept.number(number) }
    }
    memory.keep(kept.bytes, under: key)
    return groups
  }

  /// Nil where the bytes are no groups.
  private static func groups(_ bytes: ArraySlice<UInt8>, below limit: Int) -> [[Int]]? {
    let bytes = Array(bytes)
    var reader = ByteReader(bytes, in: bytes.indices)
    var groups: [[Int]] = []
    do throws(ByteReader.Damage) {
      while !reader.isAtEnd {
        var group: [Int] = []
        for _ in 0..<(try reader.count()) {
          guard let number = Int(exactly: try reader.number()), number < limit else { return nil }
          group.append(number)
        }
        groups.append(group)
      }
    } catch {
      return nil
    }
    return groups
  }
}
