/// Package.swift and Package.resolved of SwiftPM. Packages are named by host and path:
/// `github.com/owner/name`. The manifest is never run: only literals are read.
enum SwiftPackageFiles {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    var pending = ""
    var start = 0
    for (number, text) in TextLines(bytes) {
      let line = text.trimmed
      guard !line.hasPrefix("//") else { continue }
      if manifest.projectName == nil, line.hasPrefix("name:") {
        manifest.projectName = QuotedLiterals.of(line, comment: "//").first
      }
      if pending.isEmpty {
        guard let call = line.firstRange(of: ".package(") else { continue }
        start = number
        pending = String(line[call.lowerBound...])
      } else {
        pending += " " + line
      }
      let isOpen =
        pending.count { $0 == "(" } > pending.count { $0 == ")" } && pending.utf8.count < 2_048
      guard !isOpen else { continue }
      add(pending, line: start, into: &manifest)
      pending = ""
    }
  }

  private static func add(_ call: String, line: Int, into manifest: inout Manifest) {
    guard let label = call.firstRange(of: "url:") else { return }
    let literals = QuotedLiterals.of(call[label.upperBound...], comment: " //")
    guard let url = literals.first, let name = name(of: url) else { return }
    let requirement = literals.dropFirst().joined(separator: " ")
    manifest.add(
      DeclaredDependency(
        ecosystem: .swift, name: name, requirement: requirement.isEmpty ? nil : requirement,
        version: call.contains("exact:") ? literals.dropFirst().first : nil, line: line))
  }

  static func readResolved(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try JSONDocument.parse(bytes)
    for pin in (root["pins"] ?? root["object"]?["pins"])?.items ?? [] {
      guard let url = pin["location"]?.text ?? pin["repositoryURL"]?.text, let name = name(of: url)
      else { continue }
      manifest.add(
        DeclaredDependency(
          ecosystem: .swift, name: name, version: pin["state"]?["version"]?.text, line: pin.line))
    }
  }

  /// `https://github.com/a/b.git` and `git@github.com:a/b` are `github.com/a/b`.
  private static func name(of url: String) -> String? {
    var rest = url[...]
    if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
    if let at = rest.firstIndex(of: "@") { rest = rest[rest.index(after: at)...] }
    if rest.hasSuffix(".git") { rest = rest.dropLast(4) }
    while rest.last == "/" { rest.removeLast() }
    let name = String(rest.map { $0 == ":" ? "/" : $0 })
    return name.split(separator: "/").count >= 3 && !name.hasPrefix(".") ? name : nil
  }
}
