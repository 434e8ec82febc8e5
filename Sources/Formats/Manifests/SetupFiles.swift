/// setup.cfg and setup.py of setuptools. The script is never run: only literal lists are read.
enum SetupFiles {
  static func readConfiguration(_ bytes: [UInt8], into manifest: inout Manifest) {
    var section = ""
    var key = ""
    for (number, text) in TextLines(bytes) {
      let line = text.trimmed
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        section = line.dropFirst().dropLast().trimmed
        key = ""
        continue
      }
      var value = line
      if let first = text.first, !first.isWhitespace, let equals = line.firstIndex(of: "=") {
        key = line[..<equals].trimmed
        value = line[line.index(after: equals)...].trimmed
      }
      switch (section, key) {
      case ("metadata", "name"): manifest.projectName = value
      case ("metadata", "version"):
        if !value.contains(":") { manifest.projectVersion = value }
      case ("options", "install_requires"), ("options", "setup_requires"),
        ("options.extras_require", _):
        guard let requirement = PythonRequirement(value) else { continue }
        manifest.add(
          requirement.dependency(
            line: number, group: section == "options" ? nil : key,
            isDevelopment: key == "setup_requires"))
      default: break
      }
    }
  }

  static func readScript(_ bytes: [UInt8], into manifest: inout Manifest) {
    var scanner = LiteralScanner(bytes)
    while let name = scanner.nextKeyword() {
      switch name {
      case "name":
        if let text = scanner.string() { manifest.projectName = text.text }
      case "version":
        if let text = scanner.string() { manifest.projectVersion = text.text }
      // Lists that the script takes its requirements from go by such names, too.
      case "install_requires", "tests_require", "_deps", "deps", "requirements", "REQUIRED",
        "REQUIREMENTS", "INSTALL_REQUIRES", "REQUIRED_PACKAGES":
        for item in scanner.list() {
          guard let requirement = PythonRequirement(item.text) else { continue }
          manifest.add(
            requirement.dependency(line: item.line, isDevelopment: name == "tests_require"))
        }
      case "extras_require":
        for set in scanner.lists() {
          for item in set.items {
            guard let requirement = PythonRequirement(item.text) else { continue }
            manifest.add(requirement.dependency(line: item.line, group: set.key))
          }
        }
      default: break
      }
    }
  }
}

/// Finds `name=value` in Python source, outside comments and strings, and reads literal values.
private struct LiteralScanner {
  let bytes: [UInt8]
  var index = 0
  var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next name that is followed by a single `=`; leaves the index after it.
  mutating func nextKeyword() -> String? {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Byte.hash {
        skipComment()
      } else if byte == Byte.quote || byte == Byte.apostrophe {
        _ = quoted()
      } else if Byte.isIdentifier(byte) {
        let start = index
        while index < bytes.count, Byte.isIdentifier(bytes[index]) { index += 1 }
        let end = index
        skipSpace()
        if index < bytes.count, bytes[index] == Byte.equals,
          index + 1 >= bytes.count || bytes[index + 1] != Byte.equals
        {
          index += 1
          return String(decoding: bytes[start..<end], as: UTF8.self)
        }
      } else {
        if byte == 0x0A { line += 1 }
        index += 1
      }
    }
    return nil
  }

  mutating func string() -> (text: String, line: Int)? {
    skipSpace()
    guard index < bytes.count, bytes[index] == Byte.quote || bytes[index] == Byte.apostrophe else {
      return nil
    }
    return quoted()
  }

  /// The strings of a literal list; those before anything else that stands in it.
  mutating func list() -> [(text: String, line: Int)] {
    skipSpace()
    guard index < bytes.count, bytes[index] == Byte.openBracket else { return [] }
    index += 1
    var items: [(text: String, line: Int)] = []
    while index < bytes.count {
      skipSpace()
      guard let item = string() else { return items }
      items.append(item)
      skipSpace()
      guard index < bytes.count, bytes[index] == Byte.comma else { return items }
      index += 1
    }
    return items
  }

  /// The literal lists of a literal dictionary; those before anything else that stands in it.
  mutating func lists() -> [(key: String, items: [(text: String, line: Int)])] {
    skipSpace()
    guard index < bytes.count, bytes[index] == Byte.openBrace else { return [] }
    index += 1
    var found: [(key: String, items: [(text: String, line: Int)])] = []
    while index < bytes.count {
      skipSpace()
      guard let key = string() else { return found }
      skipSpace()
      guard index < bytes.count, bytes[index] == Byte.colon else { return found }
      index += 1
      found.append((key.text, list()))
      skipSpace()
      if index < bytes.count, bytes[index] == Byte.comma { index += 1 }
      skipSpace()
      guard index < bytes.count, bytes[index] == Byte.closeBracket else { continue }
      index += 1
      skipSpace()
      if index < bytes.count, bytes[index] == Byte.comma { index += 1 }
    }
    return found
  }

  private mutating func quoted() -> (text: String, line: Int) {
    let start = line
    let quote = bytes[index]
    let isLong =
      index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
    let count = isLong ? 3 : 1
    index += count
    let first = index
    while index < bytes.count {
      if bytes[index] == Byte.backslash {
        index = min(index + 2, bytes.count)
        continue
      }
      if bytes[index] == 0x0A {
        if !isLong { break }
        line += 1
      }
      if bytes[index] == quote, !isLong || bytes[index...].prefix(3).allSatisfy({ $0 == quote }) {
        let text = String(decoding: bytes[first..<index], as: UTF8.self)
        index = min(index + count, bytes.count)
        return (text, start)
      }
      index += 1
    }
    return ("", start)
  }

  private mutating func skipSpace() {
    while index < bytes.count {
      if bytes[index] == Byte.hash {
        skipComment()
      } else if bytes[index] <= 0x20 {
        if bytes[index] == 0x0A { line += 1 }
        index += 1
      } else {
        return
      }
    }
  }

  private mutating func skipComment() {
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
  }
}
