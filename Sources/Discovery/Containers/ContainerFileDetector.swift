public import Catalog
public import Estate
import Formats

/// Reads Dockerfiles and compose files: the images and commands of AI products, the models that they serve
/// or fetch, and the providers whose keys they are given.
public struct ContainerFileDetector: Detector {
  public let name = "container-files"
  public let collects: Set<RelationKind> = [.runsIn, .runsOn, .serves, .builds, .sendsTo]
  private let catalog: ContainerCatalog
  private let copied: LazyFacts<CopiedModels>

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    catalog = try ContainerCatalog(knowledge)
    copied = try LazyFacts(knowledge) { facts throws(KnowledgeError) in try CopiedModels(facts) }
  }

  private enum Format { case dockerfile, compose }

  public func wants(_ entry: FileEntry) -> Bool { !entry.isBinary && format(of: entry) != nil }

  private func format(of entry: FileEntry) -> Format? {
    let name = entry.lowercasedName
    if name == "dockerfile" || name == "containerfile" || name.hasPrefix("dockerfile.")
      || name.hasSuffix(".dockerfile") || name.hasPrefix("containerfile.")
    {
      return name.hasSuffix(".dockerignore") ? nil : .dockerfile
    }
    let isYAML = name.hasSuffix(".yml") || name.hasSuffix(".yaml")
    return isYAML && (name.contains("compose.") || name.contains("compose-")) ? .compose : nil
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let scope = catalog.scopes.scope(of: file.entry.pathInRepository)
    guard scope != "vendored" else { return }
    switch format(of: file.entry) {
    case .dockerfile:
      let limit = InspectedFile.configurationLimit
      DockerfileRecording(
        catalog: catalog, copied: try copied.needed(), entry: file.entry, scope: scope,
        dockerfile: Dockerfile(try file.contents(limit: limit))
      ).record(&record)
    case .compose:
      for root in try file.yaml() where root["services"]?.isMapping == true {
        ComposeRecording(catalog: catalog, entry: file.entry, scope: scope, root: root)
          .record(&record)
      }
    case nil: break
    }
  }
}
