/// deno.json, deno.jsonc and deno.lock: packages of npm that Deno imports by `npm:` specifiers.
enum DenoFiles {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try JSONDocument.parse(bytes, dialect: .jsonc)
    manifest.projectName = root["name"]?.text
    manifest.projectVersion = root["version"]?.text
    for entry in root["imports"]?.entries ?? [] {
      guard let text = entry.value.text, let found = specifier(text) else { continue }
      manifest.add(
        DeclaredDependency(
          ecosystem: .npm, name: found.name, requirement: found.requirement,
          version: found.requirement.flatMap(PackageJSON.exactVersion), line: entry.line))
    }
  }

  /// `"npm": {"name@1.0.0": …}`, in version 3 within `packages`.
  static func readLock(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try JSONDocument.parse(bytes)
    for entry in (root["npm"] ?? root["packages"]?["npm"])?.entries ?? [] {
      guard let found = NpmSpecifier(entry.key), let version = found.requirement,
        version.first?.isNumber == true, manifest.keeps(.npm, found.name)
      else { continue }
      manifest.add(
        DeclaredDependency(ecosystem: .npm, name: found.name, version: version, line: entry.line))
    }
  }

  /// `npm:name@^1.0.0`, `npm:/name@1.0.0`, or the same by a CDN: `https://esm.sh/name@1.0.0`.
  private static func specifier(_ text: String) -> NpmSpecifier? {
    for prefix in ["npm:", "https://esm.sh/", "https://cdn.skypack.dev/", "https://unpkg.com/"]
    where text.hasPrefix(prefix) {
      return NpmSpecifier(text.dropFirst(prefix.count).drop { $0 == "/" })
    }
    return nil
  }
}
