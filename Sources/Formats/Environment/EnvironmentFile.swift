/// Reads files of `NAME=value` lines, as dotenv and its like do.
public enum EnvironmentFile {
  public struct Variable: Sendable, Equatable {
    public let name: String
    /// Without quotes and without a comment behind it.
    public let value: String
    public let line: Int
  }

  /// The variables in the order written; commented-out ones are left out.
  public static func variables(_ bytes: [UInt8]) -> [Variable] {
    var variables: [Variable] = []
    for (number, text) in TextLines(TextDecoding.utf8(bytes)) {
      var line = text.trimmed[...]
      guard !line.hasPrefix("#") else { continue }
      if line.hasPrefix("export ") { line = line.dropFirst(7) }
      guard let equals = line.firstIndex(of: "=") else { continue }
      let name = line[..<equals].trimmed
      guard let first = name.first, first == "_" || first.isLetter,
        name.allSatisfy({ $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) })
      else { continue }
      variables.append(
        Variable(
          name: name, value: value(line[line.index(after: equals)...].trimmed), line: number))
    }
    return variables
  }

  private static func value(_ text: String) -> String {
    if let quote = text.first, quote == "\"" || quote == "'",
      let close = text.dropFirst().firstIndex(of: quote)
    {
      return String(text[text.index(after: text.startIndex)..<close])
    }
    guard let comment = text.firstRange(of: " #") else { return text }
    return text[..<comment.lowerBound].trimmed
  }
}
