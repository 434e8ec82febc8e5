import Catalog

/// How what scripts hold is told apart: texts for models, files of models.
struct ScriptFacts: Sendable {
  let texts: SourceTextFacts
  let files: AgentFileFacts
  let learning: LearningSettings
  let mcp: McpClientFacts

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    texts = try SourceTextFacts(knowledge)
    files = try AgentFileFacts(knowledge)
    mcp = try McpClientFacts(knowledge: knowledge)
    learning = try MachineLearningFiles(knowledge).settings
  }
}
