public import Catalog

/// Every detector that this version has. A new one is added here and nowhere else.
public enum AllDetectors {
  public static func make(_ knowledge: Knowledge) throws(KnowledgeError) -> DetectorSet {
    try DetectorSet([
      AgentConfigDetector(knowledge), AgentInstructionDetector(knowledge: knowledge),
      CodeOwnersDetector(), CommandFileDetector(knowledge),
      ContainerFileDetector(knowledge), DatabaseSchemaDetector(knowledge),
      DataFileDetector(knowledge), EnvFileDetector(knowledge),
      KubernetesManifestDetector(knowledge), ModelDefinitionDetector(knowledge),
      ModelGatewayDetector(knowledge), ModelSettingsDetector(knowledge),
      PipelineDetector(knowledge),
      CredentialDetector(knowledge), CredentialReferenceDetector(knowledge),
      McpClientDetector(knowledge: knowledge),
      ModelFileDetector(ArtifactFormats(knowledge)), PackagesDetector(knowledge),
      NotebookDetector(knowledge),
      SourceCodeDetector(knowledge), ToolboxDetector(knowledge),
    ])
  }
}
