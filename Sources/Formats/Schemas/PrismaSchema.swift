/// The columns of types of their own that the models of a Prisma schema have:
/// `embedding Unsupported("vector(1536)")`.
///
/// Format: https://www.prisma.io/docs/orm/reference/prisma-schema-reference
public struct PrismaSchema: Sendable {
  public private(set) var columns: [TableColumn] = []

  /// Most columns that are read.
  private static let limit = 20_000

  public init(_ bytes: [UInt8]) {
    var lines = TextLines(bytes)
    var model: String?
    var found: [(name: String, type: String, line: Int)] = []
    var mapped: String?
    while let (number, text) = lines.next(), columns.count < Self.limit {
      let line = text.trimmed
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.count > 1, words[0] == "model", line.hasSuffix("{") {
        model = String(words[1].prefix { $0 != "{" })
        (found, mapped) = ([], nil)
      } else if let name = model, line.hasPrefix("}") {
        columns += found.map {
          TableColumn(table: mapped ?? name, name: $0.name, type: $0.type, line: $0.line)
        }
        model = nil
      } else if model != nil, line.hasPrefix("@@map(") {
        mapped = Self.quoted(line).map(String.init)
      } else if model != nil, words.count > 1, words[1].hasPrefix("Unsupported("),
        let type = Self.quoted(line)
      {
        let bare = type.prefix { $0 != "(" }.split(separator: ".").last ?? ""
        found.append((String(words[0]), bare.lowercased(), number))
      }
    }
  }

  private static func quoted(_ line: String) -> Substring? {
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.count > 2 && !parts[1].isEmpty ? parts[1] : nil
  }
}
