/// Variables of the environment as files of deployment have them: `NAME=value`, `NAME: value`, `ENV NAME
/// value`, and the `name:` and `value:` of Kubernetes. Read line by line, whatever the file is.
public enum DeploymentVariables {
  public struct Variable: Sendable, Equatable {
    public let name: String
    /// Without quotes and without a comment behind it.
    public let value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The variables in the order written.
  ///
  /// - Parameters:
  ///   - limit: most that are returned.
  ///   - isWanted: by the name, which is upper case.
  public static func variables(
    _ bytes: [UInt8], limit: Int, isWanted: (Substring) -> Bool
  ) -> [Variable] {
    var found: [Variable] = []
    func add(_ name: Substring, _ value: Substring) {
      guard (2...100).contains(name.utf8.count), isName(name), isWanted(name) else { return }
      let value = plain(value)
      guard (1...200).contains(value.utf8.count), !value.contains(" ") else { return }
      found.append(Variable(name: String(name), value: value))
    }
    var pending: Substring?
    for (_, text) in TextLines(TextDecoding.utf8(bytes)) {
      guard found.count < limit else { break }
      var line = text.trimmed[...]
      for prefix in ["- ", "ENV ", "ARG ", "export "] where line.hasPrefix(prefix) {
        line = line.dropFirst(prefix.count)
      }
      // Kubernetes has the name in one line, and the value in the next.
      if let name = pending, line.hasPrefix("value:") { add(name, line.dropFirst(6)) }
      pending = line.hasPrefix("name:") ? plain(line.dropFirst(5))[...] : nil
      guard pending == nil, let end = line.firstIndex(where: { "=: ".contains($0) }) else {
        continue
      }
      add(line[..<end], line[line.index(after: end)...])
    }
    return found
  }

  private static func isName(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case 0x41...0x5A, 0x30...0x39, 0x5F: true
      default: false
      }
    }
  }

  private static func plain(_ text: Substring) -> String {
    let text = text.trimmed
    if let quote = text.first, quote == "\"" || quote == "'" {
      return String(text.dropFirst().prefix { $0 != quote })
    }
    return (text.firstRange(of: " #").map { text[..<$0.lowerBound] } ?? text[...]).trimmed
  }
}
