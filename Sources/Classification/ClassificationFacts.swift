public import Catalog
import Estate
import Formats

/// What paths, names and packages hint at, and what is inherited; read from
/// `Catalog/classification.yaml`.
public struct ClassificationFacts: Sendable {
  /// No hint is surer.
  static let hintLimit = 0.5

  struct Hint: Sendable {
    let value: String
    let words: [Words]
    let confidence: Double
    let architectures: Set<String>
    /// What any architecture ends with.
    let architectureEndings: [String]
    let formats: Set<String>
    /// Packages as `pypi/name`.
    let packages: Set<String>
    let groups: Set<String>

    func matches(_ name: Words) -> Bool { words.contains { name.contain($0) } }

    func matches(architecture: String) -> Bool {
      let architecture = architecture.lowercased()
      return architectures.contains(architecture)
        || architectureEndings.contains { architecture.hasSuffix($0) }
    }
  }

  let environments: [Hint]
  /// The same by each of their names.
  let environmentsByWords: [Words: Hint]
  let configurationEndings: [String]
  let modelTypes: [Hint]
  let sensitivities: [Hint]
  let sensitiveKinds: Set<AssetKind>
  let harmless: [Words]
  let purposeConfidence: Double
  let purposeKinds: Set<AssetKind>
  let inheritance: InheritanceRules

  public init(_ knowledge: Knowledge = .embedded) throws(KnowledgeError) {
    let path = "Catalog/classification.yaml"
    guard let root = try knowledge.document(at: path)?.root else {
      throw KnowledgeError(path: path, "is missing")
    }
    environments = try Self.hints(root["environments"]?["words"], "environment", path)
    environmentsByWords = Dictionary(
      environments.flatMap { hint in hint.words.map { ($0, hint) } }
    ) { first, _ in first }
    configurationEndings = Self.texts(root["environments"]?["endings"])
    modelTypes = try Self.hints(root["model_types"], "type", path)
    sensitivities = try Self.hints(root["sensitivity"]?["words"], "sensitivity", path)
    sensitiveKinds = try Self.kinds(root["sensitivity"]?["kinds"], path)
    harmless = Self.texts(root["sensitivity"]?["unless"]).map { Words($0) }
    purposeConfidence = min(root["purpose"]?["confidence"]?.number ?? 0.3, Self.hintLimit)
    purposeKinds = try Self.kinds(root["purpose"]?["kinds"], path)
    inheritance = try InheritanceRules(root["inheritance"], path)
  }

  private static func hints(
    _ node: DocumentNode?, _ key: String, _ path: String
  ) throws(KnowledgeError) -> [Hint] {
    var hints: [Hint] = []
    for item in node?.items ?? [] {
      guard let value = item[key]?.text, let confidence = item["confidence"]?.number,
        (0...hintLimit).contains(confidence)
      else {
        throw KnowledgeError(
          path: path, line: item.line, "needs '\(key)', and a confidence of \(hintLimit) at most")
      }
      let architectures = texts(item["architectures"])
      hints.append(
        Hint(
          value: value, words: texts(item["words"]).map { Words($0) }, confidence: confidence,
          architectures: Set(architectures.filter { !$0.hasPrefix("*") }),
          architectureEndings: architectures.filter { $0.hasPrefix("*") }
            .map { String($0.dropFirst()) },
          formats: Set(texts(item["formats"])), packages: Set(texts(item["packages"])),
          groups: Set(texts(item["groups"]))))
    }
    return hints
  }

  static func texts(_ node: DocumentNode?) -> [String] { node?.items.compactMap(\.scalar) ?? [] }

  static func kinds(_ node: DocumentNode?, _ path: String) throws(KnowledgeError) -> Set<AssetKind>
  {
    var kinds: Set<AssetKind> = []
    for item in node?.items ?? [] {
      guard let kind = item.text.flatMap({ AssetKind(name: $0) }) else {
        throw KnowledgeError(path: path, line: item.line, "is no kind of asset")
      }
      kinds.insert(kind)
    }
    return kinds
  }
}
