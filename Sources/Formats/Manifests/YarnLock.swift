/// yarn.lock, of yarn 1 and of the later ones, line by line.
enum YarnLock {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    var current: (name: String, line: Int)?
    for (number, text) in TextLines(bytes) {
      guard let first = text.first, first != "#" else { continue }
      if !first.isWhitespace {
        current = name(ofHeader: text).flatMap { manifest.keeps(.npm, $0) ? ($0, number) : nil }
        continue
      }
      guard let entry = current, text.hasPrefix("  version") else { continue }
      current = nil
      let version = text.dropFirst(9).filter { !"\": ".contains($0) }
      manifest.add(
        DeclaredDependency(ecosystem: .npm, name: entry.name, version: version, line: entry.line))
    }
  }

  /// `"@scope/name@npm:^1.0, @scope/name@npm:^2.0":` names one package; workspaces name none.
  private static func name(ofHeader line: String) -> String? {
    guard line.hasSuffix(":") else { return nil }
    let first = line.prefix { $0 != "," }.filter { $0 != "\"" }
    guard let at = first.dropFirst().firstIndex(of: "@") else { return nil }
    let range = first[first.index(after: at)...]
    guard !range.hasPrefix("workspace:"), !range.hasPrefix("link:"), !range.hasPrefix("file:")
    else {
      return nil
    }
    // An alias: "x@npm:name@^1".
    if range.hasPrefix("npm:") {
      let target = range.dropFirst(4)
      if let second = target.dropFirst().firstIndex(of: "@") { return String(target[..<second]) }
    }
    return String(first[..<at])
  }
}
