/// What a Python script says that it needs, in a comment at its beginning (PEP 723).
public enum ScriptMetadata {
  /// The line that opens the block.
  public static let mark = "# /// script"

  static func read(_ bytes: [UInt8], into manifest: inout Manifest) throws(DocumentError) {
    guard let block = block(bytes) else { return }
    let root = try TOMLDocument.parse(Array(block.utf8))
    for item in root["dependencies"]?.items ?? [] {
      guard let text = item.text, let requirement = PythonRequirement(text) else { continue }
      manifest.add(requirement.dependency(line: item.line))
    }
  }

  /// The content of the block, each line where it stands in the file; nil where there is none.
  private static func block(_ bytes: [UInt8]) -> String? {
    var lines: [Substring] = []
    var isInside = false
    for (_, text) in TextLines(bytes) {
      if !isInside {
        isInside = text.trimmed == mark
        lines.append("")
        continue
      }
      if text.trimmed == "# ///" { return lines.joined(separator: "\n") }
      guard text.hasPrefix("#") else { return nil }
      lines.append(text.dropFirst(text.hasPrefix("# ") ? 2 : 1))
    }
    return nil
  }
}
