import Formats

/// What is kept of files that are no code but say how code is laid out.
enum ProjectFragment: Equatable {
  /// The folder is a project; it publishes packages of these names.
  case manifest([String]?)
  /// A file of configuration that code may refer to.
  case configuration

  private static let manifestMark: UInt8 = 0x4D
  private static let configurationMark: UInt8 = 0x43

  var encoded: [UInt8] {
    switch self {
    case .manifest(let names):
      [Self.manifestMark] + Array((names ?? []).joined(separator: "\n").utf8)
    case .configuration: [Self.configurationMark]
    }
  }

  init?(encoded bytes: [UInt8]) {
    switch bytes.first {
    case Self.manifestMark:
      let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
      self = .manifest(text.split(separator: "\n").map(String.init))
    case Self.configurationMark: self = .configuration
    default: return nil
    }
  }
}

/// Files that make a folder a project.
struct ProjectManifests: Sendable {
  private static let names: Set<String> = [
    "pyproject.toml", "setup.py", "setup.cfg", "package.json", "go.mod", "pom.xml",
    "build.gradle", "build.gradle.kts", "cargo.toml", "gemfile", "composer.json", "package.swift",
    "pipfile", "requirements.txt", "environment.yml", "pubspec.yaml", "mix.exs",
  ]
  private static let configurations: Set<String> = [
    "agents.yaml", "agents.yml", "tasks.yaml", "tasks.yml",
  ]

  func isManifest(_ name: Substring) -> Bool {
    let name = name.lowercased()
    return Self.names.contains(name) || name.hasSuffix(".csproj")
  }

  func isConfiguration(_ name: Substring) -> Bool { Self.configurations.contains(name.lowercased()) }

  /// Names of the packages that a manifest publishes.
  func packages(_ file: InspectedFile) throws(Unreadable) -> [String] {
    switch file.entry.name.lowercased() {
    case "pyproject.toml":
      guard
        let root = try? TOMLDocument.parse(
          file.contents(limit: 4 << 20), limits: DocumentLimits(depth: 64, nodes: 100_000))
      else { return [] }
      return [root.at("project.name")?.text, root.at("tool.poetry.name")?.text].compactMap { $0 }
    case "package.json":
      return [try file.json()["name"]?.text].compactMap { $0 }
    default: return []
    }
  }
}
