/// Project.toml of Julia: `[deps]` by name, with their versions in `[compat]`.
enum JuliaProject {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try TOMLDocument.parse(bytes)
    manifest.projectName = root["name"]?.text
    manifest.projectVersion = root["version"]?.text
    for (section, isDevelopment) in [("deps", false), ("weakdeps", false), ("extras", true)] {
      for entry in root[section]?.entries ?? [] {
        let requirement = root["compat"]?[entry.key]?.text
        manifest.add(
          DeclaredDependency(
            ecosystem: .julia, name: entry.key, requirement: requirement,
            version: requirement?.hasPrefix("=") == true
              ? requirement?.dropFirst().trimmed : nil,
            line: entry.line, group: section == "weakdeps" ? section : nil,
            isDevelopment: isDevelopment))
      }
    }
  }
}
