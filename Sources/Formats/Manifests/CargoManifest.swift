/// Cargo.toml.
enum CargoManifest {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try TOMLDocument.parse(bytes)
    manifest.projectName = root["package"]?["name"]?.text
    manifest.projectVersion = root["package"]?["version"]?.text
    add(root, into: &manifest)
    addTable(root["workspace"]?["dependencies"], into: &manifest)
    for target in root["target"]?.entries ?? [] {
      add(target.value, into: &manifest)
    }
  }

  private static func add(
    _ owner: DocumentNode, into manifest: inout Manifest
  ) {
    addTable(owner["dependencies"], into: &manifest)
    addTable(owner["dev-dependencies"], group: "dev", development: true, into: &manifest)
    addTable(owner["build-dependencies"], group: "build", development: true, into: &manifest)
  }

  private static func addTable(
    _ table: DocumentNode?, group: String? = nil, development: Bool = false,
    into manifest: inout Manifest
  ) {
    for entry in table?.entries ?? [] {
      let value = entry.value
      let requirement = value.text ?? value["version"]?.text
      let isExact = requirement?.hasPrefix("=") == true && requirement?.contains(",") == false
      let isOptional = value["optional"]?.boolean == true
      manifest.add(
        DeclaredDependency(
          ecosystem: .cargo, name: value["package"]?.text ?? entry.key, requirement: requirement,
          version: isExact ? requirement?.dropFirst().trimmed : nil, line: entry.line,
          group: group ?? (isOptional ? "optional" : nil), isDevelopment: development,
          extras: value["features"]?.items.compactMap(\.text) ?? [],
          source: Self.source(value, requirement)))
    }
  }

  /// Where a package comes from. One with a path and a version is that of the registry to all others.
  private static func source(
    _ value: DocumentNode, _ requirement: String?
  ) -> DeclaredDependency.Source {
    if value["git"] != nil { return .git }
    return value["path"] != nil && requirement == nil ? .path : .registry
  }
}
