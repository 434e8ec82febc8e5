/// Finds files of a repository by the paths that imports speak of.
struct ModulePaths {
  private var byStem: [String: Int] = [:]
  /// By the last two parts of the path and more, for imports from roots that are not known.
  private var byTail: [String: [Int]] = [:]

  /// - Parameter paths: of the files, relative to the repository, by their number.
  init(_ paths: [(index: Int, path: String)]) {
    for (index, path) in paths {
      let stem = Self.withoutExtension(path)
      byStem[stem] = byStem[stem] ?? index
      let parts = stem.split(separator: "/")
      if let name = parts.last, ["__init__", "index", "mod", "lib"].contains(name) {
        let folder = parts.dropLast().joined(separator: "/")
        byStem[folder] = byStem[folder] ?? index
      }
      guard parts.count > 2 else { continue }
      for start in 1..<(parts.count - 1) where start < 8 {
        byTail[parts[start...].joined(separator: "/"), default: []].append(index)
      }
    }
  }

  /// The file that a module of a Python import is, or whose `__init__` it is.
  ///
  /// - Parameters:
  ///   - folder: of the file that imports, relative to the repository.
  ///   - own: number of that file, which does not find itself.
  func python(_ module: String, level: Int, from folder: Substring, own: Int) -> Int? {
    let parts = module.split(separator: ".").map(String.init)
    var folder = folder.split(separator: "/").map(String.init)
    if level > 0 {
      guard folder.count >= level - 1 else { return nil }
      return byStem[(folder.dropLast(level - 1) + parts).joined(separator: "/")]
    }
    guard !parts.isEmpty else { return nil }
    let name = parts.joined(separator: "/")
    while true {
      for root in [folder, folder + ["src"]] {
        if let found = byStem[(root + [name]).joined(separator: "/")], found != own { return found }
      }
      if folder.isEmpty { break }
      folder.removeLast()
    }
    guard parts.count > 1, let tails = byTail[name], tails.count == 1 else { return nil }
    return tails[0]
  }

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
    return byStem[path] ?? byStem[Self.withoutExtension(path)]
  }

  static func withoutExtension(_ path: String) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
    return String(path[..<dot])
  }
}
