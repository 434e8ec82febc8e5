/// bun.lock, the text lock file of Bun: `"name": ["name@1.0.0", …]` under `packages`.
enum BunLock {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    var reader = JSONReader(bytes, dialect: .jsonc)
    guard try reader.next() == .beginObject else { return }
    while case .key(let key) = try reader.next() {
      guard key == "packages" else {
        try reader.skipValue()
        continue
      }
      guard try reader.next() == .beginObject else { return }
      while case .key = try reader.next() { try readPackage(&reader, into: &manifest) }
    }
  }

  /// The first element says what it is; the others, where it is from and what it needs.
  private static func readPackage(
    _ reader: inout JSONReader, into manifest: inout Manifest
  ) throws(DocumentError) {
    let line = reader.line
    var ahead = reader
    guard try ahead.next() == .beginArray, case .text(let text) = try ahead.next() else {
      return try reader.skipValue()
    }
    if let found = NpmSpecifier(text), let version = found.requirement,
      manifest.keeps(.npm, found.name),
      version.first?.isNumber == true
    {
      manifest.add(
        DeclaredDependency(ecosystem: .npm, name: found.name, version: version, line: line))
    }
    try reader.skipValue()
  }
}
