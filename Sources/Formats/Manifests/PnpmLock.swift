/// pnpm-lock.yaml, versions 5 to 9, line by line: pnpm writes it in one layout only.
enum PnpmLock {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    var inPackages = false
    var current: DeclaredDependency?
    for (number, text) in TextLines(bytes) {
      guard let first = text.first, first != "#" else { continue }
      if first != " " {
        inPackages = text.hasPrefix("packages:")
        if let entry = current { manifest.add(entry) }
        current = nil
        continue
      }
      guard inPackages else { continue }
      if text.hasPrefix("  "), !text.hasPrefix("   ") {
        if let entry = current { manifest.add(entry) }
        current = package(key: text.trimmed, line: number).flatMap {
          manifest.keeps(.npm, $0.name) ? $0 : nil
        }
      } else if text.hasPrefix("    dev: true") {
        current?.isDevelopment = true
      }
    }
    if let entry = current { manifest.add(entry) }
  }

  /// `/@scope/name/1.0.0_peer:` · `/@scope/name@1.0.0(peer):` · `'@scope/name@1.0.0':`
  private static func package(key: String, line: Int) -> DeclaredDependency? {
    var key = key.filter { $0 != "'" && $0 != "\"" }[...]
    key = key.prefix { $0 != "(" }
    while key.last == ":" || key.last == "}" || key.last == "{" { key.removeLast() }
    let hasSlash = key.hasPrefix("/")
    if hasSlash { key.removeFirst() }
    let name: Substring
    var version: Substring
    let slash = key.lastIndex(of: "/")
    let last = slash.map { key[key.index(after: $0)...] }?.prefix { $0 != "_" } ?? ""
    if hasSlash, let slash, last.first?.isNumber == true, !last.contains("@") {
      name = key[..<slash]
      version = last
    } else if let at = key.dropFirst().lastIndex(of: "@"), !key[at...].contains("/") {
      name = key[..<at]
      version = key[key.index(after: at)...]
    } else {
      return nil
    }
    if version.hasPrefix("npm:") { version = version.dropFirst(4) }
    guard version.first?.isNumber == true else { return nil }
    return DeclaredDependency(
      ecosystem: .npm, name: String(name), version: String(version), line: line)
  }
}
