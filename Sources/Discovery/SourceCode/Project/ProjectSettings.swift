/// What the files of settings of a repository give to the keys that its code reads: `cfg["data"]["path"]`.
struct ProjectSettings: Sendable {
  /// A value, and the keys that lead to it.
  struct Entry: Equatable, Sendable {
    let keys: [String]
    let value: String
  }

  private struct Known: Sendable {
    let entry: Entry
    /// The folders around the file, then its name: where each of several files is one choice, as Hydra has it,
    /// the folder stands in the place of a key.
    let place: [String]
  }

  /// Values by the last of their keys.
  private var known: [String: [Known]] = [:]

  /// Values of one key that code may be worth.
  private static let choices = 4

  mutating func add(_ entries: [Entry], of path: String) {
    var place = path.split(separator: "/").map(String.init)
    if let name = place.popLast() { place.append(String(name.prefix { $0 != "." })) }
    for entry in entries {
      guard let last = entry.keys.last else { continue }
      known[last, default: []].append(Known(entry: entry, place: place))
    }
  }

  /// Whether any value has such a key.
  func holds(_ key: String) -> Bool { known[key] != nil }

  /// All that it holds, in order.
  var texts: [String] {
    known.sorted { $0.key < $1.key }.flatMap { _, values in
      values.flatMap { $0.place + ["="] + $0.entry.keys + [$0.entry.value] }
    }
  }

  /// What code in a file gets by some keys, outermost first: of the entries that end in the most of them those
  /// of the nearest files. A single word says too little where it is not the only key.
  func values(of keys: [String], in path: String) -> [String] {
    guard let last = keys.last, let entries = known[last] else { return [] }
    let isTelling = NameWords.texts(of: last).count > 1
    let scored = entries.map { ($0, Self.agreement($0, keys)) }.filter { entry, score in
      score == keys.count && (score > 1 || isTelling || entry.entry.keys.count == 1)
        || score > 1 || isTelling
    }
    guard let most = scored.map(\.1).max() else { return [] }
    var best = scored.filter { $0.1 == most }.map(\.0)
    let folders = path.split(separator: "/").map(String.init)
    let nearness = best.map { entry in zip(entry.place, folders).prefix { $0 == $1 }.count }
    if let nearest = nearness.max() {
      best = zip(best, nearness).filter { $0.1 == nearest }.map(\.0)
    }
    var values: [String] = []
    for entry in best where !values.contains(entry.entry.value) {
      values.append(entry.entry.value)
    }
    return values.count <= (most > 1 ? Self.choices : 1) ? values : []
  }

  /// How many of the keys, from the last, lead to an entry.
  private static func agreement(_ known: Known, _ keys: [String]) -> Int {
    var wanted = keys[...]
    for key in known.entry.keys.reversed() {
      guard wanted.last == key else { return keys.count - wanted.count }
      wanted.removeLast()
      if wanted.isEmpty { return keys.count }
    }
    // `conf/model/small.yaml` holds what is `cfg.model`; a file of the name itself likewise.
    if let file = known.place.last, wanted.last == file { wanted.removeLast() }
    for folder in known.place.dropLast().reversed() where wanted.last == folder {
      wanted.removeLast()
    }
    return keys.count - wanted.count
  }
}
