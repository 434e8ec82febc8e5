import Formats

/// What the files of a repository give to the variables of the environment that its code reads.
struct ProjectEnvironment: Sendable {
  /// Values by variable and folder of the file.
  private var values: [String: [String: [String]]] = [:]

  mutating func add(_ variables: [DeploymentVariables.Variable], of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    for variable in variables {
      var known = values[variable.name]?[folder] ?? []
      if !known.contains(variable.value) { known.append(variable.value) }
      values[variable.name, default: [:]][folder] = known
    }
  }

  /// All that it holds, in order.
  var texts: [String] {
    values.sorted { $0.key < $1.key }.flatMap { name, byFolder in
      byFolder.sorted { $0.key < $1.key }.flatMap { [name, $0.key] + $0.value }
    }
  }

  /// The values that code in a folder gets: by the nearest folder around it, else what all files agree on.
  func values(of name: String, in folder: Substring) -> [String] {
    guard let byFolder = values[name] else { return [] }
    var folder = folder
    while true {
      if let found = byFolder[String(folder)] { return found }
      guard let slash = folder.lastIndex(of: "/") else { break }
      folder = folder[..<slash]
    }
    if let found = byFolder[""] { return found }
    let all = Set(byFolder.values.joined())
    return all.count == 1 ? Array(all) : []
  }
}
