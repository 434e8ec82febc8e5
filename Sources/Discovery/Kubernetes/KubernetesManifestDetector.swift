public import Catalog
public import Estate
import Formats

/// Reads manifests of Kubernetes: the workloads that run AI, as whom they run, what they serve, and who can
/// reach it. A workload that has nothing to do with AI is not recorded.
public struct KubernetesManifestDetector: Detector {
  public let name = "kubernetes-manifests"
  public let collects: Set<RelationKind> = [
    .runsIn, .runsOn, .runsAs, .serves, .reaches, .canAssume, .sendsTo,
  ]
  private let catalog: ContainerCatalog
  private let kinds: KubernetesKinds

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    catalog = try ContainerCatalog(knowledge)
    kinds = try KubernetesKinds(knowledge)
  }

  public func wants(_ entry: FileEntry) -> Bool {
    guard !entry.isBinary, ["yaml", "yml"].contains(entry.fileExtension) else { return false }
    if entry.name.hasPrefix("values") { return true }
    // A long comment may stand before them.
    return entry.headContains("apiVersion:") || entry.headContains("kind:")
      || entry.head.first == UInt8(ascii: "#")
  }

  public func inspect(_ file: InspectedFile, _ record: inout Recorder) throws(Unreadable) {
    let scope = catalog.scopes.scope(of: file.entry.pathInRepository, considersName: false)
    guard scope != "vendored" else { return }
    let bytes = try file.contents(limit: InspectedFile.configurationLimit)
    let isTemplate = bytes.contains(UInt8(ascii: "{")) && Self.hasTemplate(bytes)
    let documents: [DocumentNode]
    do {
      documents = try YAMLDocument.parse(isTemplate ? Self.withoutTemplates(bytes) : bytes)
    } catch {
      // Templates may stand where no YAML can: that is the chart's right.
      if isTemplate { return record.skipped("template that is not readable as YAML: \(error)") }
      guard Self.isManifest(bytes) else { return }
      throw Unreadable(error.description)
    }
    let folder = ProjectFolder(of: file.entry).native
    if file.entry.name.hasPrefix("values") {
      for document in documents {
        HelmValues(catalog: catalog, scope: scope).record(document, &record)
      }
    }
    let objects = ManifestObject.all(in: documents)
    guard !objects.isEmpty else { return }
    ManifestRecording(
      catalog: catalog, kinds: kinds, entry: file.entry, scope: scope,
      names: ManifestNames(folder: folder), objects: objects
    ).record(&record)
  }

  private static func isManifest(_ bytes: [UInt8]) -> Bool {
    let head = String(decoding: bytes.prefix(65_536), as: UTF8.self)
    return head.contains("apiVersion:") && head.contains("kind:")
  }

  private static func hasTemplate(_ bytes: [UInt8]) -> Bool {
    zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "{") && $1 == UInt8(ascii: "{") }
  }

  /// The text with lines that hold nothing but template actions left empty, and a word in place of
  /// actions within lines.
  private static func withoutTemplates(_ bytes: [UInt8]) -> [UInt8] {
    let text = TextDecoding.text(bytes)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var result = ""
      var rest = line
      while let open = rest.firstRange(of: "{{") {
        result += rest[..<open.lowerBound]
        guard let close = rest[open.upperBound...].firstRange(of: "}}") else { return result }
        result += "{}"
        rest = rest[close.upperBound...]
      }
      result += rest
      let isOnlyTemplates = result.allSatisfy { $0.isWhitespace || "{}-".contains($0) }
      guard result != line else { return String(line) }
      return isOnlyTemplates && line.contains("{{")
        ? "" : result.replacing("{}", with: "template")
    }
    return Array(lines.joined(separator: "\n").utf8)
  }
}
