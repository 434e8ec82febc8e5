/// Gemfile and Gemfile.lock of Bundler. The Gemfile is never run: only literals are read.
enum Gemfile {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    var groups: [Bool] = []
    for (number, text) in TextLines(bytes) {
      let line = text.trimmed
      if line.hasPrefix("group "), line.hasSuffix("do") {
        groups.append(isDevelopment(line))
      } else if line.hasSuffix(" do") || line.contains(" do |") || line.hasPrefix("if ")
        || line.hasPrefix("unless ")
      {
        groups.append(false)
      } else if line == "end" {
        _ = groups.popLast()
      }
      guard line.hasPrefix("gem ") || line.hasPrefix("gem(") else { continue }
      let options = line.firstRange(of: ":").map { line[..<$0.lowerBound] } ?? line[...]
      guard let name = QuotedLiterals.of(line, comment: "#").first else { continue }
      let versions = QuotedLiterals.of(options, comment: "#").dropFirst()
        .filter { $0.first.map { $0.isNumber || "<>=~".contains($0) } ?? false }
      let requirement = versions.isEmpty ? nil : versions.joined(separator: ", ")
      let first = requirement?.first
      manifest.add(
        DeclaredDependency(
          ecosystem: .gem, name: name, requirement: requirement,
          version: first?.isNumber == true ? requirement : nil, line: number,
          isDevelopment: groups.contains(true) || line.contains("group") && isDevelopment(line),
          source: line.contains("git:") || line.contains("github:") || line.contains(":git =>")
            ? .git : line.contains("path:") || line.contains(":path =>") ? .path : .registry))
    }
  }

  /// A gem's own list: `spec.add_dependency "name", "~> 1.0"`.
  static func readSpecification(_ bytes: [UInt8], into manifest: inout Manifest) {
    for (number, text) in TextLines(bytes) {
      guard let call = text.firstRange(of: ".add_") else { continue }
      let rest = text[call.upperBound...]
      let isDevelopment = rest.hasPrefix("development_dependency")
      guard isDevelopment || rest.hasPrefix("dependency") || rest.hasPrefix("runtime_dependency"),
        !text.trimmed.hasPrefix("#")
      else { continue }
      let literals = QuotedLiterals.of(rest, comment: "#")
      guard let name = literals.first else { continue }
      let requirement = literals.dropFirst().joined(separator: ", ")
      manifest.add(
        DeclaredDependency(
          ecosystem: .gem, name: name, requirement: requirement.isEmpty ? nil : requirement,
          version: requirement.first?.isNumber == true ? requirement : nil, line: number,
          isDevelopment: isDevelopment))
    }
  }

  private static func isDevelopment(_ line: String) -> Bool {
    line.contains(":development") || line.contains(":test")
  }

  static func readLock(_ bytes: [UInt8], into manifest: inout Manifest) {
    var source: DeclaredDependency.Source?
    for (number, text) in TextLines(bytes) {
      guard let first = text.first else { continue }
      if first != " " {
        source = ["GEM": .registry, "GIT": .git, "PATH": .path][text]
        continue
      }
      // Four spaces: a resolved gem. Six: what that gem requires.
      guard let source, text.hasPrefix("    "), !text.hasPrefix("     "),
        let open = text.firstIndex(of: "("), text.hasSuffix(")")
      else { continue }
      manifest.add(
        DeclaredDependency(
          ecosystem: .gem, name: text[..<open].trimmed,
          version: String(text[text.index(after: open)...].dropLast()), line: number,
          source: source))
    }
  }
}
