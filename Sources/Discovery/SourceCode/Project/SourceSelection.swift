import Formats

/// Chooses the files that matter for what a repository does with AI: those that use it, and those that they
/// lead to by their imports. The others are not taken out of their fragments.
struct SourceSelection {
  private struct Candidate {
    let fragment: FileFragment
    let path: String
    let family: SourceFamily
  }

  private var candidates: [Candidate] = []

  /// Whether a fragment is one of source code; it is then a candidate.
  mutating func add(_ fragment: FileFragment) {
    let path = String(fragment.pathInRepository)
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let language = SourceLanguage(fileExtension: ending) ?? .python
    candidates.append(
      Candidate(fragment: fragment, path: path, family: SourceFamily(language)))
  }

  /// The files by path, each with what was kept of it.
  func files() -> [(file: FileFragment, path: String, source: SourceFragment)] {
    var taken: [Int: SourceFragment] = [:]
    var pending: [Int] = []
    for (index, candidate) in candidates.enumerated()
    where SourceFragment.isRelevant(candidate.fragment.bytes) {
      pending.append(index)
    }
    guard !pending.isEmpty else { return [] }
    let families = Set(pending.map { candidates[$0].family })
    for (index, candidate) in candidates.enumerated()
    where candidate.family != .python && candidate.family != .script
      && families.contains(candidate.family)
    {
      // Their names are known without imports.
      pending.append(index)
    }
    let paths = ModulePaths(
      candidates.enumerated().filter { !$0.element.path.hasSuffix(".ipynb") }
        .map { ($0.offset, $0.element.path) })
    take(&pending, &taken, paths)
    // Files that use what those define, such as a factory of models, and those that use them in turn.
    var importers: [Int: [Int]] = [:]
    for (index, candidate) in candidates.enumerated()
    where taken[index] == nil && (candidate.family == .python || candidate.family == .script) {
      guard let source = SourceFragment(encoded: candidate.fragment.bytes) else { continue }
      for item in source.outline.imports {
        for target in targets(of: item, from: index, paths) {
          importers[target, default: []].append(index)
        }
      }
    }
    var reached = Array(taken.keys)
    while let index = reached.popLast() {
      for importer in importers.removeValue(forKey: index) ?? [] {
        pending.append(importer)
        reached.append(importer)
      }
    }
    take(&pending, &taken, paths)
    return taken.sorted { $0.key < $1.key }.map { index, source in
      (candidates[index].fragment, candidates[index].path, source)
    }
  }

  /// Takes files, and those that their imports lead to.
  private func take(
    _ pending: inout [Int], _ taken: inout [Int: SourceFragment], _ paths: ModulePaths
  ) {
    while let index = pending.popLast() {
      guard taken[index] == nil,
        let source = SourceFragment(encoded: candidates[index].fragment.bytes)
      else { continue }
      taken[index] = source
      for item in source.outline.imports {
        for target in targets(of: item, from: index, paths) where taken[target] == nil {
          pending.append(target)
        }
      }
    }
  }

  private func targets(of item: Import, from index: Int, _ paths: ModulePaths) -> [Int] {
    let path = candidates[index].path
    let folder = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
    switch candidates[index].family {
    case .python:
      var names = [item.module]
      if let name = item.name {
        names.append(item.module.isEmpty ? name : "\(item.module).\(name)")
      }
      return names.compactMap { paths.python($0, level: item.level, from: folder, own: index) }
    case .script: return [paths.script(item.module, from: folder)].compactMap { $0 }
    default: return []
    }
  }
}
