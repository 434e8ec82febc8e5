/// Lock files that are a list of `[[package]]` tables: uv.lock, poetry.lock, pdm.lock, pylock.toml and
/// Cargo.lock.
enum LockedTables {
  private struct Locked {
    var name: String?
    var version: String?
    var line = 0
    var source = DeclaredDependency.Source.registry
    var isDevelopment = false
  }

  static func read(
    _ bytes: [UInt8], _ ecosystem: PackageEcosystem, into manifest: inout Manifest
  ) throws(DocumentError) {
    var reader = TOMLReader(bytes)
    var locked: Locked?
    var prefix: [String] = []
    func add() {
      guard let locked, let name = locked.name else { return }
      manifest.add(
        DeclaredDependency(
          ecosystem: ecosystem, name: name, version: locked.version, line: locked.line,
          isDevelopment: locked.isDevelopment, source: locked.source))
    }
    while let statement = try reader.next() {
      switch statement {
      case .arrayOfTables(let path, _):
        guard path == ["package"] || path == ["packages"] else {
          prefix = Array(path.dropFirst())
          continue
        }
        add()
        locked = Locked()
        prefix = []
      case .table(let path, _):
        if path.first != "package", path.first != "packages" {
          add()
          locked = nil
        }
        prefix = Array(path.dropFirst())
      case .assignment(let path, let value, let line):
        guard locked != nil else { continue }
        switch prefix + path {
        case ["name"]:
          locked?.name = value.text
          locked?.line = line
        case ["version"]: locked?.version = value.text
        case ["category"]: locked?.isDevelopment = value.text == "dev"
        case ["source"]: locked?.source = source(of: value)
        case ["source", "type"]: locked?.source = source(ofType: value.text ?? "")
        case ["vcs"], ["git"]: locked?.source = .git
        case ["directory"], ["path"]: locked?.source = .path
        default: break
        }
      }
    }
    add()
  }

  private static func source(of value: DocumentNode) -> DeclaredDependency.Source {
    if let text = value.text { return text.hasPrefix("git+") ? .git : .registry }
    if value["git"] != nil { return .git }
    if value["url"] != nil { return .url }
    return value["registry"] != nil ? .registry : .path
  }

  private static func source(ofType type: String) -> DeclaredDependency.Source {
    switch type {
    case "git": .git
    case "url": .url
    case "file", "directory": .path
    default: .registry
    }
  }
}
