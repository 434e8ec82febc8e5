/// package-lock.json of npm, versions 1 to 3, read token by token.
enum PackageLock {
  private struct Entry {
    var version: String?
    var isDevelopment = false
    var resolved: String?
    var isLink = false
  }

  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    var reader = JSONReader(bytes)
    guard try reader.next() == .beginObject else { return }
    var hasPackages = false
    while case .key(let key) = try reader.next() {
      switch key {
      case "name", "version":
        if case .text(let text) = try reader.next() {
          if key == "name" { manifest.projectName = text } else { manifest.projectVersion = text }
        }
      case "packages":
        hasPackages = true
        try readPackages(&reader, into: &manifest)
      case "dependencies" where !hasPackages: try readDependencies(&reader, into: &manifest)
      default: try reader.skipValue()
      }
    }
  }

  /// `"node_modules/a/node_modules/@b/c": {…}`
  private static func readPackages(
    _ reader: inout JSONReader, into manifest: inout Manifest
  ) throws(DocumentError) {
    guard try reader.next() == .beginObject else { return }
    while case .key(let path) = try reader.next() {
      let line = reader.line
      guard let name = name(inPath: path) else {
        try reader.skipValue()
        continue
      }
      guard manifest.keeps(.npm, name) else {
        try reader.skipValue()
        continue
      }
      var nested = Manifest(format: .packageLock) { _, _ in false }
      if let entry = try readEntry(&reader, into: &nested) {
        add(name, entry, line, into: &manifest)
      }
    }
  }

  /// What follows the last `node_modules/`; nil for a folder of the project itself.
  private static func name(inPath path: String) -> String? {
    let bytes = path.utf8
    var slash = bytes.endIndex
    // The name is the last part, or the last two where that starts with a scope.
    for _ in 0..<3 {
      guard let before = bytes[..<slash].lastIndex(of: Byte.slash) else { return nil }
      let parent = bytes[..<before]
      if parent.count >= 12, parent.suffix(12).elementsEqual("node_modules".utf8) {
        return String(path[path.index(after: before)...])
      }
      slash = before
    }
    return nil
  }

  /// `"name": {"version": …, "dependencies": {…}}`, nested.
  private static func readDependencies(
    _ reader: inout JSONReader, into manifest: inout Manifest
  ) throws(DocumentError) {
    guard try reader.next() == .beginObject else { return }
    while case .key(let name) = try reader.next() {
      let line = reader.line
      if let entry = try readEntry(&reader, into: &manifest) {
        add(name, entry, line, into: &manifest)
      }
    }
  }

  private static func readEntry(
    _ reader: inout JSONReader, into manifest: inout Manifest
  ) throws(DocumentError) -> Entry? {
    guard try reader.next() == .beginObject else { return nil }
    var entry = Entry()
    while case .key(let key) = try reader.next() {
      switch key {
      case "version":
        if case .text(let text) = try reader.next() { entry.version = text }
      case "resolved":
        if case .text(let text) = try reader.next() { entry.resolved = text }
      case "dev": entry.isDevelopment = try reader.next() == .boolean(true)
      case "link": entry.isLink = try reader.next() == .boolean(true)
      case "dependencies": try readNested(&reader, into: &manifest)
      default: try reader.skipValue()
      }
    }
    return entry
  }

  /// In version 1 the dependencies of an entry are entries; in later ones only requirements.
  private static func readNested(
    _ reader: inout JSONReader, into manifest: inout Manifest
  ) throws(DocumentError) {
    guard try reader.next() == .beginObject else { return }
    while case .key(let name) = try reader.next() {
      let line = reader.line
      var ahead = reader
      guard try ahead.next() == .beginObject else {
        try reader.skipValue()
        continue
      }
      if let entry = try readEntry(&reader, into: &manifest) {
        add(name, entry, line, into: &manifest)
      }
    }
  }

  private static func add(
    _ name: String, _ entry: Entry, _ line: Int, into manifest: inout Manifest
  ) {
    guard !entry.isLink else { return }
    let resolved = entry.resolved ?? ""
    let version = entry.version.flatMap { $0.contains("/") ? nil : $0 }
    manifest.add(
      DeclaredDependency(
        ecosystem: .npm, name: name, version: version, line: line,
        isDevelopment: entry.isDevelopment,
        source: resolved.hasPrefix("git") ? .git : resolved.hasPrefix("file:") ? .path : .registry))
  }
}
