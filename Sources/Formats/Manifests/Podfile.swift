/// Podfile of CocoaPods: `pod 'Name', '~> 1.0'`. It is never run: only literals are read.
enum Podfile {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    for (number, text) in TextLines(bytes) {
      let line = text.trimmed
      guard line.hasPrefix("pod ") || line.hasPrefix("pod(") else { continue }
      let literals = QuotedLiterals.of(line, comment: "#")
      guard let name = literals.first else { continue }
      let requirement = literals.dropFirst().first {
        $0.first.map { $0.isNumber || "~<>=".contains($0) } ?? false
      }
      let isLocal = line.contains(":path") || line.contains("path:")
      let isGit = line.contains(":git") || line.contains("git:")
      manifest.add(
        DeclaredDependency(
          ecosystem: .cocoapods, name: name, requirement: requirement,
          version: requirement?.first?.isNumber == true ? requirement : nil, line: number,
          source: isLocal ? .path : isGit ? .git : .registry))
    }
  }
}
