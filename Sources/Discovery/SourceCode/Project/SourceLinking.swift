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
    guard !groups.isEmpty else { return [] }
    let next = Counter()
    let found = Mutex<[(order: Int, observations: Observations)]>([])
    let damage = Mutex<DamagedCache?>(nil)
    Workers.run(count: min(Workers.count, groups.count)) { _ in
      while case let number = next.next(), number < groups.count {
        do throws(DamagedCache) {
          let linked = try groups[number].link(facts, linking, detector: detector)
          found.withLock { $0 += linked }
        } catch {
          damage.withLock { $0 = error }
          return
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
      let selection = SourceSelection(fragments)
      defer { first += selection.candidates.count }
      guard !selection.chosen.isEmpty else { continue }
      let projects = fragments.compactMap { fragment in
        ProjectFragment(encoded: fragment.head).map { (String(fragment.pathInRepository), $0) }
      }
      let layout = ProjectLayout(projects, of: identity, facts)
      groups += SourceGroups.groups(selection, layout).map { files in
        SourceGroup(
          repository: identity, files: files.map { selection.candidates[$0].fragment },
          order: files.map { first + $0 }, layout: layout,
          weight: files.reduce(0) { $0 + selection.candidates[$1].fragment.size })
      }
    }
    return groups
  }
}
