/// libs.versions.toml: a version catalog of Gradle.
enum GradleCatalog {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try TOMLDocument.parse(bytes)
    let versions = root["versions"]
    for entry in root["libraries"]?.entries ?? [] {
      var name: String?
      var version: String?
      if let text = entry.value.text {
        let parts = text.split(separator: ":")
        if parts.count >= 2 { name = "\(parts[0]):\(parts[1])" }
        if parts.count > 2 { version = String(parts[2]) }
      } else {
        name = entry.value["module"]?.text
        if let group = entry.value["group"]?.text, let artifact = entry.value["name"]?.text {
          name = "\(group):\(artifact)"
        }
        version = self.version(entry.value["version"], versions)
      }
      guard let name else { continue }
      manifest.add(
        DeclaredDependency(
          ecosystem: .maven, name: name, requirement: version,
          version: version.flatMap { GradleBuild.isExact($0) ? $0 : nil }, line: entry.line))
    }
  }

  private static func version(_ node: DocumentNode?, _ versions: DocumentNode?) -> String? {
    guard let node else { return nil }
    if let text = node.text { return text }
    if let reference = node["ref"]?.text { return version(rich: versions?[reference]) }
    return version(rich: node)
  }

  private static func version(rich node: DocumentNode?) -> String? {
    node?.text ?? node?["strictly"]?.text ?? node?["require"]?.text ?? node?["prefer"]?.text
  }
}
