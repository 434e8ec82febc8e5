/// Finds files of a repository by the paths that imports speak of.
struct ModulePaths: Sendable {
  private var byStem: [Substring: Int] = [:]
  /// The same by their last part.
  private var byName: [Substring: [(stem: Substring, index: Int)]] = [:]
  /// By the last two parts of the path and more, for imports from roots that are not known: the one file,
  /// or nil where there are several.
  private var byTail: [Substring: Int?] = [:]
  /// Parts of the paths of all files: a module whose first part is none of them is somebody else's.
  private var names: Set<Substring> = []

  /// Folders with an `__init__`.
  private var packages: Set<Substring> = []

  private static let slash = UInt8(ascii: "/")
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
    guard byStem[stem] == nil else { return }
    byStem[stem] = index
    let name = stem.utf8.lastIndex(of: Self.slash).map { stem[stem.utf8.index(after: $0)...] }
    byName[name ?? stem, default: []].append((stem, index))
  }

  /// The file that a module of a Python import is, or whose `__init__` it is.
  ///
  /// - Parameters:
  ///   - folder: of the file that imports, relative to the repository.
  ///   - own: number of that file, which does not find itself; nil to find any.
  func python(_ module: String, level: Int, from folder: Substring, own: Int?) -> Int? {
    let parts = module.utf8.split(separator: UInt8(ascii: ".")).map { Substring($0) }
    if level > 0 {
      let folders = folder.utf8.split(separator: Self.slash).map { Substring($0) }
      guard folders.count >= level - 1 else { return nil }
      return byStem[(folders.dropLast(level - 1) + parts).joined(separator: "/")[...]]
    }
    guard let first = parts.first, let last = parts.last, names.contains(first) else { return nil }
    let name = parts.count == 1 ? String(first) : parts.joined(separator: "/")
    let all = byName[last] ?? []
    let found =
      all.count <= Self.fewNames
      ? Self.nearest(name, among: all, from: folder, own: own)
      : searched(name, from: folder, own: own)
    return found ?? (parts.count > 1 ? byTail[name[...]] ?? nil : nil)
  }

  /// Files of one name that are gone through sooner than the folders around a file.
  private static let fewNames = 24

  /// The file that a path leads to from the nearest folder around, or from `src` in one.
  private static func nearest(
    _ name: String, among all: [(stem: Substring, index: Int)], from folder: Substring, own: Int?
  ) -> Int? {
    var (found, best): (Int?, Int) = (nil, -1)
    let around = folder.utf8
    for (stem, index) in all where index != own && stem.utf8.count >= name.utf8.count {
      let root = stem.utf8.dropLast(name.utf8.count)
      guard stem.utf8.suffix(name.utf8.count).elementsEqual(name.utf8) else { continue }
      guard root.isEmpty || root.last == slash else { continue }
      // Of a folder and the `src` in it the folder comes first.
      var rank = -1
      if isAround(root) {
        rank = root.count * 2 + 1
      } else if root.count == 4 || root.dropLast(4).last == slash,
        root.suffix(4).elementsEqual("src/".utf8), isAround(root.dropLast(4))
      {
        rank = (root.count - 4) * 2
      }
      if rank > best { (found, best) = (index, rank) }
    }
    return found

    /// Whether a folder with its slash is one that the file stands in.
    func isAround(_ root: Substring.UTF8View) -> Bool {
      if root.isEmpty { return true }
      let count = root.count - 1
      guard around.count >= count, around.prefix(count).elementsEqual(root.dropLast()) else {
        return false
      }
      return around.count == count || around.dropFirst(count).first == slash
    }
  }

  /// The same, folder after folder.
  private func searched(_ name: String, from folder: Substring, own: Int?) -> Int? {
    var folder = folder
    while true {
      let root = folder.isEmpty ? "" : "\(folder)/"
      for path in ["\(root)\(name)", "\(root)src/\(name)"] {
        if let found = byStem[path[...]], found != own { return found }
      }
      if folder.isEmpty { return nil }
      folder = folder.lastIndex(of: "/").map { folder[..<$0] } ?? ""
    }
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
