/// build.gradle and build.gradle.kts: dependencies written as literals. The script is never run.
enum GradleBuild {
  private static let configurations: Set<String> = [
    "implementation", "api", "compile", "runtime", "runtimeOnly", "compileOnly", "compileOnlyApi",
    "annotationProcessor", "kapt", "ksp", "developmentOnly",
  ]

  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    var inComment = false
    for (number, text) in TextLines(bytes) {
      let line = text.trimmed
      if inComment {
        if line.contains("*/") { inComment = false }
        continue
      }
      if line.hasPrefix("/*") {
        inComment = !line.contains("*/")
        continue
      }
      guard !line.hasPrefix("//") else { continue }
      let word = line.prefix { $0.isLetter || $0.isNumber }
      let isTest = word.hasSuffix("Implementation") || word.lowercased().hasPrefix("test")
      guard configurations.contains(String(word)) || isTest else { continue }
      let rest = line[word.endIndex...]
      guard let first = rest.first, first == " " || first == "(" || first == "\t" else { continue }
      if let (name, version) = coordinates(String(rest)) {
        manifest.add(
          DeclaredDependency(
            ecosystem: .maven, name: name, requirement: version,
            version: version.flatMap { isExact($0) ? $0 : nil }, line: number,
            isDevelopment: word.lowercased().contains("test")))
      }
    }
  }

  /// `gradle.lockfile`: `group:name:version=compileClasspath,…`
  static func readLock(_ bytes: [UInt8], into manifest: inout Manifest) {
    for (number, text) in TextLines(bytes) where !text.hasPrefix("#") {
      let parts = text.prefix { $0 != "=" }.split(separator: ":")
      guard parts.count == 3 else { continue }
      manifest.add(
        DeclaredDependency(
          ecosystem: .maven, name: "\(parts[0]):\(parts[1])", version: String(parts[2]),
          line: number))
    }
  }

  static func isExact(_ version: String) -> Bool {
    !version.contains { "[(+,$".contains($0) } && !version.hasPrefix("latest.")
  }

  /// `"group:name:version"`, or `group: 'g', name: 'n', version: 'v'`.
  private static func coordinates(_ text: String) -> (name: String, version: String?)? {
    var fields: [String: String] = [:]
    var literals: [String] = []
    var rest = text[...]
    while let start = rest.firstIndex(where: { $0 == "\"" || $0 == "'" }) {
      let before = rest[..<start]
      let body = rest[rest.index(after: start)...]
      guard let end = body.firstIndex(of: rest[start]) else { break }
      if let comment = before.firstRange(of: "//"), !comment.isEmpty { break }
      let value = String(body[..<end])
      let key = before.reversed().drop { $0.isWhitespace || $0 == ":" || $0 == "=" }
        .prefix { $0.isLetter }
      fields[String(String(key).reversed())] = value
      literals.append(value)
      rest = body[body.index(after: end)...]
    }
    if let group = fields["group"], let name = fields["name"] {
      return ("\(group):\(name)", fields["version"])
    }
    guard let first = literals.first else { return nil }
    let parts = first.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 2, !parts[0].isEmpty, !first.contains("/"), !first.contains(" ") else {
      return nil
    }
    let version = parts.count > 2 ? parts[2].prefix { $0 != "@" } : ""
    return ("\(parts[0]):\(parts[1])", version.isEmpty ? nil : String(version))
  }
}
