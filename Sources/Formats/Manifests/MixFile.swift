/// mix.exs of Elixir: `{:name, "~> 1.0", only: :dev}`. The script is never run.
enum MixFile {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    var inDependencies = false
    for (number, text) in TextLines(bytes) {
      let line = text.trimmed
      guard !line.hasPrefix("#") else { continue }
      if line.hasPrefix("defp deps") || line.hasPrefix("def deps") { inDependencies = true }
      if line == "end" { inDependencies = false }
      if let app = line.firstRange(of: "app: :"), manifest.projectName == nil {
        manifest.projectName = String(
          line[app.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      }
      guard inDependencies, let start = line.firstRange(of: "{:") else { continue }
      let body = line[start.upperBound...]
      let name = body.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let literals = QuotedLiterals.of(body, comment: "#")
      let requirement = literals.first {
        $0.first.map { $0.isNumber || "~<>=".contains($0) } ?? false
      }
      let only = body.firstRange(of: "only:").map { body[$0.upperBound...] }
      manifest.add(
        DeclaredDependency(
          ecosystem: .hex, name: String(name), requirement: requirement,
          version: requirement?.hasPrefix("==") == true
            ? requirement?.dropFirst(2).trimmed : requirement.flatMap(PackageJSON.exactVersion),
          line: number,
          isDevelopment: only.map { !$0.contains(":prod") } ?? false,
          source: body.contains("git:") || body.contains("github:")
            ? .git : body.contains("path:") ? .path : .registry))
    }
  }

  /// `mix.lock`: `"name": {:hex, :name, "1.0.0", …}`
  static func readLock(_ bytes: [UInt8], into manifest: inout Manifest) {
    for (number, text) in TextLines(bytes) {
      let line = text.trimmed
      guard line.hasPrefix("\""), let kind = line.firstRange(of: "\": {:") else { continue }
      let name = line[line.index(after: line.startIndex)..<kind.lowerBound]
      let isRegistry = line[kind.upperBound...].hasPrefix("hex")
      let version = QuotedLiterals.of(line[kind.upperBound...].prefix(400), comment: "#").first
      manifest.add(
        DeclaredDependency(
          ecosystem: .hex, name: String(name), version: isRegistry ? version : nil, line: number,
          source: isRegistry ? .registry : .git))
    }
  }
}
