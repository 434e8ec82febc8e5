import Estate
import Formats

/// Records the models and prompts that statements of a database write.
struct SeedRecording {
  let files: AgentFileFacts
  let entry: FileEntry
  let scope: String

  /// A statement with more models is a table of what there is, such as of prices, and a file with more is a dump.
  private static let mostModels = 12
  private static let most = 100
  private static let tables: Set<String> = ["price", "prices", "pricing", "cost", "costs"]

  private var confidence: Double { scope == "product" ? 0.7 : 0.5 }

  func record(_ statements: [SQLStatement], _ record: inout Recorder) {
    var models: [(ModelName, Int)] = []
    var prompts: [SQLStatement.Literal] = []
    for statement in statements where !Self.isComment(statement) {
      if names(statement, ["model", "llm"]), statement.words.isDisjoint(with: Self.tables) {
        let found = statement.literals.filter { !$0.isCondition }.compactMap { literal in
          files.models.isSpelled(literal.text)
            ? files.models.recognized(literal.text).map { ($0, literal.line) } : nil
        }
        if Set(found.map(\.0)).count <= Self.mostModels { models += found }
      }
      if names(statement, ["prompt", "instruction"]) {
        prompts += statement.literals.filter { !$0.isCondition && files.isPrompt($0.text) }
      }
    }
    guard models.count <= Self.most, prompts.count <= Self.most,
      !models.isEmpty || !prompts.isEmpty
    else { return }
    let project = ProjectFolder(of: entry)
      .record(&record, scope: scope, confidence: 0.6)
    for (model, line) in models {
      let id = record.model(model, scope: scope, line: line, confidence: confidence)
      record.relation(
        .usesModel, from: project, to: id, basis: .inferred, line: line,
        confidence: 0.8 * confidence)
    }
    for prompt in prompts {
      let text = PromptText(prompt.text)
      let id = record.asset(
        AssetID(
          .prompt, "repo",
          "\(entry.repository.native)/\(entry.pathInRepository)#\(text.digest.prefix(12))"),
        .prompt, name: PlainLine.of(String(prompt.text.prefix(80))),
        properties: text.properties(role: "system", scope: scope), line: prompt.line,
        confidence: confidence)
      record.relation(.contains, from: entry.repository.id, to: id, line: prompt.line)
    }
  }

  /// Whether a statement says what something is for: `COMMENT ON COLUMN … IS '…'`.
  private static func isComment(_ statement: SQLStatement) -> Bool {
    statement.words.isSuperset(of: ["comment", "on", "is"])
      && statement.words.isDisjoint(with: ["insert", "update", "create", "alter"])
  }

  /// Whether a statement writes to a column or table that is called so.
  private func names(_ statement: SQLStatement, _ parts: [String]) -> Bool {
    statement.words.contains { word in
      NameWords.texts(of: word).contains { text in
        parts.contains { text == $0 || text == $0 + "s" }
      }
    }
  }
}
