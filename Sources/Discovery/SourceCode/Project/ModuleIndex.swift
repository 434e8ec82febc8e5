import Formats

/// Finds the files of a repository that imports speak of.
struct ModuleIndex: Sendable {
  private let paths: ModulePaths
  private var folders: [String: [Int]] = [:]
  /// The names of the folders of each file.
  private var unitFolders: [Int: [Substring]] = [:]
  /// The package or namespace of each file that names one.
  private var packages: [Int: String] = [:]
  private var typeHomes: [SourceFamily: [String: [(unit: Int, definition: Int)]]] = [:]

  init(_ units: [SourceUnit]) {
    // Notebooks are no modules, whatever they are called.
    let modules = units.filter(\.isModule)
    paths = ModulePaths(modules.map { ($0.index, $0.pathInRepository) })
    for unit in modules {
      folders[String(unit.folder), default: []].append(unit.index)
      packages[unit.index] = unit.outline.home
      guard unit.family != .python, unit.family != .script else { continue }
      unitFolders[unit.index] = unit.folder.split(separator: "/")
      for index in 0..<unit.outline.classCount where !unit.outline.isExtension(index) {
        typeHomes[unit.family, default: [:]][unit.outline.className(index), default: []]
          .append((unit.index, index))
      }
    }
  }

  /// The file that a module of a Python import is, or whose `__init__` it is.
  func python(_ module: String, level: Int, from unit: SourceUnit) -> Int? {
    paths.python(module, level: level, from: unit.folder, own: unit.index)
  }

  /// Whether a folder is a package of Python, in which nothing is looked for by a name alone.
  func isPackage(_ folder: Substring) -> Bool { paths.isPackage(folder) }

  /// The file that a script's import speaks of.
  func script(_ module: String, from unit: SourceUnit) -> Int? {
    paths.script(module, from: unit.folder)
  }

  /// The one type of that name, or the one nearest to a file.
  func type(_ name: String, near unit: SourceUnit) -> (unit: Int, definition: Int)? {
    guard let homes = typeHomes[unit.family]?[name] else { return nil }
    if homes.count == 1 { return homes[0] }
    let here = homes.filter { home in folders[String(unit.folder)]?.contains(home.unit) == true }
    if here.count == 1 { return here[0] }
    let seen = homes.filter { home in packages[home.unit].map(unit.sees(module:)) ?? false }
    return seen.count == 1 ? seen[0] : nearest(seen, to: unit)
  }

  /// The type whose file shares most of the path of another: programs of one repository that have the same
  /// package names.
  private func nearest(
    _ homes: [(unit: Int, definition: Int)], to unit: SourceUnit
  ) -> (unit: Int, definition: Int)? {
    let here = unit.folder.split(separator: "/")
    let shared = homes.map { home in
      zip(here, unitFolders[home.unit] ?? []).prefix { $0 == $1 }.count
    }
    guard let best = shared.max(), best > 0, shared.count(where: { $0 == best }) == 1,
      let index = shared.firstIndex(of: best)
    else { return nil }
    return homes[index]
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
}
