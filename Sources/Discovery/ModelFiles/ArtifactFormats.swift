public import Catalog
import Formats

/// What the catalogue knows of the file formats of models: `Catalog/artifact-formats.yaml`.
public struct ArtifactFormats: Sendable {
  private struct Entry: Sendable {
    let runsCode: String
    /// What holds instead for files with a feature.
    let exceptions: [ArtifactHeader.Feature: String]
  }

  private static let path = "Catalog/artifact-formats.yaml"

  private let entries: [ArtifactFormat: Entry]
  private let formats: [String: Set<ArtifactFormat>]
  /// Extensions that announce a model only behind names that start so.
  private let generic: [String: [String]]
  /// Words of which the name of an array has one where it holds weights.
  let weightNames: Set<String>

  public init(_ knowledge: Knowledge = .embedded) throws(KnowledgeError) {
    let root = try knowledge.document(at: Self.path)?.root
    var entries: [ArtifactFormat: Entry] = [:]
    var formats: [String: Set<ArtifactFormat>] = [:]
    for node in root?["formats"]?.items ?? [] {
      guard let format = node["format"]?.text.flatMap(ArtifactFormat.init(rawValue:)),
        let runsCode = node["runs_code"]?.text
      else {
        throw KnowledgeError(path: Self.path, line: node.line, "unknown format, or no runs_code")
      }
      var exceptions: [ArtifactHeader.Feature: String] = [:]
      for exception in node["when"]?.entries ?? [] {
        guard let feature = ArtifactHeader.Feature(rawValue: exception.key) else {
          throw KnowledgeError(
            path: Self.path, line: exception.line, "unknown feature '\(exception.key)'")
        }
        exceptions[feature] = exception.value.text
      }
      entries[format] = Entry(runsCode: runsCode, exceptions: exceptions)
      for name in node["extensions"]?.items ?? [] {
        if let name = name.text { formats[name, default: []].insert(format) }
      }
    }
    self.entries = entries
    self.formats = formats
    generic = Dictionary(
      (root?["generic_extensions"]?.entries ?? []).map {
        ($0.key, $0.value.items.compactMap(\.text))
      }, uniquingKeysWith: +)
    weightNames = Set((root?["weight_names"]?.items ?? []).compactMap(\.text))
  }

  /// The formats that the name of a file announces.
  func announced(by entry: FileEntry) -> Set<ArtifactFormat> {
    let fileExtension = entry.fileExtension
    guard let announced = formats[fileExtension] else { return [] }
    guard let starts = generic[fileExtension] else { return announced }
    let name = entry.name
    return starts.contains { name.hasPrefix($0) } ? announced : []
  }

  /// `always`, `possible` or `never`; nil for a format that the catalogue does not have.
  func runsCode(_ header: ArtifactHeader) -> String? {
    guard let entry = entries[header.format] else { return nil }
    let exception = header.features.sorted { $0.rawValue < $1.rawValue }
      .compactMap { entry.exceptions[$0] }.first
    return exception ?? entry.runsCode
  }
}
