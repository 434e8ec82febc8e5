/// go.mod. What is marked `// indirect` was not asked for by the project itself.
enum GoModule {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    var inRequire = false
    var replaced: Set<String> = []
    var block = ""
    for (number, text) in TextLines(bytes) {
      let line = text.trimmed
      let code = line.firstRange(of: "//").map { line[..<$0.lowerBound].trimmed } ?? line
      var words = code.split(whereSeparator: \.isWhitespace).map(String.init)
      guard let first = words.first else { continue }
      if first == "module", words.count > 1 {
        manifest.projectName = words[1].filter { $0 != "\"" }
        continue
      }
      if words.count == 2, words[1] == "(" {
        block = first
        continue
      }
      if first == ")" {
        block = ""
        continue
      }
      if block.isEmpty {
        inRequire = first == "require"
        if first == "replace", let arrow = words.firstIndex(of: "=>") {
          note(words[1..<arrow], words[(arrow + 1)...], in: &replaced)
        }
        words.removeFirst()
      } else {
        inRequire = block == "require"
        if block == "replace", let arrow = words.firstIndex(of: "=>") {
          note(words[..<arrow], words[(arrow + 1)...], in: &replaced)
        }
      }
      guard inRequire, words.count >= 2 else { continue }
      manifest.add(
        DeclaredDependency(
          ecosystem: .golang, name: words[0], requirement: words[1], version: words[1],
          line: number, group: line.hasSuffix("// indirect") ? "indirect" : nil))
    }
    for index in manifest.dependencies.indices
    where replaced.contains(manifest.dependencies[index].name) {
      manifest.dependencies[index].source = .path
    }
  }

  /// A module replaced by a folder comes from there.
  private static func note(
    _ old: ArraySlice<String>, _ new: ArraySlice<String>, in replaced: inout Set<String>
  ) {
    if let name = old.first, let target = new.first, target.hasPrefix(".") || target.hasPrefix("/")
    {
      replaced.insert(PackageEcosystem.golang.normalized(name))
    }
  }
}
