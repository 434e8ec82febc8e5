import Catalog

/// All facts that the reading of source code goes by.
struct SourceFacts: Sendable {
  let constructs: ConstructCatalog
  let reading: ReadingFacts
  let models: ModelNames
  let modelConstants: ModelConstants
  let providers: ProviderCatalog
  let scopes: PathScopes
  let mcp: McpClientFacts
  let images: AIImages
  let commands: AICommands
  let texts: SourceTextFacts

  init(_ knowledge: Knowledge) throws(KnowledgeError) {
    constructs = try ConstructCatalog(knowledge)
    reading = try ReadingFacts(knowledge)
    models = try ModelNames(knowledge)
    modelConstants = try ModelConstants(knowledge)
    providers = try ProviderCatalog(knowledge)
    scopes = try PathScopes(knowledge: knowledge)
    mcp = try McpClientFacts(knowledge: knowledge)
    images = try AIImages(knowledge)
    commands = try AICommands(knowledge)
    texts = try SourceTextFacts(knowledge)
  }
}
