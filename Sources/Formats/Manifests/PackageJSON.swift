/// package.json of npm, yarn and pnpm.
enum PackageJSON {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try JSONDocument.parse(bytes)
    manifest.projectName = root["name"]?.text
    manifest.projectVersion = root["version"]?.text
    for (section, group, isDevelopment) in [
      ("dependencies", nil, false), ("devDependencies", "dev", true),
      ("peerDependencies", "peer", false), ("optionalDependencies", "optional", false),
    ] as [(String, String?, Bool)] {
      for entry in root[section]?.entries ?? [] {
        guard let written = entry.value.text else { continue }
        manifest.add(
          dependency(
            entry.key, written, line: entry.line, group: group, isDevelopment: isDevelopment))
      }
    }
  }

  private static func dependency(
    _ key: String, _ written: String, line: Int, group: String?, isDevelopment: Bool
  ) -> DeclaredDependency {
    var (name, requirement) = (key, written)
    // An alias: "x": "npm:name@^1".
    if written.hasPrefix("npm:") {
      let target = written.dropFirst(4)
      let at = target.dropFirst().firstIndex(of: "@") ?? target.endIndex
      name = String(target[..<at])
      requirement = String(target[at...].dropFirst())
    }
    return DeclaredDependency(
      ecosystem: .npm, name: name, requirement: requirement,
      version: exactVersion(requirement), line: line, group: group,
      isDevelopment: isDevelopment, source: source(of: requirement))
  }

  static func exactVersion(_ requirement: String) -> String? {
    let text = requirement.drop { $0 == "=" || $0 == "v" }
    let parts = text.prefix { $0 != "-" && $0 != "+" }.split(separator: ".")
    guard parts.count == 3, parts.allSatisfy({ $0.allSatisfy(\.isNumber) }), !text.contains(" ")
    else { return nil }
    return String(text)
  }

  private static func source(of requirement: String) -> DeclaredDependency.Source {
    for prefix in ["file:", "link:", "workspace:", "portal:", "./", "../", "/"]
    where requirement.hasPrefix(prefix) { return .path }
    for prefix in ["git", "ssh:", "github:", "gitlab:", "bitbucket:"]
    where requirement.hasPrefix(prefix) { return .git }
    if requirement.hasPrefix("http://") || requirement.hasPrefix("https://") {
      return requirement.contains(".git") ? .git : .url
    }
    // owner/repository
    return requirement.contains("/") && !requirement.contains(":") ? .git : .registry
  }
}
