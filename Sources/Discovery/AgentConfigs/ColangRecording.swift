import Estate
import Formats

/// Records the flows of a file of Colang, by which NeMo Guardrails lets a chat go on or stops it.
struct ColangRecording {
  let agents: AgentFileRecording

  private static let limit = 500

  func record(_ bytes: [UInt8], _ record: inout Recorder) {
    var names: Set<String> = []
    for flow in Self.flows(in: bytes).prefix(Self.limit) where names.insert(flow.name).inserted {
      record.asset(agents.entry.repository.id, .repository, name: agents.entry.repository.name)
      let id = record.asset(
        AssetID(.guardrail, "repo", "\(agents.native)#\(flow.name)"), .guardrail,
        name: PlainLine.of(flow.name), properties: ["scope": .text(agents.scope)],
        line: flow.line, confidence: agents.confidence)
      record.relation(.contains, from: agents.entry.repository.id, to: id, line: flow.line)
    }
  }

  /// The flows with the lines that they begin at; one without a name goes by what the user does in it:
  /// `define flow`, `user ask about salaries`.
  static func flows(in bytes: [UInt8]) -> [(name: String, line: Int)] {
    var found: [(name: String, line: Int)] = []
    var unnamed: Int?
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      let text = String(decoding: line.prefix(400), as: UTF8.self)
      let words = text.split(whereSeparator: \.isWhitespace)
      if words.prefix(2) == ["define", "flow"] || words.prefix(2) == ["define", "subflow"] {
        let name = words.dropFirst(2).joined(separator: " ")
        unnamed = name.isEmpty ? index + 1 : nil
        if !name.isEmpty { found.append((name, index + 1)) }
      } else if let start = unnamed, words.first == "user", words.count > 1 {
        found.append((words.dropFirst().joined(separator: " "), start))
        unnamed = nil
      }
    }
    return found
  }
}
