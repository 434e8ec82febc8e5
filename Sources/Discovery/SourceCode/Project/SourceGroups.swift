import Formats

/// The files of a repository in groups that can be understood one without the other: whatever names,
/// starts or imports another of the files chosen is in a group with it.
struct SourceGroups {
  private var parents: [Int]

  /// Numbers of fragments, group by group; the files of each, and the groups by their first file, in the
  /// order of the paths.
  static func groups(of fragments: [FileFragment], _ layout: ProjectLayout) -> [[Int]] {
    let selection = SourceSelection(fragments, layout)
    var groups = SourceGroups(parents: Array(selection.candidates.indices))
    groups.joinImports(selection, layout)
    groups.joinFamilies(selection)
    groups.joinMentions(selection)
    groups.joinNotebooks(selection, layout)
    groups.joinServers(selection, layout)
    groups.joinReaders(selection, layout)
    var members: [Int: [Int]] = [:]
    for file in selection.chosen { members[groups.root(file), default: []].append(file) }
    return members.values.sorted { $0[0] < $1[0] }
      .map { group in group.map { selection.candidates[$0].fragment } }
  }

  private func root(_ file: Int) -> Int {
    var file = file
    while parents[file] != file { file = parents[file] }
    return file
  }

  private mutating func join(_ one: Int, _ other: Int) {
    let (one, other) = (root(one), root(other))
    guard one != other else { return }
    // The lower number is the root, so that the result does not depend on the order.
    parents[max(one, other)] = min(one, other)
  }

  private mutating func joinImports(_ selection: SourceSelection, _ layout: ProjectLayout) {
    for file in selection.chosen {
      let head = selection.candidates[file].head
      for (target, number) in selection.targets[file] {
        let reference = head.references[number]
        // What the repository publishes as a library is used as one by its examples and tests.
        if head.family == .python, reference.level == 0, layout.publishes(reference.module),
          layout.scope(of: selection.candidates[file].path) != "product"
        {
          continue
        }
        join(file, target)
      }
    }
  }

  /// In other languages names are known without imports.
  private mutating func joinFamilies(_ selection: SourceSelection) {
    var first: [SourceFamily: Int] = [:]
    for file in selection.chosen {
      let family = selection.candidates[file].head.family
      guard !family.importsFiles else { continue }
      if let first = first[family] { join(first, file) } else { first[family] = file }
    }
  }

  /// A file may start a server that another defines.
  private mutating func joinMentions(_ selection: SourceSelection) {
    var byName: [Substring: [Int]] = [:]
    for file in selection.chosen where selection.candidates[file].head.isRelevant {
      let path = selection.candidates[file].path
      byName[path.split(separator: "/").last ?? "", default: []].append(file)
    }
    for file in selection.chosen {
      for name in selection.candidates[file].head.mentions {
        for other in byName[name[...]] ?? [] { join(file, other) }
      }
    }
  }

  /// The code of its project speaks for a notebook.
  private mutating func joinNotebooks(_ selection: SourceSelection, _ layout: ProjectLayout) {
    guard selection.chosen.contains(where: { selection.candidates[$0].head.isNotebook }) else {
      return
    }
    func place(_ file: Int) -> [String] {
      selection.project(of: file, layout) + [layout.scope(of: selection.candidates[file].path)]
    }
    var code: [[String]: Int] = [:]
    for file in selection.chosen where !selection.candidates[file].head.isNotebook {
      let place = place(file)
      code[place] = code[place] ?? file
    }
    for file in selection.chosen where selection.candidates[file].head.isNotebook {
      if let witness = code[place(file)] { join(witness, file) }
    }
  }

  /// Whether a server is the only one of its project decides by what it is known.
  private mutating func joinServers(_ selection: SourceSelection, _ layout: ProjectLayout) {
    var first: [[String]: Int] = [:]
    for file in selection.chosen where selection.candidates[file].head.mayServe {
      let project = selection.project(of: file, layout)
      if let first = first[project] { join(first, file) } else { first[project] = file }
    }
  }

  /// What reads data does so for what learns in its project.
  private mutating func joinReaders(_ selection: SourceSelection, _ layout: ProjectLayout) {
    var learning: [[String]: Int] = [:]
    for file in selection.chosen where selection.candidates[file].head.learns {
      let project = selection.project(of: file, layout)
      learning[project] = learning[project] ?? file
    }
    guard !learning.isEmpty else { return }
    for file in selection.chosen where selection.candidates[file].head.readsData {
      if let first = learning[selection.project(of: file, layout)] { join(first, file) }
    }
  }
}
