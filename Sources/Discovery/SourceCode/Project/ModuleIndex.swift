import Formats

/// Finds the files of a repository that imports speak of.
struct ModuleIndex {
  private var byStem: [String: Int] = [:]
  private var folders: [String: [Int]] = [:]
  private var typeHomes: [SourceFamily: [String: [(unit: Int, definition: Int)]]] = [:]
  /// Folders by their last two parts and more, for imports from roots that are not known.
  private var byTail: [String: [Int]] = [:]

  init(_ units: [SourceUnit]) {
    // Notebooks are no modules, whatever they are called.
    for unit in units where unit.isModule {
      let path = Self.withoutExtension(unit.pathInRepository)
      byStem[path] = byStem[path] ?? unit.index
      folders[String(unit.folder), default: []].append(unit.index)
      for name in ["__init__", "index", "mod", "main", "lib"] where unit.stem == name[...] {
        let folder = String(unit.folder)
        if name != "main", byStem[folder] == nil { byStem[folder] = unit.index }
      }
      let parts = path.split(separator: "/")
      if parts.count > 2 {
        for start in 1..<(parts.count - 1) where start < 8 {
          byTail[parts[start...].joined(separator: "/"), default: []].append(unit.index)
        }
      }
      guard unit.family != .python, unit.family != .script else { continue }
      for index in 0..<unit.outline.classCount {
        typeHomes[unit.family, default: [:]][unit.outline.className(index), default: []]
          .append((unit.index, index))
      }
    }
  }

  /// The file that a module of a Python import is, or whose `__init__` it is.
  func python(_ module: String, level: Int, from unit: SourceUnit) -> Int? {
    let parts = module.split(separator: ".").map(String.init)
    if level > 0 {
      let base = unit.folder.split(separator: "/").dropLast(level - 1).map(String.init)
      guard unit.folder.split(separator: "/").count >= level - 1 else { return nil }
      return byStem[(base + parts).joined(separator: "/")]
    }
    guard !parts.isEmpty else { return nil }
    let name = parts.joined(separator: "/")
    var folder = unit.folder.split(separator: "/").map(String.init)
    // A file does not find itself, nor what only its own folder calls by that name in a package.
    while true {
      for root in [folder, folder + ["src"]] {
        if let found = byStem[(root + [name]).joined(separator: "/")], found != unit.index {
          return found
        }
      }
      if folder.isEmpty { break }
      folder.removeLast()
    }
    guard parts.count > 1, let tails = byTail[name], tails.count == 1 else { return nil }
    return tails[0]
  }

  /// The file that a script's import speaks of.
  func script(_ module: String, from unit: SourceUnit) -> Int? {
    var parts: [String]
    if module.hasPrefix(".") {
      parts = unit.folder.split(separator: "/").map(String.init)
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
    var folder = unit.folder.split(separator: "/").map(String.init)
    while true {
      for root in [folder, folder + ["src"], folder + ["app"], folder + ["lib"]] {
        if let found = found(root + rest) { return found }
      }
      if folder.isEmpty { return nil }
      folder.removeLast()
    }
  }

  private func found(_ parts: [String]) -> Int? {
    let path = parts.joined(separator: "/")
    return byStem[path] ?? byStem[Self.withoutExtension(path)]
  }

  /// The one type of that name, or the one nearest to a file.
  func type(_ name: String, near unit: SourceUnit) -> (unit: Int, definition: Int)? {
    guard let homes = typeHomes[unit.family]?[name] else { return nil }
    if homes.count == 1 { return homes[0] }
    let here = homes.filter { home in folders[String(unit.folder)]?.contains(home.unit) == true }
    return here.count == 1 ? here[0] : nil
  }

  /// The other files of the folder that a file stands in.
  func neighbours(of unit: SourceUnit) -> [Int] {
    (folders[String(unit.folder)] ?? []).filter { $0 != unit.index }
  }

  /// The files of a Go package.
  func goPackage(_ path: String) -> [Int] {
    let parts = path.split(separator: "/").map(String.init)
    for start in parts.indices.dropFirst() {
      if let found = folders[parts[start...].joined(separator: "/")] { return found }
    }
    return []
  }

  static func withoutExtension(_ path: String) -> String {
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
    return String(path[..<dot])
  }
}
