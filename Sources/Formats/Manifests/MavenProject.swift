/// pom.xml of Maven. Properties of the file itself are resolved; those of a parent are not known.
enum MavenProject {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try XMLDocument.parse(bytes)
    guard root.name == "project" else { return }
    var properties: [String: String] = [:]
    for property in root["properties"]?.children ?? [] { properties[property.name] = property.text }
    let version = root["version"]?.text ?? root["parent"]?["version"]?.text
    properties["project.version"] = version
    properties["project.groupId"] = root["groupId"]?.text ?? root["parent"]?["groupId"]?.text
    manifest.projectName = root["artifactId"]?.text
    manifest.projectVersion = version.map { resolve($0, properties) }

    var managed: [String: String] = [:]
    for dependency in root["dependencyManagement"]?["dependencies"]?.children("dependency") ?? [] {
      let name = name(of: dependency, properties)
      let version = dependency["version"].map { resolve($0.text, properties) }
      if let version { managed[name] = version }
      // A bill of materials is needed itself; what else is managed only if it is asked for below.
      guard dependency["scope"]?.text == "import" else { continue }
      let isRange = version.map { $0.contains { "[(,${".contains($0) } } ?? true
      manifest.add(
        DeclaredDependency(
          ecosystem: .maven, name: name, requirement: version, version: isRange ? nil : version,
          line: dependency["artifactId"]?.line ?? dependency.line))
    }
    let profiles = root["profiles"]?.children("profile") ?? []
    for owner in [root] + profiles {
      for dependency in owner["dependencies"]?.children("dependency") ?? [] {
        let name = name(of: dependency, properties)
        let written = dependency["version"].map { resolve($0.text, properties) } ?? managed[name]
        let isRange = written.map { $0.contains { "[(,${".contains($0) } } ?? true
        let scope = dependency["scope"]?.text
        manifest.add(
          DeclaredDependency(
            ecosystem: .maven, name: name, requirement: written, version: isRange ? nil : written,
            line: dependency["artifactId"]?.line ?? dependency.line,
            group: owner.name == "profile" ? owner["id"]?.text : nil,
            isDevelopment: scope == "test", source: scope == "system" ? .path : .registry))
      }
    }
  }

  private static func name(of dependency: XMLElement, _ properties: [String: String]) -> String {
    let group = resolve(dependency["groupId"]?.text ?? "", properties)
    return "\(group):\(resolve(dependency["artifactId"]?.text ?? "", properties))"
  }

  /// Replaces `${name}`; a property may name another, a few times over.
  private static func resolve(_ text: String, _ properties: [String: String]) -> String {
    var text = text
    for _ in 0..<8 {
      guard let start = text.firstRange(of: "${"),
        let end = text[start.upperBound...].firstIndex(of: "}"),
        let value = properties[String(text[start.upperBound..<end])], text.utf8.count < 4_096
      else { break }
      text.replaceSubrange(start.lowerBound...end, with: value)
    }
    return text
  }
}
