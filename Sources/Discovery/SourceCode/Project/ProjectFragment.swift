import Formats

/// What is kept of files that are no code but say how code is laid out.
enum ProjectFragment: Equatable {
  /// The folder is a project; it publishes packages of these names.
  case manifest([String]?)
  /// A file of configuration that code may refer to.
  case configuration
  /// Agents by `path in the repository:symbol`.
  case graphs([String])

  private static let manifestMark: UInt8 = 0x4D
  private static let configurationMark: UInt8 = 0x43
  private static let graphsMark: UInt8 = 0x47

  var encoded: [UInt8] {
    switch self {
    case .manifest(let names):
      [Self.manifestMark] + Array((names ?? []).joined(separator: "\n").utf8)
    case .configuration: [Self.configurationMark]
    case .graphs(let names): [Self.graphsMark] + Array(names.joined(separator: "\n").utf8)
    }
  }

  init?(encoded bytes: [UInt8]) {
    switch bytes.first {
    case Self.manifestMark:
      let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
      self = .manifest(text.split(separator: "\n").map(String.init))
    case Self.configurationMark: self = .configuration
    case Self.graphsMark:
      let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
      self = .graphs(text.split(separator: "\n").map(String.init))
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

  func isManifest(_ entry: FileEntry) -> Bool {
    Self.names.contains(entry.lowercasedName) || entry.fileExtension == "csproj"
  }

  func isConfiguration(_ entry: FileEntry) -> Bool {
    Self.configurations.contains(entry.lowercasedName)
  }

  func isGraphList(_ entry: FileEntry) -> Bool { entry.name == "langgraph.json" }

  /// The agents of `langgraph.json`: `{"graphs": {"name": "./src/graph.py:graph"}}`.
  func graphs(_ file: InspectedFile) throws(Unreadable) -> [String] {
    let folder = file.entry.pathInRepository.split(separator: "/").dropLast().map(String.init)
    return (try file.json()["graphs"]?.entries ?? []).compactMap { graph in
      guard let text = graph.value.text ?? graph.value["path"]?.text else { return nil }
      let parts = text.split(separator: ":")
      guard parts.count == 2 else { return nil }
      let path = parts[0].split(separator: "/").filter { $0 != "." }.map(String.init)
      return "\((folder + path).joined(separator: "/")):\(parts[1])"
    }
  }

  /// Names of the packages that a manifest publishes.
  func packages(_ file: InspectedFile) throws(Unreadable) -> [String] {
    switch file.entry.lowercasedName {
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
