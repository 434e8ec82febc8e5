/// Finds files of a repository by the paths that imports speak of.
struct ModulePaths {
  private var byStem: [Substring: Int] = [:]
  /// By the last two parts of the path and more, for imports from roots that are not known: the one file,
  /// or nil where there are several.
  private var byTail: [Substring: Int?] = [:]
  /// Parts of the paths of all files: a module whose first part is none of them is somebody else's.
  private var names: Set<Substring> = []

  /// Folders with an `__init__`.
  private var packages: Set<Substring> = []

  private static let folderFiles: Set<Substring> = ["__init__", "index", "mod", "lib"]

  /// - Parameter paths: of the files, relative to the repository, by their number.
  init(_ paths: [(index: Int, path: String)]) {
    byStem.reserveCapacity(paths.count * 2)
    byTail.reserveCapacity(paths.count * 2)
    for (index, path) in paths {
      let stem = Self.withoutExtension(path)
      note(index, stem)
      let parts = stem.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
      names.formUnion(parts)
      if let name = parts.last, Self.folderFiles.contains(name) {
        let folder = parts.count > 1 ? stem[..<parts[parts.count - 2].endIndex] : ""
        note(index, folder)
        if name == "__init__" { packages.insert(folder) }
      }
      guard parts.count > 2 else { continue }
      for start in 1..<(parts.count - 1) where start < 8 {
        let tail = stem[parts[start].startIndex...]
        byTail[tail] = byTail[tail] == nil ? .some(index) : .some(nil)
      }
    }
  }

  /// The first file of a stem counts.
  private mutating func note(_ index: Int, _ stem: Substring) {
    if byStem[stem] == nil { byStem[stem] = index }
  }

  /// The file that a module of a Python import is, or whose `__init__` it is.
  ///
  /// - Parameters:
  ///   - folder: of the file that imports, relative to the repository.
  ///   - own: number of that file, which does not find itself; nil to find any.
  func python(_ module: String, level: Int, from folder: Substring, own: Int?) -> Int? {
    let parts = module.split(separator: ".")
    if level > 0 {
      let folders = folder.split(separator: "/")
      guard folders.count >= level - 1 else { return nil }
      return byStem[(folders.dropLast(level - 1) + parts).joined(separator: "/")[...]]
    }
    guard let first = parts.first, names.contains(first) else { return nil }
    let name = parts.joined(separator: "/")
    var folder = folder
    while true {
      let root = folder.isEmpty ? "" : "\(folder)/"
      for path in ["\(root)\(name)", "\(root)src/\(name)"] {
        if let found = byStem[path[...]], found != own { return found }
      }
      if folder.isEmpty { break }
      folder = folder.lastIndex(of: "/").map { folder[..<$0] } ?? ""
    }
    return parts.count > 1 ? byTail[name[...]] ?? nil : nil
  }

  func isPackage(_ folder: Substring) -> Bool { packages.contains(folder) }

  /// The file that a script's import speaks of.
  func script(_ module: String, from folder: Substring) -> Int? {
    var parts = folder.split(separator: "/").map(String.init)
    if module.hasPrefix(".") {
      for part in module.split(separator: "/") {
        switch part {
        case ".": break
        case "..": _ = parts.popLast()
        default: parts.append(String(part))
        }
      }
      return found(parts)
    }
    // `@/lib/ai`, `~/lib/ai`, `#lib/ai`, `src/lib/ai`: from a root that the build settings name.
    let isAlias = module.hasPrefix("@/") || module.hasPrefix("~/") || module.hasPrefix("#")
    guard isAlias || module.hasPrefix("src/") else { return nil }
    let rest = module.drop { $0 == "@" || $0 == "~" || $0 == "#" }.split(separator: "/")
      .map(String.init)
    while true {
      for root in [parts, parts + ["src"], parts + ["app"], parts + ["lib"]] {
        if let found = found(root + rest) { return found }
      }
      if parts.isEmpty { return nil }
      parts.removeLast()
    }
  }

  private func found(_ parts: [String]) -> Int? {
    let path = parts.joined(separator: "/")
    return byStem[path[...]] ?? byStem[Self.withoutExtension(path)]
  }

  private static func withoutExtension(_ path: String) -> Substring {
    for index in path.utf8.indices.reversed() {
      switch path.utf8[index] {
      case UInt8(ascii: "."): return path[..<index]
      case UInt8(ascii: "/"): return path[...]
      default: break
      }
    }
    return path[...]
  }
}
