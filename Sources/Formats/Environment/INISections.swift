/// The sections of a configuration in the manner of git and DVC.
public struct INISections: Sendable {
  public struct Section: Sendable {
    /// Between the brackets, outer single quotes removed.
    public let name: String
    public internal(set) var values: [String: (value: String, line: Int)] = [:]
  }

  public private(set) var all: [Section] = []

  public init(_ text: String) {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.trimmed
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
      if line.hasPrefix("["), let close = line.lastIndex(of: "]") {
        var name = line[line.index(after: line.startIndex)..<close]
        if name.count >= 2, name.first == "'", name.last == "'" {
          name = name.dropFirst().dropLast()
        }
        all.append(Section(name: String(name)))
      } else if let equals = line.firstIndex(of: "="), !all.isEmpty {
        all[all.count - 1].values[line[..<equals].trimmed] = (
          line[line.index(after: equals)...].trimmed, index + 1
        )
      }
    }
  }

  public func value(_ section: String, _ key: String) -> String? {
    all.last { $0.name == section }?.values[key]?.value
  }
}
