/// conda-lock.yml, line by line, as it may be of many megabytes: packages of conda and of pip.
enum CondaLock {
  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    var name: String?
    var version: String?
    var line = 0
    func add() {
      guard let name else { return }
      manifest.add(
        DeclaredDependency(
          ecosystem: .pypi, name: name == "pytorch" ? "torch" : name, version: version, line: line))
    }
    for (number, text) in TextLines(bytes) {
      if let value = value(of: "- name:", in: text) {
        add()
        (name, version, line) = (value, nil, number)
      } else if let value = value(of: "  version:", in: text) {
        version = version ?? value
      }
    }
    add()
  }

  private static func value(of key: String, in line: String) -> String? {
    guard line.hasPrefix(key) else { return nil }
    return line.dropFirst(key.count).trimmed.filter { $0 != "\"" && $0 != "'" }
  }
}
