/// Pipfile.lock of Pipenv.
enum PipfileLock {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    let root = try JSONDocument.parse(bytes)
    for (section, isDevelopment) in [("default", false), ("develop", true)] {
      for entry in root[section]?.entries ?? [] {
        manifest.add(
          DeclaredDependency(
            ecosystem: .pypi, name: entry.key,
            version: entry.value["version"]?.text.flatMap(PythonRequirement.exactVersion),
            line: entry.line, isDevelopment: isDevelopment,
            source: entry.value["git"] != nil
              ? .git : entry.value["path"] != nil ? .path : .registry))
      }
    }
  }
}
