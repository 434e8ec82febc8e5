/// What a statement of a shell, a Makefile or PowerShell says in plain text.
public enum ScriptVariables {
  /// The variables that a statement gives a value: `export A=b`, `A ?= b`, `$env:A = "b"`, `docker run -e A=b`.
  public static func of(_ statement: String) -> [(name: String, value: String)] {
    let line = statement.drop(while: \.isWhitespace)
    var found: [(name: String, value: String)] = []
    // With space around the sign, as Makefiles and PowerShell write it.
    if let sign = line.firstIndex(of: "="), !line[..<sign].contains(where: { "\"'".contains($0) }) {
      var name = line[..<sign]
      while let last = name.last, " \t?:+".contains(last) { name = name.dropLast() }
      for start in ["export ", "set ", "$env:", "ENV ", "readonly ", "local ", "declare "]
      where name.hasPrefix(start) {
        name = name.dropFirst(start.count)
      }
      let value = line[line.index(after: sign)...].drop(while: \.isWhitespace)
      if isName(name), let value = unquoted(value) { found.append((String(name), value)) }
    }
    for word in ShellScript.words(statement) {
      guard let sign = word.firstIndex(of: "="), isName(word[..<sign]) else { continue }
      let name = String(word[..<sign])
      let value = String(word[word.index(after: sign)...])
      if !found.contains(where: { $0.name == name }) { found.append((name, value)) }
    }
    return found
  }

  /// The values of `"model"` in a body of JSON: `curl -d '{"model": "…"}'`.
  public static func requestedModels(in statement: String) -> [String] {
    let plain = statement.replacing("\\", with: "")
    var (models, rest): ([String], Substring) = ([], plain[...])
    while models.count < 16, let key = rest.firstRange(of: "\"model\"") {
      rest = rest[key.upperBound...].drop(while: \.isWhitespace)
      guard rest.first == ":" else { continue }
      let value = rest.dropFirst().drop(while: \.isWhitespace)
      guard value.first == "\"" else { continue }
      models.append(String(value.dropFirst().prefix { $0 != "\"" }))
    }
    return models
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first), text.utf8.count <= 80 else {
      return false
    }
    return text.utf8.allSatisfy {
      (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
    }
  }

  /// The first word of a value; nil where nothing stands there.
  private static func unquoted(_ value: Substring) -> String? {
    guard let first = value.first else { return nil }
    if first == "\"" || first == "'" {
      let body = value.dropFirst().prefix { $0 != first }
      return body.isEmpty ? nil : String(body)
    }
    let word = value.prefix { !$0.isWhitespace && $0 != ";" }
    return word.isEmpty ? nil : String(word)
  }
}
