/// *.csproj and its kin, Directory.Packages.props and packages.config of NuGet.
enum DotnetProject {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try XMLDocument.parse(bytes)
    for group in root.children("PropertyGroup") {
      manifest.projectName =
        group["PackageId"]?.text ?? group["AssemblyName"]?.text ?? manifest.projectName
      manifest.projectVersion = group["Version"]?.text ?? manifest.projectVersion
    }
    for group in root.children("ItemGroup") {
      for item in group.children("PackageReference") + group.children("PackageVersion") {
        guard let name = item.attributes["Include"] ?? item.attributes["Update"] else { continue }
        add(
          name, item.attributes["Version"] ?? item["Version"]?.text, line: item.line,
          isDevelopment: item.attributes["PrivateAssets"]?.lowercased() == "all", into: &manifest)
      }
    }
    for item in root.children("package") {
      guard let name = item.attributes["id"] else { continue }
      add(
        name, item.attributes["version"], line: item.line,
        isDevelopment: item.attributes["developmentDependency"] == "true", into: &manifest)
    }
  }

  /// `packages.lock.json`: what each framework resolves to.
  static func readLock(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try JSONDocument.parse(bytes)
    for framework in root["dependencies"]?.entries ?? [] {
      for entry in framework.value.entries where entry.value["type"]?.text != "Project" {
        manifest.add(
          DeclaredDependency(
            ecosystem: .nuget, name: entry.key, version: entry.value["resolved"]?.text,
            line: entry.line))
      }
    }
  }

  /// `paket.dependencies`: `nuget Name ~> 1.0`
  static func readPaket(_ bytes: [UInt8], into manifest: inout Manifest) {
    for (number, text) in TextLines(bytes) {
      let words = text.split(whereSeparator: \.isWhitespace)
      guard words.count > 1, words[0] == "nuget" else { continue }
      let requirement = words.dropFirst(2).prefix {
        $0.first.map { "0123456789<>=~!".contains($0) } ?? false
      }
      add(
        String(words[1]), requirement.isEmpty ? nil : requirement.joined(separator: " "),
        line: number, isDevelopment: false, into: &manifest)
    }
  }

  private static func add(
    _ name: String, _ requirement: String?, line: Int, isDevelopment: Bool,
    into manifest: inout Manifest
  ) {
    let isExact = requirement.map { !$0.contains { "*[(,$~<>= ".contains($0) } } ?? false
    manifest.add(
      DeclaredDependency(
        ecosystem: .nuget, name: name, requirement: requirement,
        version: isExact ? requirement : nil, line: line, isDevelopment: isDevelopment))
  }
}
