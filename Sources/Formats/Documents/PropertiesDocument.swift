/// Reads `name.of.key=value` lines, as applications in Java keep their settings, as the tree of its names.
public enum PropertiesDocument {
  private static let lineLimit = 20_000
  private static let depthLimit = 32

  private final class Branch {
    var value: (text: String, line: Int)?
    var line = 0
    var order: [String] = []
    var branches: [String: Branch] = [:]

    func child(_ key: String, line number: Int) -> Branch {
      if let known = branches[key] { return known }
      let child = Branch()
      child.line = number
      branches[key] = child
      order.append(key)
      return child
    }

    func node() -> DocumentNode {
      guard !order.isEmpty else {
        return value.map { DocumentNode(.text($0.text), line: $0.line) }
          ?? DocumentNode(.null, line: line)
      }
      var entries = order.compactMap { key in
        branches[key].map { DocumentEntry(key: key, line: $0.line, value: $0.node()) }
      }
      if let value {
        let text = DocumentNode(.text(value.text), line: value.line)
        entries.append(DocumentEntry(key: "value", line: value.line, value: text))
      }
      return DocumentNode(.mapping(entries), line: line)
    }
  }

  /// The settings of all profiles: `%dev.name` is `name`. Of a name that stands twice, every value is kept
  /// under the name with the profile behind it, so that none hides the other.
  public static func parse(_ bytes: [UInt8]) -> DocumentNode {
    let root = Branch()
    root.line = 1
    for (number, text) in TextLines(TextDecoding.utf8(bytes)).prefix(lineLimit) {
      let line = text.trimmed
      guard let first = line.first, first != "#", first != "!",
        let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" })
      else { continue }
      var name = line[..<mark].trimmed[...]
      var profile: Substring?
      if name.first == "%", let dot = name.firstIndex(of: ".") {
        profile = name[name.index(after: name.startIndex)..<dot]
        name = name[name.index(after: dot)...]
      }
      let parts = name.split(separator: ".").map { part in
        String(part).trimmingQuotes
      }
      guard !parts.isEmpty, parts.count <= depthLimit else { continue }
      let value = line[line.index(after: mark)...].trimmed
      var branch = root
      for part in parts { branch = branch.child(part, line: number) }
      if branch.value != nil, let profile { branch = branch.child("%\(profile)", line: number) }
      branch.value = (value, number)
    }
    return root.node()
  }
}

extension String {
  fileprivate var trimmingQuotes: String {
    guard count >= 2, first == "\"", last == "\"" else { return self }
    return String(dropFirst().dropLast())
  }
}
