/// pyproject.toml by PEP 621 and PEP 735, Poetry, PDM and uv, and the Pipfile of Pipenv.
enum PyprojectFile {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try TOMLDocument.parse(bytes)
    let project = root["project"]
    let poetry = root["tool"]?["poetry"]
    manifest.projectName = project?["name"]?.text ?? poetry?["name"]?.text
    manifest.projectVersion = project?["version"]?.text ?? poetry?["version"]?.text

    let sources = sources(root["tool"]?["uv"]?["sources"])
    add(project?["dependencies"], sources: sources, into: &manifest)
    for group in project?["optional-dependencies"]?.entries ?? [] {
      add(group.value, group: group.key, sources: sources, into: &manifest)
    }
    for group in root["dependency-groups"]?.entries ?? [] {
      add(group.value, group: group.key, development: true, sources: sources, into: &manifest)
    }
    for group in root["tool"]?["pdm"]?["dev-dependencies"]?.entries ?? [] {
      add(group.value, group: group.key, development: true, into: &manifest)
    }
    let uv = root["tool"]?["uv"]?["dev-dependencies"]
    add(uv, group: "dev", development: true, sources: sources, into: &manifest)

    add(root["tool"]?["rye"]?["dev-dependencies"], group: "dev", development: true, into: &manifest)
    for environment in root["tool"]?["hatch"]?["envs"]?.entries ?? [] {
      for key in ["dependencies", "extra-dependencies"] {
        add(environment.value[key], group: environment.key, development: true, into: &manifest)
      }
    }
    for hook in root["tool"]?["hatch"]?["metadata"]?["hooks"]?.entries ?? [] {
      add(hook.value["dependencies"], into: &manifest)
    }
    if let pixi = root["tool"]?["pixi"] { addPixi(pixi, into: &manifest) }

    addTable(poetry?["dependencies"], into: &manifest)
    addTable(poetry?["dev-dependencies"], group: "dev", development: true, into: &manifest)
    for group in poetry?["group"]?.entries ?? [] {
      let isOptional = group.value["optional"]?.boolean == true
      addTable(
        group.value["dependencies"], group: group.key,
        development: !isOptional && group.key != "main", into: &manifest)
    }
  }

  static func readPipfile(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try TOMLDocument.parse(bytes)
    addTable(root["packages"], into: &manifest)
    addTable(root["dev-packages"], group: "dev", development: true, into: &manifest)
  }

  /// `pixi.toml`
  static func readPixi(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try TOMLDocument.parse(bytes)
    manifest.projectName = root["workspace"]?["name"]?.text ?? root["project"]?["name"]?.text
    addPixi(root, into: &manifest)
  }

  /// Packages of conda and of PyPI, of the whole workspace and of its features.
  private static func addPixi(_ pixi: DocumentNode, into manifest: inout Manifest) {
    let features = pixi["feature"]?.entries ?? []
    let targets = pixi["target"]?.entries ?? []
    let parts = [("", pixi)] + (features + targets).map { ($0.key, $0.value) }
    for (group, part) in parts {
      let group = group.isEmpty ? nil : group
      addTable(part["pypi-dependencies"], group: group, into: &manifest)
      for entry in part["dependencies"]?.entries ?? [] {
        let version = entry.value.text ?? entry.value["version"]?.text ?? ""
        var dependency = CondaEnvironment.dependency(
          entry.key + (version == "*" ? "" : version), line: entry.line)
        dependency.group = group
        manifest.add(dependency)
      }
    }
  }

  /// Where `tool.uv.sources` says that packages come from.
  private static func sources(_ table: DocumentNode?) -> [String: DeclaredDependency.Source] {
    var sources: [String: DeclaredDependency.Source] = [:]
    for entry in table?.entries ?? [] {
      sources[PackageEcosystem.pypi.normalized(entry.key)] = source(of: entry.value)
    }
    return sources
  }

  private static func source(of table: DocumentNode) -> DeclaredDependency.Source {
    if table["git"] != nil { return .git }
    if table["path"] != nil || table["workspace"]?.boolean == true || table["file"] != nil {
      return .path
    }
    return table["url"] != nil ? .url : .registry
  }

  private static func add(
    _ list: DocumentNode?, group: String? = nil, development: Bool = false,
    sources: [String: DeclaredDependency.Source] = [:], into manifest: inout Manifest
  ) {
    for item in list?.items ?? [] {
      guard let text = item.text, let requirement = PythonRequirement(text) else { continue }
      var dependency = requirement.dependency(
        line: item.line, group: group, isDevelopment: development)
      if let source = sources[dependency.name] { dependency.source = source }
      manifest.add(dependency)
    }
  }

  /// `name = "^1.0"` or `name = {version = "…", git = "…", extras = […]}`.
  private static func addTable(
    _ table: DocumentNode?, group: String? = nil, development: Bool = false,
    into manifest: inout Manifest
  ) {
    for entry in table?.entries ?? [] where entry.key.lowercased() != "python" {
      // A package may have one table for each platform.
      let value = entry.value.items.first ?? entry.value
      let written = value.text ?? value["version"]?.text
      let requirement = written == "*" ? nil : written
      let isOptional = value["optional"]?.boolean == true
      manifest.add(
        DeclaredDependency(
          ecosystem: .pypi, name: entry.key, requirement: requirement,
          version: requirement.flatMap(exactVersion), line: entry.line,
          group: group ?? (isOptional ? "optional" : nil), isDevelopment: development,
          extras: value["extras"]?.items.compactMap(\.text) ?? [], source: source(of: value)))
    }
  }

  /// Poetry reads a bare `1.2.3` as exactly that version.
  private static func exactVersion(_ requirement: String) -> String? {
    if let version = PythonRequirement.exactVersion(requirement) { return version }
    guard let first = requirement.utf8.first, Byte.isDigit(first),
      !requirement.contains(where: { "*,|< ".contains($0) })
    else { return nil }
    return requirement
  }
}
