/// Scripts of shells, makefiles and workflows of CI services, for the packages that their commands install.
enum InstallScript {
  /// Longest line that is read, in bytes.
  private static let lineLimit = 8_192
  /// Keys before a command on the same line: `- run: pip install x`.
  private static let keys = ["run:", "script:", "command:", "- |", "- >"]

  static func read(_ bytes: [UInt8], into manifest: inout Manifest) {
    var pending = ""
    var start = 0
    for (number, text) in TextLines(bytes) {
      if pending.isEmpty { start = number }
      let line = text.trimmed
      guard !line.hasPrefix("#"), line.utf8.count + pending.utf8.count < lineLimit else {
        pending = ""
        continue
      }
      if line.hasSuffix("\\") {
        pending += line.dropLast() + " "
        continue
      }
      read(pending + line, start, into: &manifest)
      pending = ""
    }
    if !pending.isEmpty { read(pending, start, into: &manifest) }
  }

  private static func read(_ line: String, _ number: Int, into manifest: inout Manifest) {
    // Most lines install nothing.
    guard line.contains(" install ") || line.contains(" add ") || line.contains(" i ") else {
      return
    }
    var text = line[...]
    if text.hasPrefix("- ") { text = text.dropFirst(2) }
    for key in keys where text.hasPrefix(key) {
      text = text.dropFirst(key.count)
      break
    }
    // `@` and `-` of makefiles.
    text = text.drop { $0 == " " || $0 == "@" || $0 == "-" }
    if let quote = text.first, quote == "\"" || quote == "'", text.last == quote, text.count > 1 {
      text = text.dropFirst().dropLast()
    }
    for words in ShellScript(String(text)).commands {
      for var dependency in InstallCommand.dependencies(words, line: number) {
        dependency.group = dependency.group ?? "install"
        manifest.add(dependency)
      }
    }
  }
}
