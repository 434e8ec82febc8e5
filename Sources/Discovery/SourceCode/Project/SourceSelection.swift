import Formats

/// Chooses the files of a repository that matter for what it does with AI: those that use it, those that they
/// lead to by their imports, and those that use what these define. Of the others nothing is read but the
/// head.
struct SourceSelection {
  struct Candidate {
    /// Number of its fragment.
    let fragment: Int
    /// Relative to the repository.
    let path: String
    let head: SourceHead
  }

  /// All source files, by path.
  let candidates: [Candidate]
  /// Numbers of the files chosen, by path; none where no file uses AI.
  private(set) var chosen: [Int] = []
  /// The files that the imports of a file lead to, by number.
  private(set) var targets: [[(target: Int, reference: Int)]] = []

  init(_ fragments: [FileFragment], _ layout: ProjectLayout) {
    guard fragments.contains(where: { SourceHead.isRelevant($0.head) }) else {
      candidates = []
      return
    }
    candidates = fragments.enumerated().compactMap { number, fragment in
      SourceHead(encoded: fragment.head).map {
        Candidate(fragment: number, path: String(fragment.pathInRepository), head: $0)
      }
    }
    let paths = ModulePaths(
      candidates.enumerated().filter { !$0.element.path.hasSuffix(".ipynb") }
        .map { ($0.offset, $0.element.path) })
    var memory = ImportMemory(paths)
    targets = candidates.indices.map { index in
      candidates[index].head.references.enumerated().flatMap { number, reference in
        resolve(reference, from: index, &memory).map { ($0, number) }
      }
    }
    choose(layout)
  }

  /// The project that a file belongs to.
  func project(of file: Int, _ layout: ProjectLayout) -> [String] {
    let path = candidates[file].path
    return layout.project(ofFolder: path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "")
  }

  private mutating func choose(_ layout: ProjectLayout) {
    var isTaken = [Bool](repeating: false, count: candidates.count)
    let relevant = candidates.indices.filter { candidates[$0].head.isRelevant }
    let families = Set(relevant.map { candidates[$0].head.family })
    // Of other languages names are known without imports.
    let named = candidates.indices.filter {
      let family = candidates[$0].head.family
      return !family.importsFiles && families.contains(family)
    }
    take(relevant + named, &isTaken)
    // Files that use what those define, such as a factory of models, and those that use them in turn.
    var importers: [Int: [Int]] = [:]
    for index in candidates.indices where !isTaken[index] {
      for (target, _) in targets[index] { importers[target, default: []].append(index) }
    }
    var reached = candidates.indices.filter { isTaken[$0] }
    var pending: [Int] = []
    while let index = reached.popLast() {
      for importer in importers.removeValue(forKey: index) ?? [] {
        pending.append(importer)
        reached.append(importer)
      }
    }
    take(pending, &isTaken)
    // Files that read data beside what learns.
    let learning = Set(
      candidates.indices.filter { isTaken[$0] && candidates[$0].head.learns }
        .map { project(of: $0, layout) })
    if !learning.isEmpty {
      let readers = candidates.indices.filter {
        !isTaken[$0] && candidates[$0].head.readsData
          && learning.contains(project(of: $0, layout))
      }
      take(readers, &isTaken)
    }
    chosen = candidates.indices.filter { isTaken[$0] }
  }

  /// Takes files, and those that their imports lead to.
  private func take(_ files: [Int], _ isTaken: inout [Bool]) {
    var pending = files
    while let index = pending.popLast() {
      guard !isTaken[index] else { continue }
      isTaken[index] = true
      for (target, _) in targets[index] where !isTaken[target] { pending.append(target) }
    }
  }

  private func resolve(
    _ reference: SourceHead.Reference, from index: Int, _ memory: inout ImportMemory
  ) -> [Int] {
    let path = candidates[index].path
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[..<$0] } ?? ""
    let module = reference.module
    guard candidates[index].head.family == .python else {
      return [memory.paths.script(module, from: folder)].compactMap { $0 }
    }
    var names = [module]
    if let name = reference.name { names.append(module.isEmpty ? name : "\(module).\(name)") }
    return names.compactMap {
      memory.python($0, level: reference.level, from: folder, own: index)
    }
  }
}

/// What imports lead to: the files of a folder mostly import the same.
private struct ImportMemory {
  let paths: ModulePaths
  private var known: [Import: Int?] = [:]

  private struct Import: Hashable {
    let module: String
    let level: Int
    let folder: Substring
  }

  init(_ paths: ModulePaths) { self.paths = paths }

  mutating func python(_ module: String, level: Int, from folder: Substring, own: Int) -> Int? {
    let item = Import(module: module, level: level, folder: folder)
    let found: Int?
    if let before = known[item] {
      found = before
    } else {
      found = paths.python(module, level: level, from: folder, own: nil)
      known[item] = .some(found)
    }
    // A file does not find itself, but perhaps another.
    return found == own ? paths.python(module, level: level, from: folder, own: own) : found
  }
}
