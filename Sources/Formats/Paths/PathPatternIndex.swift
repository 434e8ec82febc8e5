/// Many path patterns, each with a value, tried at the cost of few: a path is compared only with those
/// whose last part can match its name.
public struct PathPatternIndex<Value: Sendable>: Sendable {
  private struct Row: Sendable {
    let pattern: PathPattern
    let value: Value
    let order: Int
  }

  private var byName: [String: [Row]] = [:]
  private var byExtension: [String: [Row]] = [:]
  /// By a part that the path must have.
  private var byPart: [Substring: [Row]] = [:]
  private var others: [Row] = []
  private var count = 0

  public init() {}

  /// Adds a pattern; false where it is none.
  public mutating func add(_ line: String, _ value: Value) -> Bool {
    guard let pattern = PathPattern(line) else { return false }
    let row = Row(pattern: pattern, value: value, order: count)
    count += 1
    let name = String(line.split(separator: "/").last ?? "")
    if !name.contains(where: { "*?[\\".contains($0) }) {
      byName[name, default: []].append(row)
    } else if let dot = name.lastIndex(of: "."),
      !name[dot...].contains(where: { "*?[\\".contains($0) })
    {
      byExtension[String(name[dot...]), default: []].append(row)
    } else if let part = pattern.literal {
      byPart[part[...], default: []].append(row)
    } else {
      others.append(row)
    }
    return true
  }

  /// The values of all patterns that match a path of a file, given as its parts, in the order in which they
  /// were added.
  public func values(for parts: [Substring]) -> [Value] {
    guard let name = parts.last else { return [] }
    var rows = byName[String(name)] ?? []
    if let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) {
      rows += byExtension[String(name[dot...])] ?? []
    }
    if !byPart.isEmpty {
      for (index, part) in parts.enumerated() {
        // A part that is there twice counts once.
        guard let more = byPart[part], !parts[..<index].contains(part) else { continue }
        rows += more
      }
    }
    rows += others
    guard !rows.isEmpty else { return [] }
    return rows.filter { $0.pattern.matches(parts[...], isFolder: false) }
      .sorted { $0.order < $1.order }.map(\.value)
  }
}
