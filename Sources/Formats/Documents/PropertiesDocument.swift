/// Reads `name.of.key=value` lines, as applications in Java keep their settings, as the tree of its names; also the
/// `name = "value"` of INI, whose sections are not told apart.
public enum PropertiesDocument {
  private static let lineLimit = 20_000
  private static let depthLimit = 32

  private final class Branch {
    var values: [(text: String, line: Int)] = []
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

    /// The entries of a key: one for each value that it is given, and one for what is below it.
    func entries(_ key: String) -> [DocumentEntry] {
      let texts = values.map { value in
        DocumentEntry(
          key: key, line: value.line, value: DocumentNode(.text(value.text), line: value.line))
      }
      guard !order.isEmpty else { return texts }
      return texts + [DocumentEntry(key: key, line: line, value: node())]
    }

    func node() -> DocumentNode {
      DocumentNode(
        .mapping(order.flatMap { key in branches[key]?.entries(key) ?? [] }), line: line)
    }
  }

  /// The settings of all profiles: `%dev.name` is `name`. A name that is given several values stands as often,
  /// with those of all profiles last.
  public static func parse(_ bytes: [UInt8]) -> DocumentNode {
    let root = Branch()
    root.line = 1
    for (number, text) in TextLines(TextDecoding.utf8(bytes)).prefix(lineLimit) {
      let line = text.trimmed
      guard let first = line.first, first != "#", first != "!",
        let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" })
      else { continue }
      var name = line[..<mark].trimmed[...]
      let isOfProfile = name.first == "%"
      if isOfProfile, let dot = name.firstIndex(of: ".") {
        name = name[name.index(after: dot)...]
      }
      let parts = name.split(separator: ".").map { part in
        String(part).trimmingQuotes
      }
      guard !parts.isEmpty, parts.count <= depthLimit else { continue }
      let value = line[line.index(after: mark)...].trimmed.trimmingQuotes
      var branch = root
      for part in parts { branch = branch.child(part, line: number) }
      branch.values.insert((value, number), at: isOfProfile ? 0 : branch.values.count)
    }
    return root.node()
  }
}

extension String {
  fileprivate var trimmingQuotes: String {
    guard count >= 2, let first, first == "\"" || first == "'", last == first else { return self }
    return String(dropFirst().dropLast())
  }
}
