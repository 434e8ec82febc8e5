import Formats

/// What is kept of files that are no code but say how code is laid out.
enum ProjectFragment: Equatable {
  /// The folder is a project; it publishes packages of these names.
  case manifest([String]?)
  /// A file of configuration that code may refer to.
  case configuration
  /// Agents by `path in the repository:symbol`.
  case graphs([String])
  /// Models that a file of deployment gives to variables.
  case variables([DeploymentVariables.Variable])
  /// Paths and names that a file of settings gives to its keys.
  case settings([ProjectSettings.Entry])
  /// Models that the settings of a framework name.
  case configuredModels([ProjectSettings.Entry])

  private static let manifestMark: UInt8 = 0x4D
  private static let configurationMark: UInt8 = 0x43
  private static let graphsMark: UInt8 = 0x47
  private static let variablesMark: UInt8 = 0x56
  private static let settingsMark: UInt8 = 0x54
  private static let configuredMark: UInt8 = 0x46

  var encoded: [UInt8] {
    switch self {
    case .manifest(let names):
      [Self.manifestMark] + Array((names ?? []).joined(separator: "\n").utf8)
    case .configuration: [Self.configurationMark]
    case .graphs(let names): [Self.graphsMark] + Array(names.joined(separator: "\n").utf8)
    case .variables(let variables):
      [Self.variablesMark]
        + Array(variables.map { "\($0.name)=\($0.value)" }.joined(separator: "\n").utf8)
    case .settings(let entries): [Self.settingsMark] + Self.bytes(of: entries)
    case .configuredModels(let entries): [Self.configuredMark] + Self.bytes(of: entries)
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
    case Self.variablesMark:
      let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
      self = .variables(
        text.split(separator: "\n").compactMap { line in
          let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
          guard parts.count == 2 else { return nil }
          return DeploymentVariables.Variable(name: parts[0], value: parts[1])
        })
    case Self.settingsMark: self = .settings(Self.entries(of: bytes.dropFirst()))
    case Self.configuredMark: self = .configuredModels(Self.entries(of: bytes.dropFirst()))
    default: return nil
    }
  }

  private static func bytes(of entries: [ProjectSettings.Entry]) -> [UInt8] {
    Array(
      entries.map { ($0.keys + [$0.value]).joined(separator: "\t") }.joined(separator: "\n").utf8)
  }

  private static func entries(of bytes: ArraySlice<UInt8>) -> [ProjectSettings.Entry] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t").map(String.init)
      guard parts.count > 1, let value = parts.last else { return nil }
      return ProjectSettings.Entry(keys: Array(parts.dropLast()), value: value)
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

  func isManifest(_ entry: FileEntry) -> Bool {
    Self.names.contains(entry.lowercasedName) || entry.fileExtension == "csproj"
  }

  func isConfiguration(_ entry: FileEntry) -> Bool {
    guard ["yaml", "yml"].contains(entry.fileExtension) else { return false }
    let name = entry.lowercasedName
    return name.contains("agents") || name.contains("tasks")
  }

  func isGraphList(_ entry: FileEntry) -> Bool { entry.name == "langgraph.json" }

  /// Most bytes of a file of deployment that is read.
  static let deploymentLimit = 1 << 20

  /// Whether a file may set variables of the environment.
  func isDeployment(_ entry: FileEntry) -> Bool {
    guard entry.size <= Self.deploymentLimit else { return false }
    let name = entry.lowercasedName
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.hasPrefix(".env")
      || name.hasSuffix(".env") || name == "env.example" || name.hasPrefix("dockerfile")
      || name.hasSuffix(".dockerfile")
  }

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

  /// The package URL of what a manifest publishes under a name.
  static func packageURL(_ name: String, ofManifest path: String) -> String? {
    switch path.split(separator: "/").last?.lowercased() {
    case "package.json": "pkg:npm/\(name)"
    case "pyproject.toml", "setup.cfg", "setup.py": "pkg:pypi/\(name)"
    default: nil
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
    case "setup.cfg", "setup.py":
      guard let format = ManifestFormat(fileName: file.entry.lowercasedName),
        let manifest = try? Manifest.parse(
          file.contents(limit: 4 << 20), as: format, keeping: { _, _ in false })
      else { return [] }
      return [manifest.projectName].compactMap { $0 }
    default: return []
    }
  }
}
