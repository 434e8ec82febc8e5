import Catalog

/// How what scripts hold is told apart: texts for models, files of models.
struct ScriptFacts: Sendable {
  let texts: SourceTextFacts
  let files: AgentFileFacts
  let learning: LearningSettings

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    texts = try SourceTextFacts(knowledge)
    files = try AgentFileFacts(knowledge)
    learning = try MachineLearningFiles(knowledge).settings
  }
}
