/// composer.json and composer.lock.
enum ComposerFiles {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try JSONDocument.parse(bytes)
    manifest.projectName = root["name"]?.text
    manifest.projectVersion = root["version"]?.text
    for (section, isDevelopment) in [("require", false), ("require-dev", true)] {
      for entry in root[section]?.entries ?? [] where entry.key.contains("/") {
        let requirement = entry.value.text
        manifest.add(
          DeclaredDependency(
            ecosystem: .composer, name: entry.key, requirement: requirement,
            version: requirement.flatMap(PackageJSON.exactVersion), line: entry.line,
            isDevelopment: isDevelopment))
      }
    }
  }

  static func readLock(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try JSONDocument.parse(bytes)
    for (section, isDevelopment) in [("packages", false), ("packages-dev", true)] {
      for package in root[section]?.items ?? [] {
        guard let name = package["name"]?.text else { continue }
        let version = package["version"]?.text
        manifest.add(
          DeclaredDependency(
            ecosystem: .composer, name: name,
            version: version.map { String($0.drop { $0 == "v" }) },
            line: package.entries.first { $0.key == "name" }?.line ?? package.line,
            isDevelopment: isDevelopment))
      }
    }
  }
}
