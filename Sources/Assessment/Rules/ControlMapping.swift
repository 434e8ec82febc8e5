public import Catalog
public import Estate
import Formats

/// Which requirements of which frameworks a finding of a category bears on: `Frameworks/mapping.yaml`.
public struct ControlMapping: Sendable {
  private let controls: [String: [ControlReference]]

  public static let empty = ControlMapping(controls: [:])

  private init(controls: [String: [ControlReference]]) { self.controls = controls }

  public init(_ knowledge: Knowledge) throws(KnowledgeError) {
    guard let document = try knowledge.document(at: "Frameworks/mapping.yaml") else {
      throw KnowledgeError(path: "Frameworks/mapping.yaml", "is missing")
    }
    var controls: [String: [ControlReference]] = [:]
    for category in document.root["categories"]?.items ?? [] {
      guard let id = category["id"]?.text else { continue }
      let references = (category["controls"]?.entries ?? []).flatMap { entry in
        entry.value.items.compactMap { item in
          item.scalar.map { ControlReference(framework: entry.key, control: $0) }
        }
      }
      controls[id] = references.sorted()
    }
    self.controls = controls
  }

  public var categories: [String] { controls.keys.sorted() }

  /// The requirements of a category, sorted; empty where the category is not known.
  public func controls(of category: String) -> [ControlReference] { controls[category] ?? [] }
}
