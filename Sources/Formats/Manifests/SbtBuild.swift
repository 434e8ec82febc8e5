/// build.sbt of Scala: `"group" %% "name" % "version"`. The script is never run.
enum SbtBuild {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    var scala: String?
    for (number, text) in TextLines(bytes) {
      let line = text.trimmed
      guard !line.hasPrefix("//") else { continue }
      if let setting = line.firstRange(of: "scalaVersion"),
        let version = QuotedLiterals.of(line[setting.upperBound...], comment: "//").first
      {
        // Artefacts are called after the version of the language that they are for.
        let parts = version.split(separator: ".")
        scala = parts.first == "3" ? "3" : parts.prefix(2).joined(separator: ".")
      }
      guard line.contains("\" %") else { continue }
      for module in modules(line) {
        let name = module.isForScala ? scala.map { "\(module.name)_\($0)" } : module.name
        guard let name else { continue }
        manifest.add(
          DeclaredDependency(
            ecosystem: .maven, name: "\(module.group):\(name)", requirement: module.version,
            version: module.version.flatMap { GradleBuild.isExact($0) ? $0 : nil }, line: number,
            isDevelopment: line.contains("% Test") || line.contains("% \"test\"")))
      }
    }
  }

  private struct Module {
    let group: String
    let name: String
    let version: String?
    let isForScala: Bool
  }

  /// Literals with `%` between them.
  private static func modules(_ line: String) -> [Module] {
    var found: [Module] = []
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
    var index = 1
    while index + 2 < parts.count {
      let sign = parts[index + 1].trimmed
      guard sign == "%" || sign == "%%" else {
        index += 2
        continue
      }
      let hasVersion = index + 4 < parts.count && parts[index + 3].trimmed == "%"
      found.append(
        Module(
          group: String(parts[index]), name: String(parts[index + 2]),
          version: hasVersion ? String(parts[index + 4]) : nil, isForScala: sign == "%%"))
      index += hasVersion ? 6 : 4
    }
    return found
  }
}
