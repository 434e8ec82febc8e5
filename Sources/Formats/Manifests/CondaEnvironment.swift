/// environment.yml of conda: its own packages by the name that they most often share with PyPI, and
/// those of its pip section.
enum CondaEnvironment {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    guard let root = try YAMLDocument.parse(bytes).first else { return }
    manifest.projectName = root["name"]?.text
    for item in root["dependencies"]?.items ?? [] {
      if let text = item.text {
        manifest.add(dependency(text, line: item.line))
      }
      for requirement in item["pip"]?.items ?? [] {
        guard let text = requirement.text, let parsed = PythonRequirement(text) else { continue }
        manifest.add(parsed.dependency(line: requirement.line))
      }
    }
  }

  /// `channel::name=version=build`, or `name>=version`.
  static func dependency(_ text: String, line: Int) -> DeclaredDependency {
    let plain = text.firstRange(of: "::").map { text[$0.upperBound...] } ?? text[...]
    let name = plain.prefix { !"=<>! [".contains($0) }
    let requirement = plain.dropFirst(name.count).trimmed
    let isExact = requirement.hasPrefix("=")
    let version = requirement.drop { $0 == "=" }.prefix { $0 != "=" }
    return DeclaredDependency(
      ecosystem: .pypi, name: name == "pytorch" ? "torch" : String(name),
      requirement: requirement.isEmpty ? nil : requirement,
      version: isExact && !version.contains("*") && !version.contains(",")
        ? String(version) : nil,
      line: line)
  }
}
