/// pubspec.yaml of Dart.
enum Pubspec {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    guard let root = try YAMLDocument.parse(bytes).first else { return }
    manifest.projectName = root["name"]?.text
    manifest.projectVersion = root["version"]?.scalar
    for (section, isDevelopment) in [("dependencies", false), ("dev_dependencies", true)] {
      for entry in root[section]?.entries ?? [] {
        let requirement = entry.value.scalar ?? entry.value["version"]?.scalar
        let source: DeclaredDependency.Source =
          entry.value["git"] != nil ? .git : entry.value["path"] != nil ? .path : .registry
        manifest.add(
          DeclaredDependency(
            ecosystem: .pub, name: entry.key, requirement: requirement,
            version: requirement.flatMap(PackageJSON.exactVersion), line: entry.line,
            isDevelopment: isDevelopment, source: source))
      }
    }
  }

  /// `pubspec.lock`
  static func readLock(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    guard let root = try YAMLDocument.parse(bytes).first else { return }
    for entry in root["packages"]?.entries ?? [] {
      let source: DeclaredDependency.Source =
        switch entry.value["source"]?.text {
        case "git": .git
        case "path", "sdk": .path
        default: .registry
        }
      manifest.add(
        DeclaredDependency(
          ecosystem: .pub, name: entry.key, version: entry.value["version"]?.scalar,
          line: entry.line,
          isDevelopment: entry.value["dependency"]?.text == "direct dev", source: source))
    }
  }
}
